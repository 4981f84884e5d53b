import { DomainError } from '../../../core/errors.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { IllegalBlankCount, StockTooSmall } from '../issue-blanks.ts'
import { alarmIfHotListed } from './hot-list.ts'
import { BlanksNotThere } from './lose-blanks.ts'
import { type MovedBlanks, moveBlanks } from './move-blanks.ts'
import { openStore, storeAt } from './stores.ts'
import { nextTransferNumber } from './transfer-number.ts'
import { officerIdOf } from './write-minutes.ts'

/** From a store to itself. */
export class SameStore extends DomainError<'SAME_STORE'> {
  constructor() {
    super('SAME_STORE', {
      vi: 'Kho giao và kho nhận phải khác nhau.',
      en: 'The stores that give and take have to differ.',
    })
  }
}

/** The box does not end where the store's books say that so many blanks end: some of it are elsewhere, or spoiled. */
export class BoxMismatch extends DomainError<'BOX_MISMATCH'> {
  constructor(last: string) {
    super(
      'BOX_MISMATCH',
      {
        vi: `Đếm từ số đầu, đủ số phôi này thì đến ${last}, không phải số cuối vừa quét. Có phôi trong thùng đã hỏng, đã cấp hoặc ở kho khác. Hãy đếm lại thùng.`,
        en: `From the first serial on so many blanks end at ${last}, not at the last one scanned. Some of the box are spoiled, issued or elsewhere. Count it again.`,
      },
      { last },
    )
  }
}

export interface Sending {
  readonly fromStore: string
  readonly toStore: string
  readonly count: number
  /** The first of the box that is handed over; without it the lowest of the store. */
  readonly firstSerial?: string | null
  /** The last of the box, where it is scanned too. */
  readonly lastSerial?: string | null
}

/** Custody leaves a store, by its keeper's signature: the other store's keeper has to take it or refuse it. */
export async function sendTransfer(
  app: App,
  actor: Actor,
  input: Sending,
): Promise<{ readonly id: string; readonly number: string }> {
  const from = await openStore(app, actor, { code: input.fromStore, action: 'stock.keep' })
  const to = await storeAt(app.db, input.toStore)
  const sentBy = officerIdOf(actor)
  const { count } = input
  if (from.code === to.code) throw new SameStore()
  if (!Number.isInteger(count) || count < 1) throw new IllegalBlankCount()
  const first = labelOf(input.firstSerial)
  const scanned = [first, labelOf(input.lastSerial)]
  await alarmIfHotListed(app.db, app, { serials: scanned, place: 'STORE', actor })
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      const number = await nextTransferNumber(tx, at)
      // Its serials are known once they are locked.
      const { id } = await tx.stockTransfer.create({
        data: {
          number,
          count,
          sentBy,
          firstSerial: '',
          lastSerial: '',
          fromStore: from.code,
          toStore: to.code,
          sentAt: instantAt(at),
        },
        select: { id: true },
      })
      const lowest = Prisma.sql`SELECT "serial", "status" FROM "BlankCard"
        WHERE "status" = 'IN_STORE' AND "storeCode" = ${from.code} AND "serial" >= ${first}
        ORDER BY "serial" LIMIT ${count} FOR UPDATE SKIP LOCKED`
      const moved = await moveBlanks(tx, lowest, { event: 'transfer', actor, at, place: { transferId: id } })
      if (moved.count < count) throw new StockTooSmall(moved.count)
      demandBox(moved, { first, last: labelOf(input.lastSerial) })
      const serials = { firstSerial: moved.first ?? '', lastSerial: moved.last ?? '' }
      await tx.stockTransfer.update({ where: { id }, data: serials })
      await audit(tx, {
        actor,
        at,
        action: 'stock.send',
        subjectKind: 'stock transfer',
        subjectId: id,
        details: { count, from: from.code, to: to.code },
      })
      return { id, number }
    },
    { timeout: 180_000 },
  )
}

const labelOf = (scanned: string | null | undefined) => scanned?.trim().toUpperCase() ?? ''

/** As far as the labels of the box were scanned, it begins and ends where the blanks do that are given from the store's books. */
function demandBox(moved: MovedBlanks, scanned: { readonly first: string; readonly last: string }): void {
  const { count } = moved
  if (scanned.first !== '' && scanned.first !== moved.first)
    throw new BlanksNotThere({ asked: count, there: count, firstAmiss: scanned.first })
  if (scanned.last !== '' && scanned.last !== moved.last) throw new BoxMismatch(moved.last ?? '')
}
