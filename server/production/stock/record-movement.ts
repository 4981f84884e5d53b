import { instantAt } from '../../kernel/clock.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { MovedBlanks } from './move-blanks.ts'

interface Movement {
  readonly kind: 'CARRIED' | 'ISSUED' | 'RETURNED'
  readonly stationId: string
  /** Null where the installation works without shifts: nothing is balanced then. */
  readonly shiftId: string | null
  readonly moved: MovedBlanks
  readonly actor: Actor
  readonly at: number
}

/** What a shift got or gave back, for its balance. */
export async function recordMovement(
  tx: Transaction,
  { kind, stationId, shiftId, moved, actor, at }: Movement,
): Promise<void> {
  const { count, first, last } = moved
  if (shiftId === null || first === null || last === null) return
  await tx.stockMovement.create({
    data: {
      kind,
      stationId,
      shiftId,
      count,
      firstSerial: first,
      lastSerial: last,
      at: instantAt(at),
      actorId: actor.id ?? actor.kind,
    },
  })
}
