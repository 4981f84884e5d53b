import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { checkHolder, type FingerAtCounter, recognitionOf } from './check-holder.ts'
import { keepCheck } from './holder-checks.ts'
import { giveCard, waitingCard } from './waiting-card.ts'

export interface HandOver {
  /** What the scanner read: the QR of the card. */
  readonly scan: string
  readonly collector: 'HOLDER' | 'REPRESENTATIVE'
  /** Of the holder: two, and four where two leave a doubt. */
  readonly fingers?: readonly FingerAtCounter[]
}

const notChecked = { verifiedBy: null, score: null, threshold: null }

/**
 * Trả thẻ: the scanned card goes to its holder, recognised by the fingers of the file, or to a representative, whose papers
 * the officer has seen. The card becomes ACTIVE, the previous one REPLACED and the file ISSUED, in one transaction. The
 * comparison goes before it; who is not recognised is refused, and the card stays.
 */
export async function handOverCard(app: WithFingerReader, actor: Actor, input: HandOver) {
  const { scan, collector, fingers = [] } = input
  const card = await waitingCard(app, actor, { scan, action: 'card.hand-over' })
  const giving = { card, actor, officerId: actor.id ?? '', collector }
  if (collector === 'REPRESENTATIVE')
    return app.db.$transaction((tx) => giveCard(tx, app, { ...giving, ...notChecked }))
  const found = await checkHolder(app, actor, { card, fingers })
  return app.db.$transaction(async (tx) => {
    await keepCheck(tx, app, { actor, card, found })
    return giveCard(tx, app, { ...giving, ...recognitionOf(found) })
  })
}
