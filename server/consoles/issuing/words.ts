import type { Bilingual } from '../../../core/errors.ts'
import type { CardListKind, CardListState } from '../generated/issuing.ts'

export const listKinds: Readonly<Record<CardListKind, Bilingual>> = {
  FORWARD: { vi: 'Chuyển đến nơi trả khác', en: 'Forwarded' },
  HOME: { vi: 'Trả tại nhà', en: 'To the homes' },
  RETURN: { vi: 'Trả về nơi sản xuất', en: 'Back to the factory' },
}

export const listStates: Readonly<Record<CardListState, Bilingual>> = {
  OPEN: { vi: 'Đang lập', en: 'Being made up' },
  SENT: { vi: 'Đã gửi đi', en: 'On its way' },
  CLOSED: { vi: 'Đã kết thúc', en: 'Closed' },
  DISCARDED: { vi: 'Đã bỏ', en: 'Discarded' },
}

export const listStateOrder = [
  'OPEN',
  'SENT',
  'CLOSED',
  'DISCARDED',
] as const satisfies readonly CardListState[]

export const outcomes: Readonly<Record<string, Bilingual>> = {
  ARRIVED: { vi: 'đã đến', en: 'arrived' },
  MISSING: { vi: 'thiếu', en: 'missing' },
  WRITTEN_OFF: { vi: 'đã hủy, làm lại thẻ', en: 'revoked, made again' },
  HANDED_OVER: { vi: 'đã trả', en: 'handed over' },
  BROUGHT_BACK: { vi: 'mang về', en: 'brought back' },
  CONFLICT: { vi: 'vướng mắc', en: 'conflict' },
}

export const words = {
  card: { vi: 'Số phôi', en: 'Blank' },
  file: { vi: 'Mã hồ sơ', en: 'Application' },
  slot: { vi: 'Ngăn', en: 'Slot' },
  readyOn: { vi: 'Chờ từ', en: 'Waits since' },
  place: { vi: 'Nơi trả thẻ', en: 'Place' },
} as const satisfies Readonly<Record<string, Bilingual>>
