import type { Bilingual } from '../../../core/errors.ts'
import type { ApplicationState } from '../../../core/lifecycle/application.ts'
import type { cardLifecycle } from '../../../core/lifecycle/card.ts'
import type { StateOf } from '../../../core/lifecycle/machine.ts'

const files: Readonly<Record<ApplicationState, Bilingual>> = {
  RECEIVED: { vi: 'đã nhận', en: 'received' },
  SCREENING: { vi: 'đang kiểm tra', en: 'being checked' },
  ADJUDICATION: { vi: 'đang xét trùng', en: 'in adjudication' },
  AWAITING_APPROVAL: { vi: 'chờ phê duyệt', en: 'awaits approval' },
  APPROVED: { vi: 'đã phê duyệt', en: 'approved' },
  IN_PRODUCTION: { vi: 'đang sản xuất', en: 'in production' },
  PRODUCED: { vi: 'đã sản xuất', en: 'produced' },
  IN_TRANSIT: { vi: 'đang chuyển', en: 'in transit' },
  READY: { vi: 'chờ trả', en: 'ready' },
  ISSUED: { vi: 'đã trả thẻ', en: 'handed over' },
  POSTED: { vi: 'gửi bưu điện', en: 'posted' },
  UNCOLLECTED: { vi: 'chưa đến nhận', en: 'uncollected' },
  RETURNED: { vi: 'trả lại điểm thu nhận', en: 'returned to the desk' },
  REFUSED: { vi: 'từ chối', en: 'refused' },
  WITHDRAWN: { vi: 'rút', en: 'withdrawn' },
  LAPSED: { vi: 'hết thời hạn', en: 'lapsed' },
  CLOSED: { vi: 'chấm dứt', en: 'closed' },
  COMPLETED: { vi: 'hoàn thành', en: 'completed' },
}

const cards: Readonly<Record<StateOf<typeof cardLifecycle>, Bilingual>> = {
  MADE: { vi: 'đã làm', en: 'made' },
  DISPATCHED: { vi: 'đang chuyển', en: 'in transit' },
  AT_UNIT: { vi: 'chờ trả', en: 'ready' },
  POSTED: { vi: 'gửi bưu điện', en: 'posted' },
  ACTIVE: { vi: 'có hiệu lực', en: 'in force' },
  LOCKED: { vi: 'đã khóa', en: 'locked' },
  HELD: { vi: 'đang bị giữ', en: 'held' },
  EXPIRED: { vi: 'hết hạn', en: 'expired' },
  REVOKED: { vi: 'đã thu hồi', en: 'revoked' },
  REPLACED: { vi: 'đã thay thế', en: 'replaced' },
  DESTROYED: { vi: 'đã hủy', en: 'destroyed' },
}

const namesOf: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  FILE: files,
  CARD: cards,
}

/** How a file or a card of somebody's past stands now; null for what has no state. */
export const stateName = (kind: string, state: string | null): Bilingual | null =>
  (state !== null && namesOf[kind]?.[state]) || null
