import { lifecycle, type StateOf } from './machine.ts'

/** Death or lost nationality ends every open file; its job is cancelled or its card revoked in the same transaction. */
const open = { endByLaw: 'CLOSED' } as const
const withdrawable = { ...open, withdraw: 'WITHDRAWN' } as const

/** Hồ sơ cấp căn cước, from the desk to the hand-over (Luật Căn cước 2023, articles 21–26). */
export const applicationLifecycle = lifecycle('application', 'RECEIVED', {
  RECEIVED: { admit: 'SCREENING', returnToDesk: 'RETURNED', refuse: 'REFUSED', ...withdrawable },
  SCREENING: {
    clear: 'AWAITING_APPROVAL',
    suspect: 'ADJUDICATION',
    returnToDesk: 'RETURNED',
    refuse: 'REFUSED',
    ...withdrawable,
  },
  ADJUDICATION: {
    distinct: 'AWAITING_APPROVAL',
    merged: 'AWAITING_APPROVAL',
    confirmed: 'AWAITING_APPROVAL',
    samePerson: 'REFUSED',
    impostor: 'REFUSED',
    fraud: 'REFUSED',
    recapture: 'RETURNED',
    ...withdrawable,
  },
  AWAITING_APPROVAL: {
    approve: 'APPROVED',
    rescreen: 'SCREENING',
    returnToDesk: 'RETURNED',
    refuse: 'REFUSED',
    ...withdrawable,
  },
  APPROVED: {
    plan: 'IN_PRODUCTION',
    complete: 'COMPLETED',
    unapprove: 'AWAITING_APPROVAL',
    returnToDesk: 'RETURNED',
    ...withdrawable,
  },
  IN_PRODUCTION: { make: 'PRODUCED', recall: 'AWAITING_APPROVAL', returnToDesk: 'RETURNED', ...open },
  PRODUCED: { dispatch: 'IN_TRANSIT', remake: 'APPROVED', ...open },
  IN_TRANSIT: { arrive: 'READY', remake: 'APPROVED', ...open },
  READY: {
    handOver: 'ISSUED',
    post: 'POSTED',
    redirect: 'IN_TRANSIT',
    giveUp: 'UNCOLLECTED',
    correct: 'RETURNED',
    remake: 'APPROVED',
    ...open,
  },
  POSTED: { deliver: 'ISSUED', comeBack: 'READY', remake: 'APPROVED', ...open },
  UNCOLLECTED: { recall: 'READY', lapse: 'LAPSED', correct: 'RETURNED', remake: 'APPROVED', ...open },
  RETURNED: { resubmit: 'RECEIVED', lapse: 'LAPSED', ...withdrawable },
  /** Reopened on appeal, by two persons. */
  REFUSED: { reopen: 'SCREENING' },
  ISSUED: {},
  COMPLETED: {},
  WITHDRAWN: {},
  LAPSED: {},
  CLOSED: {},
})
export type ApplicationState = StateOf<typeof applicationLifecycle>

/** States in which a file is still worked on; one such card-producing file per resident. REFUSED ends it though it may be reopened. */
export const openApplicationStates = [
  'RECEIVED',
  'SCREENING',
  'ADJUDICATION',
  'AWAITING_APPROVAL',
  'APPROVED',
  'IN_PRODUCTION',
  'PRODUCED',
  'IN_TRANSIT',
  'READY',
  'POSTED',
  'UNCOLLECTED',
  'RETURNED',
] as const satisfies readonly ApplicationState[]
