import { mostCardsInMinutes, TooManyForMinutes } from '../../../core/documents/minutes.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { BlanksNotThere } from './lose-blanks.ts'
import { openStore } from './stores.ts'
import { AnotherOfficerNeeded, officerIdOf } from './write-minutes.ts'

/** A second officer has seen the spoiled cards and says so: not the one who reported them. */
export async function witnessSpoilages(
  app: App,
  actor: Actor,
  input: { readonly storeCode: string; readonly serials: readonly string[] },
): Promise<{ readonly count: number }> {
  const store = await openStore(app, actor, { code: input.storeCode, action: 'stock.spoil' })
  const serials = [...new Set(input.serials.map((serial) => serial.trim().toUpperCase()))]
  if (serials.length === 0 || serials.length > mostCardsInMinutes) throw new TooManyForMinutes()
  const witnessId = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const waiting = await tx.spoilage.findMany({
      where: {
        blankSerial: { in: serials },
        witnessId: null,
        blank: { storeCode: store.code, status: 'SPOILED' },
      },
      select: { blankSerial: true, actorId: true },
    })
    if (waiting.length !== serials.length) {
      const firstAmiss =
        serials.find((one) => !waiting.some(({ blankSerial }) => blankSerial === one)) ?? null
      throw new BlanksNotThere({ asked: serials.length, there: waiting.length, firstAmiss })
    }
    if (waiting.some(({ actorId }) => actorId === witnessId)) throw new AnotherOfficerNeeded('stock.witness')
    const { count } = await tx.spoilage.updateMany({
      where: { blankSerial: { in: serials }, witnessId: null },
      data: { witnessId, witnessedAt: instantAt(at) },
    })
    // Somebody else has witnessed some of them meanwhile.
    if (count !== serials.length)
      throw new BlanksNotThere({ asked: serials.length, there: count, firstAmiss: null })
    await audit(tx, {
      actor,
      at,
      action: 'stock.witness',
      subjectKind: 'store',
      subjectId: store.code,
      details: { count },
    })
    return { count }
  })
}
