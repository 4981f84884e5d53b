/** ISO/IEC 19794-2 finger position codes, in the order of capture (TT 60/2021/TT-BCA, article 5). */
export const fingerPositions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
export type FingerPosition = (typeof fingerPositions)[number]

export const fingerNames: Readonly<Record<FingerPosition, { readonly vi: string; readonly en: string }>> = {
  1: { vi: 'Ngón cái phải', en: 'Right thumb' },
  2: { vi: 'Ngón trỏ phải', en: 'Right index finger' },
  3: { vi: 'Ngón giữa phải', en: 'Right middle finger' },
  4: { vi: 'Ngón áp út phải', en: 'Right ring finger' },
  5: { vi: 'Ngón út phải', en: 'Right little finger' },
  6: { vi: 'Ngón cái trái', en: 'Left thumb' },
  7: { vi: 'Ngón trỏ trái', en: 'Left index finger' },
  8: { vi: 'Ngón giữa trái', en: 'Left middle finger' },
  9: { vi: 'Ngón áp út trái', en: 'Left ring finger' },
  10: { vi: 'Ngón út trái', en: 'Left little finger' },
}
