import { visitPurposes, isVisitPurpose } from '../../../core/enrollment/visits.ts'
import type { Bilingual } from '../../../core/errors.ts'

export const appointmentStates: Readonly<Record<string, Bilingual>> = {
  BOOKED: { vi: 'đã hẹn', en: 'booked' },
  CHECKED_IN: { vi: 'đã đến', en: 'here' },
  CONSUMED: { vi: 'đã làm xong', en: 'served' },
  CANCELLED: { vi: 'đã hủy', en: 'cancelled' },
  MISSED: { vi: 'không đến', en: 'missed' },
  DISPLACED: { vi: 'chờ xếp lại', en: 'to be moved' },
}

export const stateTones: Readonly<Record<string, string>> = {
  CHECKED_IN: 'badge-good',
  CONSUMED: 'badge-good',
  DISPLACED: 'badge-attention',
  MISSED: 'badge-attention',
}

export const purposeName = (purpose: string): Bilingual =>
  isVisitPurpose(purpose) ? visitPurposes[purpose] : { vi: purpose, en: purpose }

/** 1 (Monday) … 7. */
export const weekdays: readonly Bilingual[] = [
  { vi: 'Thứ Hai', en: 'Monday' },
  { vi: 'Thứ Ba', en: 'Tuesday' },
  { vi: 'Thứ Tư', en: 'Wednesday' },
  { vi: 'Thứ Năm', en: 'Thursday' },
  { vi: 'Thứ Sáu', en: 'Friday' },
  { vi: 'Thứ Bảy', en: 'Saturday' },
  { vi: 'Chủ nhật', en: 'Sunday' },
]

export const requestKindNames = [
  { value: 'FIRST_ISSUE', vi: 'Cấp thẻ lần đầu', en: 'First issue' },
  { value: 'EXCHANGE', vi: 'Cấp đổi thẻ', en: 'Exchange' },
  { value: 'REISSUE', vi: 'Cấp lại thẻ', en: 'Reissue' },
] as const

export const leftOutNames: Readonly<Record<string, Bilingual>> = {
  ILLEGAL_BOOKING: { vi: 'thông tin chưa đúng', en: 'not valid' },
  ALREADY_BOOKED: { vi: 'đã có lịch hẹn', en: 'booked already' },
  TWICE_IN_LIST: { vi: 'trùng số trong danh sách', en: 'twice in the list' },
  NO_ROOM: { vi: 'hết chỗ trong ngày', en: 'no room left on the day' },
}
