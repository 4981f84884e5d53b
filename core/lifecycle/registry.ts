import { lifecycle } from './machine.ts'

/** A correction of a resident's record: a diff against a version, with evidence, by maker and checker. */
export const changeLifecycle = lifecycle('change', 'DRAFT', {
  DRAFT: { submit: 'SUBMITTED' },
  SUBMITTED: { approve: 'APPLIED', reject: 'REJECTED', sendBack: 'DRAFT' },
  APPLIED: {},
  REJECTED: {},
})

/** Sai lệch thông tin between papers. */
export const conflictLifecycle = lifecycle('conflict case', 'OPEN', {
  OPEN: { propose: 'PROPOSED', park: 'WAITING_DOCUMENT' },
  PROPOSED: { confirm: 'RESOLVED', refuse: 'OPEN' },
  WAITING_DOCUMENT: { receive: 'OPEN' },
  RESOLVED: {},
})

/** Phiếu xác minh between units. */
export const inquiryLifecycle = lifecycle('residence inquiry', 'SENT', {
  SENT: { receive: 'RECEIVED', cancel: 'CANCELLED' },
  RECEIVED: { answer: 'ANSWERED', forward: 'SENT', cancel: 'CANCELLED' },
  ANSWERED: { apply: 'APPLIED', dispute: 'SENT' },
  APPLIED: {},
  CANCELLED: {},
})

const beforeLoading = { discard: 'DISCARDED' } as const

/** A locality's own data on its way into the register. */
export const importLifecycle = lifecycle('import', 'UPLOADED', {
  UPLOADED: { survey: 'SURVEYED', ...beforeLoading },
  SURVEYED: { dryRun: 'TRIED', ...beforeLoading },
  TRIED: { accept: 'LOADING', ...beforeLoading },
  LOADING: { finish: 'LOADED', interrupt: 'INTERRUPTED' },
  INTERRUPTED: { resume: 'LOADING' },
  LOADED: {},
  DISCARDED: {},
})

/** Kiểm tra, phúc tra of a locality. */
export const reviewLifecycle = lifecycle('review', 'PLANNED', {
  PLANNED: { start: 'RUNNING' },
  RUNNING: { submit: 'CHECKED' },
  CHECKED: { recheck: 'RECHECKED', accept: 'ACCEPTED', fail: 'FAILED', override: 'ACCEPTED' },
  RECHECKED: { accept: 'ACCEPTED', fail: 'FAILED', override: 'ACCEPTED' },
  FAILED: { repair: 'PLANNED' },
  ACCEPTED: {},
})

/** Arrivals and departures that an employer or a landlord reports; the register changes only after review. */
export const movementLifecycle = lifecycle('movement', 'PENDING', {
  PENDING: { apply: 'APPLIED', reject: 'REJECTED' },
  APPLIED: {},
  REJECTED: {},
})

/** What is declared about residence, relatives or household; without a law that wants a decision it applies at once. */
export const declarationLifecycle = lifecycle('declaration', 'SUBMITTED', {
  SUBMITTED: { apply: 'APPLIED', reject: 'REJECTED' },
  APPLIED: {},
  REJECTED: {},
})
