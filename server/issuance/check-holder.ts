import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { type HolderVerdict, type ProbedFinger, verifyHolder } from '../../core/biometrics/verification.ts'
import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import { readFingerFile } from '../biometrics/finger-file.ts'
import type { Actor } from '../kernel/actor.ts'
import {
  FingersNeeded,
  MoreFingersNeeded,
  NotTheHolder,
  RepresentativeNeeded,
  SupervisorNeeded,
} from './hand-over-refusals.ts'
import { canBeCompared, checksBefore, type Found, hasTriedAll, keepTry } from './holder-checks.ts'
import { holderFingers, type HolderFingers } from './holder-fingers.ts'
import type { WaitingCard } from './waiting-card.ts'

/** A finger laid on the scanner of the counter, as a file. */
export interface FingerAtCounter {
  readonly position: FingerPosition
  readonly dpi: number
  readonly file: Uint8Array
}

/**
 * Compares whoever stands at the counter with the card's file. Answers what recognised the holder; anything else is kept as
 * a try, audited, and refused with what to do next.
 */
export async function checkHolder(
  app: WithFingerReader,
  actor: Actor,
  { card, fingers }: { readonly card: WaitingCard; readonly fingers: readonly FingerAtCounter[] },
): Promise<Found> {
  const holder = await holderFingers(app, card.application.id)
  if (holder.positions.length === 0 && card.application.portraitSha256 === null)
    throw new RepresentativeNeeded()
  const earlier = await checksBefore(app, card.id)
  if (fingers.length === 0 && canBeCompared(holder)) throw new FingersNeeded(holder.positions)

  const found = { by: 'FINGERS', taken: fingers.length, ...(await compare(app, holder, fingers)) }
  if (found.verdict === 'SAME') return found
  await keepTry(app, { actor, card, found, tries: earlier.length + 1 })
  if (found.verdict === 'DIFFERENT') throw new NotTheHolder()
  if (hasTriedAll([found, ...earlier], holder)) throw new SupervisorNeeded()
  throw new MoreFingersNeeded(holder.positions, { compared: found.fingers })
}

async function compare(
  app: WithFingerReader,
  holder: HolderFingers,
  fingers: readonly FingerAtCounter[],
): Promise<HolderVerdict> {
  const enrolled = holder.templatesOf(fingers.map(({ position }) => position))
  const probes = await Promise.all(
    fingers.map(async ({ position, dpi, file }): Promise<ProbedFinger[]> => {
      const reading = await app.fingers.read({ image: await readFingerFile(file, dpi), desk: null })
      if (reading.outcome !== 'READ') return []
      return [{ position, template: reading.template, quality: reading.quality }]
    }),
  )
  return verifyHolder(probes.flat(), await enrolled, holder.positions.length)
}
