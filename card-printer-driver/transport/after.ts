import type { After } from '../../core/device/exchange.ts'

/**
 * Node's timers for time-outs on a line. The wait is split in two: when other work, as drawing a card, stalls the program past the first
 * half, bytes that have already come are still read before the second half ends, and are not taken for silence.
 */
export const after: After = (milliseconds, run) => {
  let timer = setTimeout(() => {
    timer = setTimeout(run, milliseconds / 2)
  }, milliseconds / 2)
  return () => clearTimeout(timer)
}
