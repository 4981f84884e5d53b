import type { CardFace } from './card-face.ts'
import type { CodedItem } from './layout.ts'
import { printedValue } from './printed-value.ts'

/** What a symbol of a card holds; null where it is not known, or there is nothing to hold. */
export function symbolText(
  content: readonly CodedItem[],
  itemOf: (item: CodedItem) => string | null,
): string | null {
  const items = content.map(itemOf)
  return items.includes(null) ? null : items.join('|') || null
}

/** An item of a face as a symbol holds it: the lines of the machine-readable zone one below the other. */
export function codedItem(face: CardFace, item: CodedItem): string | null {
  switch (item) {
    case 'qr':
    case 'signedQr':
      return face[item] ?? null
    case 'mrz':
      return face.mrz.join('\n')
    default:
      return printedValue(face, item)
  }
}
