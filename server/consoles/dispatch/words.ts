import type { Bilingual } from '../../../core/errors.ts'
import type { Carrier, ParcelFinding, ParcelSettlement, ParcelState } from '../generated/parcels.ts'

export const parcelStates: Readonly<Record<ParcelState, Bilingual>> = {
  OPEN: { vi: 'Đang đóng', en: 'Being packed' },
  SEALED: { vi: 'Đã niêm phong', en: 'Sealed' },
  DISPATCHED: { vi: 'Đang chuyển', en: 'On its way' },
  RECEIVED: { vi: 'Đã nhận', en: 'Received' },
  DISPUTED: { vi: 'Sai lệch, đang xử lý', en: 'Disputed' },
  RECONCILED: { vi: 'Đã xong', en: 'Settled' },
}
export const parcelStateOrder = Object.keys(parcelStates) as readonly ParcelState[]

export const carrierNames: Readonly<Record<Carrier, Bilingual>> = {
  HAND: { vi: 'giao tận tay', en: 'by hand' },
  COURIER: { vi: 'chuyển phát', en: 'by courier' },
  POST: { vi: 'bưu điện', en: 'by post' },
}

export const findingNames: Readonly<Record<ParcelFinding, Bilingual>> = {
  MISSING: { vi: 'thiếu', en: 'missing' },
  EXTRA: { vi: 'thừa', en: 'extra' },
  DAMAGED: { vi: 'hư hại', en: 'damaged' },
  REVOKED: { vi: 'bị hủy trên đường', en: 'revoked on its way' },
}

export const settlementNames: Readonly<Record<ParcelSettlement, Bilingual>> = {
  FOUND: { vi: 'đã tìm thấy', en: 'found' },
  WRITTEN_OFF: { vi: 'đã hủy, làm lại thẻ', en: 'written off and made again' },
  SENT_BACK: { vi: 'đã gửi trả xưởng', en: 'sent back' },
}

export const parcelWords = {
  number: { vi: 'Số kiện', en: 'Parcel' },
  seal: { vi: 'Số niêm phong', en: 'Seal number' },
  cards: { vi: 'Thẻ', en: 'Cards' },
  boxes: { vi: 'Hộp', en: 'Boxes' },
  centre: { vi: 'Nơi trả thẻ', en: 'Collected at' },
} as const satisfies Readonly<Record<string, Bilingual>>
