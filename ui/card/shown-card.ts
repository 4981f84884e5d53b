import type { CardFace, CardTemplate } from '../../core/card/card-face.ts'
import type { BarcodePlace, FieldName } from '../../core/card/layout.ts'
import { printedValue } from '../../core/card/printed-value.ts'

/** A card as far as it is known: what is still to come is null. */
export interface ShownCard {
  readonly template: CardTemplate
  readonly valueOf: (field: FieldName) => string | null
  /** Contents of its symbols. */
  readonly codes: Readonly<Record<BarcodePlace['content'], string | null>>
  readonly mrz: CardFace['mrz'] | null
}

/** A card whose face is settled, as quality control and production have it. */
export const cardOfFace = (template: CardTemplate, face: CardFace): ShownCard => ({
  template,
  valueOf: (field) => printedValue(face, field),
  codes: { qr: face.qr, number: face.number },
  mrz: face.mrz,
})
