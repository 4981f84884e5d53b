import { lifecycle } from './machine.ts'

/** One message to one ABIS. It may be sent many times, always under the same id; an operator asks again what was given up. */
export const abisRequestLifecycle = lifecycle('abis request', 'QUEUED', {
  QUEUED: { send: 'SENT', answer: 'ANSWERED', refuse: 'FAILED', expire: 'EXPIRED' },
  SENT: { repeat: 'QUEUED', answer: 'ANSWERED', refuse: 'FAILED', expire: 'EXPIRED' },
  ANSWERED: {},
  FAILED: { askAgain: 'QUEUED' },
  EXPIRED: { askAgain: 'QUEUED' },
})
