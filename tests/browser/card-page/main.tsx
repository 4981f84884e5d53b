/** A page as a desk's or quality control's: both sides of a card that the test hands it. */
import { createRoot } from 'react-dom/client'
import type { CardFace, CardTemplate } from '../../../core/card/card-face.ts'
import { CardSide } from '../../../ui/card/card-side.tsx'
import { cardOfFace } from '../../../ui/card/shown-card.ts'

const root = createRoot(document.getElementById('page') ?? document.body)

/** Shows a card; there when the type of cards is. */
async function showCard(template: CardTemplate, face: CardFace): Promise<void> {
  const card = cardOfFace(template, face)
  root.render(
    <>
      <CardSide side="front" card={card} portrait={null} />
      <CardSide side="back" card={card} portrait={null} />
    </>,
  )
  await Promise.all([400, 600, 700].map((weight) => document.fonts.load(`${weight} 16px 'Card Type'`)))
  // The faces are measured, and drawn with those measures.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}
export type ShowCard = typeof showCard
Object.assign(window, { showCard })
