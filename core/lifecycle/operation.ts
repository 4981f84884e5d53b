import { lifecycle } from './machine.ts'

/** Ca sản xuất: the difference must be 0, or a named officer signs the explanation. */
export const shiftLifecycle = lifecycle('shift', 'OPEN', {
  OPEN: { count: 'COUNTED' },
  COUNTED: { balance: 'CLOSED', explain: 'CLOSED_WITH_EXPLANATION', recount: 'OPEN' },
  CLOSED: {},
  CLOSED_WITH_EXPLANATION: {},
})

const certifiedHardware = {
  REQUESTED: { certify: 'ACTIVE', refuse: 'REFUSED' },
  ACTIVE: { suspend: 'SUSPENDED', revoke: 'REVOKED', retire: 'DECOMMISSIONED' },
  SUSPENDED: { restore: 'ACTIVE', revoke: 'REVOKED' },
  REFUSED: {},
  REVOKED: {},
  DECOMMISSIONED: {},
} as const

/** Kiosks and stations: certified at installation. */
export const machineLifecycle = lifecycle('machine', 'REQUESTED', certifiedHardware)
/** Their scanners, cameras and readers. */
export const deviceLifecycle = lifecycle('device', 'REQUESTED', certifiedHardware)

export const notificationLifecycle = lifecycle('notification', 'QUEUED', {
  QUEUED: { send: 'SENT', giveUp: 'DEAD' },
  SENT: { confirm: 'DELIVERED', bounce: 'QUEUED' },
  DELIVERED: {},
  DEAD: {},
})

/** Phản ánh, khiếu nại. */
export const grievanceLifecycle = lifecycle('grievance', 'OPEN', {
  OPEN: { assign: 'ASSIGNED' },
  ASSIGNED: { answer: 'ANSWERED', escalate: 'ESCALATED' },
  ESCALATED: { answer: 'ANSWERED' },
  ANSWERED: { reopen: 'OPEN', close: 'CLOSED' },
  CLOSED: {},
})
