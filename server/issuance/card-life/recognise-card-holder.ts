import { isDeepStrictEqual } from 'node:util'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { parseCardQr } from '../../../core/qr/card-qr.ts'
import type { WithFingerReader } from '../../biometrics/examine-captures.ts'
import type { Actor } from '../../kernel/actor.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { checkHolder, type FingerAtCounter } from '../check-holder.ts'
import { keepTry, recentChecks } from '../holder-checks.ts'
import { recognitionMs } from '../recognition.ts'
import { waitingCardParts } from '../waiting-card.ts'

/**
 * Somebody brings a locked card: their fingers are compared with its file, as at a hand-over. Who is recognised has it unlocked by this
 * officer within half an hour (unlock-card.ts); anybody else is refused with what to do next. The images are not kept. Throws NotFound,
 * IllegalCardQr, and what checkHolder throws.
 */
export async function recogniseCardHolder(
  app: WithFingerReader,
  actor: Actor,
  { scan, fingers }: { readonly scan: string; readonly fingers: readonly FingerAtCounter[] },
): Promise<{ readonly cardId: string; readonly fingers: number; readonly until: Date }> {
  demand(actor, 'card.unlock')
  const card = await lockedCard(app, scan.trim())
  const found = await checkHolder(app, actor, { card, fingers })
  const tries = (await recentChecks(app, card.id)).length + 1
  await keepTry(app, { actor, card, found, tries })
  return { cardId: card.id, fingers: found.fingers, until: instantAt(app.clock() + recognitionMs) }
}

/** By its QR or the number of its blank: the holder's other cards bear the same number. */
async function lockedCard(app: WithFingerReader, scan: string) {
  const read = scan.includes('|') ? parseCardQr(scan) : null
  const cards = await app.db.card.findMany({
    where: {
      status: 'LOCKED',
      ...(read ? { number: read.number } : { serial: scan.toUpperCase().slice(0, 40) }),
    },
    include: waitingCardParts,
  })
  const card = cards.find(
    ({ printJob }) =>
      read === null || isDeepStrictEqual(read, parseCardQr(cardFaceSchema.parse(printJob.face).qr)),
  )
  if (!card) throw new NotFound('card')
  return card
}
