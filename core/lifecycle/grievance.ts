import { lifecycle } from './machine.ts'

/** Phản ánh, khiếu nại: answered by its owner, by those above when it is late, and once more on appeal. */
export const grievanceLifecycle = lifecycle('grievance', 'OPEN', {
  OPEN: { assign: 'ASSIGNED' },
  ASSIGNED: { answer: 'ANSWERED', escalate: 'ESCALATED' },
  ESCALATED: { answer: 'ANSWERED' },
  ANSWERED: { reopen: 'OPEN', close: 'CLOSED' },
  CLOSED: {},
})
