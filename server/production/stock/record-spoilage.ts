import { type SpoilClass, spoilClassOf } from '../../../core/production/spoil-classes.ts'
import type { Actor } from '../../kernel/actor.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** What the hot list says of a spoiled card whose chip may open. */
export const spoiledChip = 'SPOILED_CHIP'

export interface Spoiled {
  readonly blank: {
    readonly serial: string
    readonly chipSerial: string | null
    readonly shiftId: string | null
  }
  /** The job whose card it was to become; null for a blank that was spoiled outside one. */
  readonly jobId: string | null
  /** A code: what a station, quality control or an officer gives as reason. */
  readonly reason: string
  /** Where the reason does not say it. */
  readonly spoilClass?: SpoilClass
  readonly actor: Actor
  readonly at: number
}

/**
 * The row that every spoiled blank has, written with its move to SPOILED. A chip that was signed for it is revoked from here on, also one that
 * was half written: nobody can tell what it answers; serial and chip are hot-listed, for such a card must turn up nowhere but in the shredder.
 */
export async function recordSpoilage(tx: Transaction, spoiled: Spoiled): Promise<void> {
  const { blank, jobId, reason, actor } = spoiled
  const at = instantAt(spoiled.at)
  const actorId = actor.id ?? actor.kind
  const chip = jobId === null ? null : await tx.chipRecord.findUnique({ where: { printJobId: jobId } })
  const chipSerial = chip?.chipSerial ?? blank.chipSerial
  await tx.spoilage.create({
    data: {
      blankSerial: blank.serial,
      jobId,
      shiftId: blank.shiftId,
      failClass: spoiled.spoilClass ?? spoilClassOf(reason),
      reason,
      at,
      actorId,
      chipSerial,
      sodSha256: chip?.sodSha256 ?? null,
    },
  })
  if (!chip) return
  await tx.chipRecord.update({
    where: { printJobId: chip.printJobId },
    data: { revokedAt: at, sealedKeys: null },
  })
  const entry = { chipSerial, reason: spoiledChip, at, actorId, foundAt: null }
  await tx.hotListEntry.upsert({
    where: { serial: blank.serial },
    create: { serial: blank.serial, ...entry },
    update: entry,
  })
}
