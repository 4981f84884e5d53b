import type { Bilingual } from '../errors.ts'

/** Why a ribbon or laminate is waste: codes, for they stand in its history. */
export const consumableFaults = {
  TORN: { vi: 'Đứt, rách', en: 'Torn' },
  CREASED: { vi: 'Nhăn, kẹt trong máy', en: 'Creased or jammed' },
  NOT_RECOGNISED: { vi: 'Máy không nhận', en: 'Not recognised by the printer' },
  POOR_PRINT: { vi: 'In ra màu sai, sọc', en: 'Prints wrong colours or streaks' },
  DEFECTIVE: { vi: 'Lỗi của nhà cung cấp', en: 'Defective as supplied' },
  EXPIRED: { vi: 'Quá hạn dùng', en: 'Past its date' },
  SOILED: { vi: 'Bẩn, ẩm', en: 'Soiled or damp' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type ConsumableFault = keyof typeof consumableFaults
export const consumableFaultCodes = Object.keys(consumableFaults) as readonly ConsumableFault[]
