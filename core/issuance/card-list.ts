import type { Bilingual } from '../errors.ts'

/** Lists by which cards leave a shelf. */
export const cardListKinds = {
  FORWARD: { vi: 'Chuyển thẻ đến nơi trả khác', en: 'Forwarded to another place of collection' },
  HOME: { vi: 'Trả thẻ tại nhà, lưu động', en: 'Handed over at home, without network' },
  RETURN: {
    vi: 'Thu hồi thẻ không có người nhận về nơi sản xuất',
    en: 'Uncollected cards back to the factory',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
export type CardListKind = keyof typeof cardListKinds
export const cardListKindNames = Object.keys(cardListKinds) as [CardListKind, ...CardListKind[]]

/** What an officer carries in a day, and reads through in an evening. */
export const mostCardsOnList = 300

/** DS, the legal year, and a number that counts on. */
export const cardListNumber = (year: number, nth: number) => `DS${year}-${String(nth).padStart(6, '0')}`

export interface CardListLine {
  readonly position: number
  readonly serial: string
  readonly applicationCode: string
}

/** What is hashed when a list leaves: a line for each card. */
export const cardListText = (number: string, lines: readonly CardListLine[]) =>
  [number, ...lines.map((line) => [line.position, line.serial, line.applicationCode].join('\t'))].join('\n')
