import type { OutboxPage, OutboxView } from '../../core/contracts/desk/outbox.ts'
import type { OutboxState } from '../../core/lifecycle/outbox.ts'
import type { OutboxEntry } from './outbox-files.ts'
import type { Outbox } from './outbox.ts'

const pageSize = 50

export interface OutboxQuestion {
  /** Null: every state. */
  readonly state: OutboxState | null
  /** SHA-256 of the last packet of the page before. */
  readonly after: string | null
}

/** One page of the outbox. A page after a packet that is no longer here begins anew. */
export function outboxPage(
  outbox: Pick<Outbox, 'list' | 'counts'>,
  { state, after }: OutboxQuestion,
): Omit<OutboxPage, 'nextAttemptAt'> {
  const entries = outbox.list()
  const from = after === null ? 0 : entries.findIndex(({ sha256 }) => sha256 === after) + 1
  const packets: OutboxView[] = []
  for (let i = from; i < entries.length && packets.length <= pageSize; i++) {
    const entry = entries[i]
    if (entry && (state === null || entry.state === state)) packets.push(viewOf(entry))
  }
  const page = packets.slice(0, pageSize)
  return {
    packets: page,
    next: packets.length > pageSize ? (page.at(-1)?.sha256 ?? null) : null,
    counts: outbox.counts(),
  }
}

function viewOf(entry: OutboxEntry): OutboxView {
  const { applicationCode, sha256, bytes, sent, state, sealedAt, reason, exportedAt, foreign } = entry
  const receivedAt = entry.receipt?.receivedAt ?? null
  return { applicationCode, sha256, bytes, sent, state, sealedAt, reason, receivedAt, exportedAt, foreign }
}
