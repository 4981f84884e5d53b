import { lifecycle } from './machine.ts'

/** Phôi thẻ: custody from receipt to the card it became or the record of its destruction. */
export const blankCardLifecycle = lifecycle('blank card', 'IN_STORE', {
  IN_STORE: { transfer: 'IN_TRANSFER', issue: 'AT_STATION', spoil: 'SPOILED', lose: 'LOST' },
  IN_TRANSFER: { receive: 'IN_STORE', refuse: 'IN_STORE', lose: 'LOST' },
  AT_STATION: { bind: 'BOUND', spoil: 'SPOILED', giveBack: 'IN_STORE', lose: 'LOST' },
  BOUND: { spoil: 'SPOILED' },
  SPOILED: { destroy: 'DESTROYED', lose: 'LOST' },
  LOST: { find: 'IN_STORE', findSpoiled: 'SPOILED' },
  DESTROYED: {},
})

/** Custody between two stores. */
export const stockTransferLifecycle = lifecycle('stock transfer', 'IN_TRANSFER', {
  IN_TRANSFER: { receive: 'RECEIVED', refuse: 'REFUSED' },
  RECEIVED: {},
  REFUSED: {},
})

/** Ribbons and laminates. */
export const consumableLifecycle = lifecycle('consumable', 'IN_STORE', {
  IN_STORE: { transfer: 'IN_TRANSFER', issue: 'AT_STATION', spoil: 'SPOILED' },
  IN_TRANSFER: { receive: 'IN_STORE', refuse: 'IN_STORE', lose: 'LOST' },
  AT_STATION: { giveBack: 'IN_STORE', useUp: 'USED_UP', spoil: 'SPOILED' },
  USED_UP: {},
  SPOILED: {},
  LOST: {},
})
