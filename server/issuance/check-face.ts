import { sameFace } from '../../core/biometrics/compare-faces.ts'
import type { FaceEngine } from '../biometrics/face-engine.ts'
import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { FingersFirst, NotTheHolder, RepresentativeNeeded } from './hand-over-refusals.ts'
import { canBeCompared, checksBefore, hasTriedAll, keepTry } from './holder-checks.ts'
import { holderFingers } from './holder-fingers.ts'
import { waitingCard } from './waiting-card.ts'

export type WithFaces = WithFingerReader & { readonly faces: FaceEngine }

export interface FaceAtCounter {
  readonly scan: string
  /** Taken now, as JPEG or PNG. */
  readonly picture: Uint8Array
}

/**
 * Where the fingers were tried in vain: compares the face at the counter with the portrait of the file. It never gives the
 * card: a likeness is what a supervisor may decide upon, and a different face ends the day. Throws FaceRefused and its kind.
 */
export async function checkFace(app: WithFaces, actor: Actor, { scan, picture }: FaceAtCounter) {
  const card = await waitingCard(app, actor, { scan, action: 'card.hand-over' })
  const earlier = await checksBefore(app, card.id)
  const { portraitSha256, id } = card.application
  if (portraitSha256 === null) throw new RepresentativeNeeded()
  const holder = await holderFingers(app, id)
  if (canBeCompared(holder) && !hasTriedAll(earlier, holder)) throw new FingersFirst()
  const portrait = await app.blobs.get(portraitSha256)
  if (!portrait) throw new Error('the portrait of a file is missing')
  const { verdict, distance: score } = await app.faces.compare(picture, portrait)
  const found = { by: 'FACE', verdict, taken: 0, fingers: 0, score, threshold: sameFace } as const
  await keepTry(app, { actor, card, found, tries: earlier.length + 1 })
  if (verdict === 'DIFFERENT') throw new NotTheHolder()
  return { verdict }
}
