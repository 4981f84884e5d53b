/** ANSI/NIST-ITL 1-2011, table 8: several fingers on the glass at once, in the order of TT 60/2021/TT-BCA, article 5(3). */
import type { Bilingual } from '../errors.ts'
import type { FingerPosition } from './positions.ts'

export const slapPositions = [13, 14, 15] as const
export type SlapPosition = (typeof slapPositions)[number]

export const slapNames: Readonly<Record<SlapPosition, Bilingual>> = {
  13: { vi: 'Bốn ngón tay phải', en: 'Four fingers of the right hand' },
  14: { vi: 'Bốn ngón tay trái', en: 'Four fingers of the left hand' },
  15: { vi: 'Hai ngón cái', en: 'Both thumbs' },
}

/** As they lie on the glass, from left to right in the picture. */
export const slapFingers: Readonly<Record<SlapPosition, readonly FingerPosition[]>> = {
  13: [2, 3, 4, 5],
  14: [10, 9, 8, 7],
  15: [6, 1],
}
