import { mostCardsInMinutes } from '../../../core/documents/minutes.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { nextNumber } from '../../kernel/next-number.ts'
import { recordId } from '../../kernel/record-id.ts'
import { openStore, placeOf } from './stores.ts'
import { officerIdOf, writeMinutes } from './write-minutes.ts'

/** No dead blank of the lot is unclaimed, or none that a second officer has seen. */
export class NothingToClaim extends DomainError<'NOTHING_TO_CLAIM'> {
  constructor() {
    super('NOTHING_TO_CLAIM', {
      vi: 'Lô này không có phôi hỏng từ nhà cung cấp nào chưa lập biên bản và đã được cán bộ thứ hai xác nhận.',
      en: 'The lot has no blank that was dead on arrival, witnessed and not claimed yet.',
    })
  }
}

const deadOnArrival = 'DEAD_ON_ARRIVAL'

/** Blanks of a lot that were dead on arrival are claimed from its supplier together: all that were witnessed and not claimed yet. */
export async function claimLot(
  app: App,
  actor: Actor,
  input: { readonly lotId: string },
): Promise<{ readonly id: string; readonly count: number; readonly minutesId: string }> {
  demand(actor, 'stock.keep')
  const lot = await app.db.stockLot.findUnique({ where: { id: recordId(input.lotId, 'lot') } })
  if (!lot) throw new NotFound('lot')
  const store = await openStore(app, actor, { code: lot.storeCode ?? '', action: 'stock.keep' })
  const officerId = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const blanks = await dead(tx, lot.id)
    const count = blanks.length
    if (count === 0) throw new NothingToClaim()
    const { year, number: nth } = await nextNumber(tx, { kind: 'CLAIM', at })
    const number = `KN${year}-${String(nth).padStart(5, '0')}`
    await audit(tx, {
      actor,
      at,
      action: 'stock.claim',
      subjectKind: 'lot',
      subjectId: lot.id,
      details: { count },
    })
    const { id: minutesId } = await writeMinutes(tx, app, {
      centre: store.code,
      body: {
        kind: 'CLAIM',
        claim: number,
        store: placeOf(store),
        lot: { first: lot.firstSerial, last: lot.lastSerial, count: lot.count },
        supplier: lot.supplier,
        deliveryNote: lot.deliveryNote,
        blanks: blanks.map((one) => ({
          serial: one.blankSerial,
          reason: one.reason,
          foundAt: one.at.toISOString(),
        })),
      },
      signatures: [{ officerId, part: 'KEEPER', at: instantAt(at) }],
    })
    const claim = { number, lotId: lot.id, count, at: instantAt(at), officerId, minutesId }
    const { id } = await tx.lotClaim.create({ data: claim, select: { id: true } })
    await tx.spoilage.updateMany({
      where: { blankSerial: { in: blanks.map(({ blankSerial }) => blankSerial) } },
      data: { claimId: id },
    })
    return { id, count, minutesId }
  })
}

function dead(tx: Transaction, lotId: string) {
  return tx.$queryRaw<{ blankSerial: string; reason: string; at: Date }[]>`
    SELECT s."blankSerial", s."reason", s."at" FROM "Spoilage" s JOIN "BlankCard" b ON b."serial" = s."blankSerial"
    WHERE b."lotId" = ${lotId}::uuid AND s."failClass" = ${deadOnArrival} AND s."claimId" IS NULL
      AND s."witnessId" IS NOT NULL
    ORDER BY s."blankSerial" LIMIT ${mostCardsInMinutes} FOR UPDATE OF s`
}
