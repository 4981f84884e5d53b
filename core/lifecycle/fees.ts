import { lifecycle } from './machine.ts'

/** Lệ phí. What was free is charged after all where the file comes back without the ground for it. */
export const paymentLifecycle = lifecycle('payment', 'DUE', {
  DUE: { pay: 'PAID', exempt: 'EXEMPT' },
  PAID: { refund: 'REFUNDED' },
  EXEMPT: { charge: 'DUE' },
  REFUNDED: {},
})

/** Quỹ tiền mặt of an officer's day: it adds up, or somebody else signs why it does not. */
export const cashDayLifecycle = lifecycle('cash day', 'OPEN', {
  OPEN: { count: 'COUNTED' },
  COUNTED: { balance: 'CLOSED', explain: 'CLOSED_WITH_EXPLANATION', recount: 'OPEN' },
  CLOSED: {},
  CLOSED_WITH_EXPLANATION: {},
})

/** Money that fits no open payment. What is left over of one that was applied is given back. */
export const paymentCaseLifecycle = lifecycle('payment case', 'OPEN', {
  OPEN: { apply: 'APPLIED', refund: 'REFUNDED' },
  APPLIED: {},
  REFUNDED: {},
})

/** Asked by one officer, confirmed by another. */
export const refundLifecycle = lifecycle('refund', 'ASKED', {
  ASKED: { confirm: 'CONFIRMED', decline: 'DECLINED' },
  CONFIRMED: {},
  DECLINED: {},
})
