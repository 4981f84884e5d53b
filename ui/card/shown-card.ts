import type { CardFace, CardTemplate } from '../../core/card/card-face.ts'
import type { CodedItem, FieldName } from '../../core/card/layout.ts'
import { printedValue } from '../../core/card/printed-value.ts'

/** A card as far as it is known: what is still to come is null. */
export interface ShownCard {
  readonly template: CardTemplate
  readonly valueOf: (field: FieldName) => string | null
  /** Payloads of its QRs. */
  readonly codes: Readonly<Record<'qr' | 'signedQr', string | null>>
  readonly mrz: CardFace['mrz'] | null
}

/** A card whose face is settled, as quality control and production have it. */
export const cardOfFace = (template: CardTemplate, face: CardFace): ShownCard => ({
  template,
  valueOf: (field) => printedValue(face, field),
  codes: { qr: face.qr, signedQr: face.signedQr ?? null },
  mrz: face.mrz,
})

/** An item as a symbol of the card will hold it. */
export function shownItem(card: ShownCard, item: CodedItem): string | null {
  if (item === 'mrz') return card.mrz?.join('\n') ?? null
  return item === 'qr' || item === 'signedQr' ? card.codes[item] : card.valueOf(item)
}
