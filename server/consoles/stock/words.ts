import type { Bilingual } from '../../../core/errors.ts'
import type { ConsumableKind } from '../generated/consumables.ts'
import type { StockDeclarationKind } from '../generated/spoilages.ts'
import type { BlankState } from '../generated/stock.ts'

export const blankStates: Readonly<Record<BlankState, Bilingual>> = {
  IN_STORE: { vi: 'trong kho', en: 'in store' },
  IN_TRANSFER: { vi: 'đang chuyển', en: 'on the way' },
  AT_STATION: { vi: 'ở trạm in', en: 'at stations' },
  BOUND: { vi: 'đã thành thẻ', en: 'became cards' },
  SPOILED: { vi: 'hỏng, chờ hủy', en: 'spoiled' },
  LOST: { vi: 'mất', en: 'lost' },
  DESTROYED: { vi: 'đã hủy', en: 'destroyed' },
}

export const declarationNames: Readonly<Record<StockDeclarationKind, Bilingual>> = {
  LOSS: { vi: 'Phôi mất', en: 'Lost blanks' },
  FOUND: { vi: 'Phôi mất tìm thấy', en: 'Lost blanks found' },
  DESTRUCTION: { vi: 'Tiêu hủy thẻ hỏng', en: 'Destruction' },
}

export const consumableKinds: Readonly<Record<ConsumableKind, Bilingual>> = {
  RIBBON: { vi: 'Ruy băng', en: 'Ribbon' },
  LAMINATE: { vi: 'Màng phủ', en: 'Laminate' },
}

export const stationName = (number: number | null): Bilingual => ({
  vi: `Trạm in số ${number ?? '–'}`,
  en: `Station ${number ?? '–'}`,
})

export const stockWords = {
  store: { vi: 'Kho', en: 'Store' },
  station: { vi: 'Trạm in', en: 'Station' },
  count: { vi: 'Số lượng đếm được', en: 'Counted' },
  first: { vi: 'Số đầu', en: 'First serial' },
  last: { vi: 'Số cuối', en: 'Last serial' },
  range: { vi: 'Dải số', en: 'Serials' },
  reason: { vi: 'Lý do', en: 'Reason' },
  record: { vi: 'Biên bản', en: 'Record' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  supplier: { vi: 'Nhà cung cấp', en: 'Supplier' },
  deliveryNote: { vi: 'Số phiếu giao hàng', en: 'Delivery note' },
  deliveredBy: { vi: 'Người giao hàng', en: 'Delivered by' },
  when: { vi: 'Lúc', en: 'At' },
} as const satisfies Readonly<Record<string, Bilingual>>
