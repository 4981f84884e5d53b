import type { Bilingual } from '../../../core/errors.ts'

/** A card's state in the holder's words. */
const names: Readonly<Record<string, Bilingual>> = {
  MADE: { vi: 'Thẻ đã làm xong', en: 'Card made' },
  DISPATCHED: { vi: 'Thẻ đang chuyển về', en: 'Card on its way' },
  AT_UNIT: { vi: 'Thẻ chờ bạn đến nhận', en: 'Card waits for you' },
  POSTED: { vi: 'Thẻ đang gửi bưu điện', en: 'Card in the post' },
  ACTIVE: { vi: 'Thẻ đang dùng', en: 'Card in force' },
  LOCKED: { vi: 'Thẻ đã khóa vì báo mất', en: 'Card locked, reported lost' },
  HELD: { vi: 'Thẻ đang bị giữ', en: 'Card held by an authority' },
  EXPIRED: { vi: 'Thẻ đã hết hạn', en: 'Card expired' },
  REVOKED: { vi: 'Thẻ đã bị thu hồi', en: 'Card revoked' },
  REPLACED: { vi: 'Thẻ đã đổi thẻ khác', en: 'Card replaced' },
  DESTROYED: { vi: 'Thẻ đã hủy', en: 'Card destroyed' },
}

export const cardStateName = (state: string): Bilingual => names[state] ?? { vi: 'Thẻ', en: 'Card' }
