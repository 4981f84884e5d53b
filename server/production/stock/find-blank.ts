import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { BlanksNotThere } from './lose-blanks.ts'
import { moveBlanks, theseBlanks } from './move-blanks.ts'
import { recordMovement } from './record-movement.ts'
import { openStore } from './stores.ts'

/** A lost blank is found: into this store, and off the hot list. In a shift that is not closed yet it counts as given back. */
export async function findBlank(
  app: App,
  actor: Actor,
  input: { readonly serial: string; readonly storeCode: string },
): Promise<void> {
  const store = await openStore(app, actor, { code: input.storeCode, action: 'stock.keep' })
  const serial = input.serial.trim().toUpperCase()
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const [blank] = await tx.$queryRaw<{ shiftId: string | null }[]>`
      SELECT "shiftId" FROM "BlankCard" WHERE "serial" = ${serial} FOR UPDATE`
    // Held as it is: its balance is not drawn between the blank's move and the movement that goes with it.
    const [shift] = await tx.$queryRaw<{ id: string; stationId: string }[]>`
      SELECT "id", "stationId" FROM "Shift"
      WHERE "id" = ${blank?.shiftId ?? null}::uuid AND "status" IN ('OPEN', 'COUNTED') FOR SHARE`
    const moved = await moveBlanks(tx, theseBlanks([serial]), {
      event: 'find',
      actor,
      at,
      place: { storeCode: store.code, stationId: null, shiftId: null, transferId: null },
    })
    if (moved.count !== 1) throw new BlanksNotThere({ asked: 1, there: 0, firstAmiss: serial })
    if (shift) {
      const { id: shiftId, stationId } = shift
      await recordMovement(tx, { kind: 'RETURNED', stationId, shiftId, moved, actor, at })
    }
    await tx.hotListEntry.updateMany({ where: { serial }, data: { foundAt: instantAt(at) } })
    await audit(tx, {
      actor,
      at,
      action: 'stock.find',
      subjectKind: 'blank card',
      subjectId: serial,
    })
  })
}
