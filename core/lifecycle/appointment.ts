import { lifecycle } from './machine.ts'

/** The file of a desk that was offline arrives before its check-in, or days after the booking was counted as missed. */
const late = { consume: 'CONSUMED' } as const

/**
 * Lịch hẹn; consumed once. DISPLACED: the centre closed and had no later place; whoever booked is told and finds a new time.
 */
export const appointmentLifecycle = lifecycle('appointment', 'BOOKED', {
  BOOKED: {
    checkIn: 'CHECKED_IN',
    rebook: 'BOOKED',
    displace: 'DISPLACED',
    cancel: 'CANCELLED',
    miss: 'MISSED',
    ...late,
  },
  DISPLACED: { checkIn: 'CHECKED_IN', rebook: 'BOOKED', cancel: 'CANCELLED', miss: 'MISSED', ...late },
  CHECKED_IN: { consume: 'CONSUMED', leave: 'MISSED' },
  MISSED: { checkIn: 'CHECKED_IN', rebook: 'BOOKED', ...late },
  CANCELLED: {},
  CONSUMED: {},
})

/** Số thứ tự of a walk-in. */
export const ticketLifecycle = lifecycle('ticket', 'WAITING', {
  WAITING: { call: 'CALLED' },
  CALLED: { serve: 'SERVING', skip: 'SKIPPED' },
  SKIPPED: { call: 'CALLED', close: 'CLOSED' },
  SERVING: { finish: 'DONE' },
  DONE: {},
  CLOSED: {},
})

/** What a citizen filled in before the visit. */
export const preRegistrationLifecycle = lifecycle('pre-registration', 'DRAFT', {
  DRAFT: { submit: 'SUBMITTED' },
  SUBMITTED: { checkIn: 'USED', accept: 'USED', lapse: 'LAPSED' },
  USED: {},
  LAPSED: {},
})
