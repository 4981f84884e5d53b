import type { SessionSummary } from '../../../core/contracts/desk/session.ts'

/** Exceptions first, those with most to look at before the others; then whoever waits longest. */
export function queueOrder(files: readonly SessionSummary[]): readonly SessionSummary[] {
  return files
    .filter(({ state }) => state === 'SIGNED')
    .toSorted((a, b) => b.attention.length - a.attention.length || a.begunAt.localeCompare(b.begunAt))
}

/** The file that has the place of one that has left the queue. */
export function nextInQueue(
  queue: readonly SessionSummary[],
  current: string | null,
  by: 1 | -1,
): string | null {
  const at = queue.findIndex(({ id }) => id === current)
  const next = at === -1 ? (by > 0 ? 0 : queue.length - 1) : Math.min(Math.max(at + by, 0), queue.length - 1)
  return queue[next]?.id ?? null
}
