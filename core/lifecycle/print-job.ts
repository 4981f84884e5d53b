import { lifecycle, type StateOf } from './machine.ts'

const breakable = { spoil: 'SPOILED', loseTrack: 'OUTCOME_UNKNOWN' } as const

/** One card to make: exactly one good card per job, whatever crashes. */
export const printJobLifecycle = lifecycle('print job', 'PLANNED', {
  PLANNED: { claim: 'CLAIMED', cancel: 'CANCELLED' },
  CLAIMED: { feed: 'CARD_FED', release: 'PLANNED', cancel: 'CANCELLED' },
  /** `print` straight from here belongs to the chipless profile (specimen and demonstration); `eject` leaves the blank untouched. */
  CARD_FED: { writeChip: 'CHIP_WRITTEN', print: 'PRINTED', eject: 'PLANNED', ...breakable },
  CHIP_WRITTEN: { print: 'PRINTED', ...breakable },
  PRINTED: { verify: 'VERIFIED', ...breakable },
  VERIFIED: { stack: 'STACKED', ...breakable },
  STACKED: { pass: 'PASSED', fail: 'SPOILED' },
  /** Recalled before dispatch only. */
  PASSED: { recall: 'SPOILED' },
  OUTCOME_UNKNOWN: { findGood: 'STACKED', findUntouched: 'PLANNED', declareSpoiled: 'SPOILED' },
  SPOILED: {},
  CANCELLED: {},
})
export type PrintJobState = StateOf<typeof printJobLifecycle>
