import { cardTemplates, type CardTemplate } from '../../../core/card/card-face.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { cardOfFace, type ShownCard } from '../../../ui/card/shown-card.ts'
import type { CardToCheckQuery } from '../generated/card-checks.ts'

/** A card of the stack as it should be. */
export type CheckedCard = Extract<CardToCheckQuery['cardToCheck'], { readonly __typename: 'CardToCheck' }>

const templateOf = (name: string): CardTemplate =>
  cardTemplates.find((template) => template === name) ?? 'CC_2024'

/** As stations have it: what a card does not bear is left out there, and null in an answer, which names its types besides. */
const faceSchema = cardFaceSchema.strip()
const faceOf = ({ face: { placeOfOrigin, marks, signedQr, ...face } }: CheckedCard) =>
  faceSchema.parse({
    ...face,
    ...(placeOfOrigin !== null && { placeOfOrigin }),
    ...(marks !== null && { marks }),
    ...(signedQr !== null && { signedQr }),
  })

/** How the card should look. */
export const expectedCard = (card: CheckedCard): ShownCard =>
  cardOfFace(templateOf(card.template), faceOf(card))
