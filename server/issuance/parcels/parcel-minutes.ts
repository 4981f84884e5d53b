import { mostCardsInMinutes } from '../../../core/documents/minutes.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { LockedParcel } from '../../production/dispatch/parcel-row.ts'
import { placeOf, type Store, storeAt } from '../../production/stock/stores.ts'
import { writeMinutes } from '../../production/stock/write-minutes.ts'

type Signing = Parameters<typeof writeMinutes>[2]['signatures'][number]

export interface ParcelCase {
  readonly parcel: LockedParcel
  /** How it was settled, or what is done next. */
  readonly conclusion: string
  readonly signatures: readonly Signing[]
}

/** What the record of a parcel is about. */
const recorded = ['MISSING', 'EXTRA', 'DAMAGED'] as const

/** Biên bản sai lệch of a parcel. Call it last in the transaction: numbers are given under a lock. */
export async function parcelMinutes(
  tx: Transaction,
  app: App,
  { parcel, conclusion, signatures }: ParcelCase,
): Promise<{ readonly id: string; readonly number: string }> {
  const to = await storeAt(tx, parcel.centreCode ?? '')
  const items = await tx.parcelItem.findMany({
    where: { parcelId: parcel.id, finding: { in: [...recorded] } },
    include: { card: { select: { serial: true } } },
    orderBy: [{ box: 'asc' }, { position: 'asc' }],
  })
  const cards = items.map(({ card, finding }) => ({
    serial: card.serial,
    finding: recorded.find((one) => one === finding) ?? 'MISSING',
  }))
  const found = await tx.parcelItem.count({
    where: { parcelId: parcel.id, box: { gt: 0 }, receivedAt: { not: null } },
  })
  // A whole parcel may be lost: its sealed list names what does not fit into the record.
  const rest = cards.length - mostCardsInMinutes
  const more =
    rest > 0
      ? ` Ngoài ${mostCardsInMinutes} thẻ ghi ở trên còn ${rest} thẻ, theo danh sách niêm phong của kiện (SHA-256 ${parcel.listSha256 ?? ''}).`
      : ''
  return writeMinutes(tx, app, {
    centre: to.code,
    body: {
      kind: 'DISCREPANCY',
      parcel: parcel.number,
      from: placeOf(await factoryOf(tx, parcel.id)),
      to: placeOf(to),
      expected: parcel.count,
      found,
      cards: cards.slice(0, mostCardsInMinutes),
      conclusion: conclusion + more,
    },
    signatures: [...signatures],
  })
}

/** Where its cards were made. */
async function factoryOf(tx: Transaction, parcelId: string): Promise<Store> {
  const item = await tx.parcelItem.findFirst({
    where: { parcelId, box: { gt: 0 } },
    select: { card: { select: { printJob: { select: { station: { select: { centreCode: true } } } } } } },
  })
  const code = item?.card.printJob.station?.centreCode
  if (code === undefined) throw new NotFound('centre')
  return storeAt(tx, code)
}

/** Who opened the case, and who closes it now. */
export const bothSignatures = (app: App, parcel: LockedParcel, officerId: string): readonly Signing[] => [
  {
    officerId: parcel.receivedBy ?? officerId,
    part: 'DECLARER',
    at: parcel.receivedAt ?? instantAt(app.clock()),
  },
  { officerId, part: 'CONFIRMER', at: instantAt(app.clock()) },
]
