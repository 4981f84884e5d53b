import type { Bilingual } from '../errors.ts'

export const failClasses = ['PRINT', 'DATA', 'DAMAGE', 'CHIP'] as const
export type FailClass = (typeof failClasses)[number]

export interface FailCode {
  /** On the keypad of the quality desk. */
  readonly key: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
  readonly failClass: FailClass
  readonly text: Bilingual
}

/** What quality control finds wrong with a card, by the key that says so. */
export const failCodes = {
  COLOUR: { key: 1, failClass: 'PRINT', text: { vi: 'Sai màu, nhạt màu', en: 'Colours wrong or pale' } },
  STREAK: { key: 2, failClass: 'PRINT', text: { vi: 'Vệt, chấm trắng', en: 'Streaks or white dots' } },
  POSITION: { key: 3, failClass: 'PRINT', text: { vi: 'In lệch, mất mép', en: 'Printed off its place' } },
  UNREADABLE: {
    key: 4,
    failClass: 'PRINT',
    text: { vi: 'Không đọc được QR hoặc MRZ', en: 'QR or MRZ cannot be read' },
  },
  WRONG_TEXT: { key: 5, failClass: 'DATA', text: { vi: 'Sai chữ, sai số', en: 'Wrong text or number' } },
  WRONG_PORTRAIT: { key: 6, failClass: 'DATA', text: { vi: 'Sai ảnh', en: 'Wrong portrait' } },
  SCRATCHED: {
    key: 7,
    failClass: 'DAMAGE',
    text: { vi: 'Xước, cong, gãy', en: 'Scratched, bent or broken' },
  },
  OVERLAY: {
    key: 8,
    failClass: 'DAMAGE',
    text: { vi: 'Lớp phủ bong, phồng', en: 'Overlay lifted or blistered' },
  },
  CHIP: {
    key: 9,
    failClass: 'CHIP',
    text: { vi: 'Chip không đọc được hoặc sai', en: 'Chip silent or wrong' },
  },
} as const satisfies Readonly<Record<string, FailCode>>
export type FailCodeName = keyof typeof failCodes
