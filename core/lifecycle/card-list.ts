import { lifecycle } from './machine.ts'

/** Danh sách chuyển thẻ, trả thẻ lưu động: cards leave a shelf together, and it ends when each is accounted for. */
export const cardListLifecycle = lifecycle('card list', 'OPEN', {
  OPEN: { send: 'SENT', discard: 'DISCARDED' },
  SENT: { close: 'CLOSED' },
  DISCARDED: {},
  CLOSED: {},
})
