import { mostCardsInMinutes, TooManyForMinutes } from '../../../core/documents/minutes.ts'
import type { SpoilClass } from '../../../core/production/spoil-classes.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { demandBlanks } from './demand-blanks.ts'
import { alarmIfHotListed } from './hot-list.ts'
import { BlanksNotThere } from './lose-blanks.ts'
import { moveBlanks, theseBlanks } from './move-blanks.ts'
import { detailOf } from './record-detail.ts'
import { openStore } from './stores.ts'
import { officerIdOf } from './write-minutes.ts'

export interface BlankSpoiling {
  readonly storeCode: string
  readonly serials: readonly string[]
  readonly spoilClass: Extract<SpoilClass, 'DAMAGE' | 'DEAD_ON_ARRIVAL' | 'MACHINE' | 'CHIP'>
  readonly reason: string
}

/** Blanks that were spoiled outside a job, in the store or at a station: dropped, bent, dead on arrival. They wait for a witness. */
export async function spoilBlanks(
  app: App,
  actor: Actor,
  input: BlankSpoiling,
): Promise<{ readonly count: number }> {
  const store = await openStore(app, actor, { code: input.storeCode, action: 'stock.spoil' })
  const serials = [...new Set(input.serials.map((serial) => serial.trim().toUpperCase()))]
  if (serials.length === 0 || serials.length > mostCardsInMinutes) throw new TooManyForMinutes()
  const reason = detailOf(input.reason, 'reason')
  await alarmIfHotListed(app.db, app, { serials, place: 'STORE', actor })
  const at = app.clock()
  const officerId = officerIdOf(actor)
  return app.db.$transaction(async (tx) => {
    await demandBlanks(tx, { serials, storeCode: store.code, states: ['IN_STORE', 'AT_STATION'] })
    const { count } = await moveBlanks(tx, theseBlanks(serials), {
      event: 'spoil',
      actor,
      at,
      reason: input.spoilClass,
    })
    if (count !== serials.length)
      throw new BlanksNotThere({ asked: serials.length, there: count, firstAmiss: null })
    await recordSpoilages(tx, { serials, officerId, reason, at, spoilClass: input.spoilClass })
    await audit(tx, {
      actor,
      at,
      action: 'stock.spoil',
      subjectKind: 'store',
      subjectId: store.code,
      details: { count, spoilClass: input.spoilClass },
    })
    return { count }
  })
}

interface Spoilages {
  readonly serials: readonly string[]
  readonly officerId: string
  readonly spoilClass: SpoilClass
  readonly reason: string
  readonly at: number
}

/** As recordSpoilage writes it, for blanks that never had a job's chip. */
async function recordSpoilages(tx: Transaction, rows: Spoilages): Promise<void> {
  const { serials, officerId, spoilClass, reason, at } = rows
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Spoilage" ("blankSerial", "shiftId", "failClass", "reason", "at", "actorId", "chipSerial")
    SELECT "serial", "shiftId", ${spoilClass}, ${reason}, ${instantAt(at)}, ${officerId}, "chipSerial"
    FROM "BlankCard" WHERE "serial" = ANY(${[...serials]})`)
}
