import { lifecycle, type StateOf } from './machine.ts'

/** A sealed packet at the kiosk. REFUSED reopens the capture session for review. */
export const outboxLifecycle = lifecycle('outbox packet', 'WAITING', {
  WAITING: { send: 'SENDING', export: 'EXPORTED' },
  SENDING: { acknowledge: 'RECEIVED', refuse: 'REFUSED', fail: 'WAITING' },
  EXPORTED: { acknowledge: 'RECEIVED', send: 'SENDING' },
  REFUSED: { reopen: 'REOPENED' },
  RECEIVED: {},
  REOPENED: {},
})
export type OutboxState = StateOf<typeof outboxLifecycle>
