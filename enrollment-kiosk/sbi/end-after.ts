import { after } from '../transport/after.ts'

/**
 * Aborted when the time is over or `gone` is. Held by its timer: a signal of AbortSignal.timeout that only others are made of
 * may be collected, and then never comes.
 */
export function endAfter(
  milliseconds: number,
  gone: AbortSignal,
): { readonly signal: AbortSignal; cancel(): void } {
  const end = new AbortController()
  const stop = () => end.abort()
  const cancelTimer = after(Math.max(1, milliseconds), stop)
  gone.addEventListener('abort', stop)
  if (gone.aborted) stop()
  return {
    signal: end.signal,
    cancel() {
      cancelTimer()
      gone.removeEventListener('abort', stop)
    },
  }
}
