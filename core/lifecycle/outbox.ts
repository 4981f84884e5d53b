import { lifecycle, type StateOf } from './machine.ts'

/** A sealed packet at the kiosk. One that was exported may be exported again: a medium gets lost. REFUSED reopens the capture session for review. */
export const outboxLifecycle = lifecycle('outbox packet', 'WAITING', {
  WAITING: { send: 'SENDING', export: 'EXPORTED' },
  SENDING: { acknowledge: 'RECEIVED', refuse: 'REFUSED', fail: 'WAITING' },
  EXPORTED: { acknowledge: 'RECEIVED', send: 'SENDING', export: 'EXPORTED' },
  REFUSED: { reopen: 'REOPENED' },
  RECEIVED: {},
  REOPENED: {},
})
export type OutboxState = StateOf<typeof outboxLifecycle>
