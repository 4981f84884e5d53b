import type { Action } from '../../../../core/access/actions.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { openStationStore } from '../stores.ts'

/** A shift and its station's store, for an officer whose role reaches it. */
export async function reachShift(
  app: App,
  actor: Actor,
  { id, action }: { readonly id: string; readonly action: Action },
) {
  const shift = await app.db.shift.findUnique({
    where: { id: recordId(id, 'shift') },
    select: { id: true, stationId: true },
  })
  if (!shift) throw new NotFound('shift')
  const place = await openStationStore(app, actor, { stationId: shift.stationId, action })
  return { id: shift.id, ...place }
}

/** The shift, locked: nothing is issued, and no card begun, until the transaction ends. */
export async function lockedShift(tx: Transaction, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Shift" WHERE "id" = ${id}::uuid FOR UPDATE`
  const shift = await tx.shift.findUniqueOrThrow({ where: { id } })
  return { ...shift, key: id }
}
