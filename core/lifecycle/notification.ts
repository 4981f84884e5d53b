import { lifecycle } from './machine.ts'

/** A message to a citizen; SENDING is written before anything leaves, so that a crash is seen as one. */
export const notificationLifecycle = lifecycle('notification', 'QUEUED', {
  QUEUED: { send: 'SENDING', giveUp: 'DEAD' },
  SENDING: { sent: 'SENT', fail: 'QUEUED', giveUp: 'DEAD' },
  SENT: { confirm: 'DELIVERED', bounce: 'QUEUED', giveUp: 'DEAD' },
  DELIVERED: {},
  DEAD: {},
})
