import { correctableFields } from '../citizen/correction.ts'
import { type Bilingual } from '../errors.ts'
import { cardAdditions, type RequestDetails } from './procedures.ts'

export interface RequestedItem {
  readonly label: Bilingual
  readonly value: string
}

const labels = {
  number: { vi: 'Số cần xác nhận', en: 'Number to be confirmed' },
  purpose: { vi: 'Mục đích sử dụng', en: 'Purpose' },
  additions: { vi: 'Tích hợp vào thẻ', en: 'To go onto the card' },
  none: { vi: '(để trống)', en: '(empty)' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What a request without a card asks for, item by item, as whoever decides reads it. */
export function requestedItems(details: RequestDetails | null): readonly RequestedItem[] {
  switch (details?.about) {
    case 'NUMBER':
      return [{ label: labels.number, value: details.number }]
    case 'EXTRACT':
      return [{ label: labels.purpose, value: details.purpose }]
    case 'ADDITIONS':
      return [
        { label: labels.additions, value: details.additions.map((one) => cardAdditions[one].vi).join(', ') },
      ]
    case 'FIELDS':
      return Object.entries(correctableFields).flatMap(([field, { label }]) => {
        const value = details.wanted[field as keyof typeof correctableFields]
        return value === undefined ? [] : [{ label, value: value ?? labels.none.vi }]
      })
    case undefined:
      return []
  }
}
