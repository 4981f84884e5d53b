import type { Bilingual } from '../../../core/errors.ts'
import type { cardLifecycle } from '../../../core/lifecycle/card.ts'

type CardState = keyof (typeof cardLifecycle)['table']

const stateNames: Readonly<Record<CardState, Bilingual>> = {
  MADE: { vi: 'đã làm xong', en: 'made' },
  DISPATCHED: { vi: 'đang chuyển về nơi trả', en: 'on its way' },
  AT_UNIT: { vi: 'chờ trả', en: 'to be collected' },
  POSTED: { vi: 'gửi qua bưu điện', en: 'posted' },
  ACTIVE: { vi: 'đang dùng', en: 'in force' },
  LOCKED: { vi: 'bị khóa', en: 'locked' },
  HELD: { vi: 'bị giữ', en: 'held' },
  EXPIRED: { vi: 'hết hạn', en: 'expired' },
  REVOKED: { vi: 'bị thu hồi', en: 'revoked' },
  REPLACED: { vi: 'đã đổi thẻ khác', en: 'replaced' },
  DESTROYED: { vi: 'đã hủy', en: 'destroyed' },
}

export const cardStateName = (state: string): Bilingual =>
  Object.hasOwn(stateNames, state) ? stateNames[state as CardState] : { vi: state, en: state }
