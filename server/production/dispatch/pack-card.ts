import { DomainError } from '../../../core/errors.ts'
import { mostBoxes } from '../../../core/production/parcel.ts'
import type { Card } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { cardByScan } from '../card-by-scan.ts'
import { alarmIfHotListed } from '../stock/hot-list.ts'
import { type LockedParcel, lockedParcel } from './parcel-row.ts'

/** Cards are put in and taken out before it is sealed. */
export class ParcelNotOpen extends DomainError<'PARCEL_NOT_OPEN'> {
  constructor(state: string) {
    super(
      'PARCEL_NOT_OPEN',
      {
        vi: 'Kiện này đã niêm phong hoặc đã gửi. Nếu cần sửa, hãy mở niêm phong trước.',
        en: 'The parcel is sealed or has left. Reopen it first to change it.',
      },
      { state },
    )
  }
}

/** Not passed by quality control, revoked since, or gone already. */
export class CardNotToPack extends DomainError<'CARD_NOT_TO_PACK'> {
  constructor(card: string, job: string) {
    super(
      'CARD_NOT_TO_PACK',
      {
        vi: 'Thẻ này không được đóng kiện: chưa đạt kiểm tra chất lượng, đã bị hủy, hoặc đã gửi đi. Để riêng thẻ ra và xem tình trạng.',
        en: 'This card is not to be packed: not passed, revoked, or gone already. Put it aside and look it up.',
      },
      { card, job },
    )
  }
}

/** Collected elsewhere. */
export class CardForOtherCentre extends DomainError<'CARD_FOR_OTHER_CENTRE'> {
  constructor(centre: string) {
    super(
      'CARD_FOR_OTHER_CENTRE',
      {
        vi: `Thẻ này trả tại ${centre}, không thuộc kiện đang đóng. Hãy để sang kiện của nơi đó.`,
        en: `This card is collected at ${centre}. It belongs into another parcel.`,
      },
      { centre },
    )
  }
}

/** In this parcel or in another one. */
export class CardPackedAlready extends DomainError<'CARD_PACKED_ALREADY'> {
  constructor(parcel: string, box: number) {
    super(
      'CARD_PACKED_ALREADY',
      {
        vi: `Thẻ này đã nằm trong kiện ${parcel}, hộp ${box}.`,
        en: `This card is in parcel ${parcel}, box ${box}.`,
      },
      { parcel, box },
    )
  }
}

export class ParcelFull extends DomainError<'PARCEL_FULL'> {
  constructor() {
    super(
      'PARCEL_FULL',
      {
        vi: `Kiện đã đủ ${mostBoxes} hộp. Hãy niêm phong và mở kiện mới.`,
        en: `The parcel has ${mostBoxes} boxes. Seal it and open another one.`,
      },
      { boxes: mostBoxes },
    )
  }
}

export interface PackedCard {
  readonly cardId: string
  readonly serial: string
  readonly box: number
  readonly position: number
  /** In the parcel, with this one. */
  readonly count: number
}

/** A card is scanned into a parcel: into its last box, or a new one where that is full. */
export async function packCard(
  app: App,
  actor: Actor,
  input: { readonly parcelId: string; readonly scan: string },
): Promise<PackedCard> {
  demand(actor, 'card.dispatch')
  return app.db.$transaction(async (tx) => {
    const parcel = await lockedParcel(tx, input.parcelId)
    if (parcel.status !== 'OPEN') throw new ParcelNotOpen(parcel.status)
    const card = await cardByScan(tx, input.scan)
    await alarmIfHotListed(tx, app, { serial: card.serial, place: 'PARCEL', actor })
    await demandPackable(tx, parcel, card)
    const { box, position } = await freePlace(tx, parcel)
    await tx.parcelItem.create({ data: { parcelId: parcel.id, cardId: card.id, box, position } })
    const count = parcel.count + 1
    await tx.parcel.update({ where: { id: parcel.id }, data: { count, boxes: box } })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'parcel.pack',
      subjectKind: 'parcel',
      subjectId: parcel.id,
      details: { card: card.id, box },
    })
    return { cardId: card.id, serial: card.serial, box, position, count }
  })
}

async function demandPackable(tx: Transaction, parcel: LockedParcel, card: Card): Promise<void> {
  // Locked: a recall or another parcel's packer waits.
  await tx.$queryRaw`SELECT 1 FROM "Card" WHERE "id" = ${card.id}::uuid FOR UPDATE`
  const { status, printJob, application, parcels } = await tx.card.findUniqueOrThrow({
    where: { id: card.id },
    include: {
      printJob: { select: { status: true } },
      application: { select: { centreCode: true } },
      parcels: {
        where: { receivedAt: null, settled: null },
        include: { parcel: { select: { number: true } } },
      },
    },
  })
  const [packed] = parcels
  if (packed) throw new CardPackedAlready(packed.parcel.number, packed.box)
  if (status !== 'MADE' || printJob.status !== 'PASSED') throw new CardNotToPack(status, printJob.status)
  if (application.centreCode !== parcel.centreCode) throw new CardForOtherCentre(application.centreCode)
}

/** In the last box, behind its last card. */
async function freePlace(tx: Transaction, { id, boxes, boxCapacity }: LockedParcel) {
  const inBox = await tx.parcelItem.aggregate({
    where: { parcelId: id, box: boxes },
    _count: true,
    _max: { position: true },
  })
  if (inBox._count < boxCapacity) return { box: boxes, position: (inBox._max.position ?? 0) + 1 }
  if (boxes >= mostBoxes) throw new ParcelFull()
  return { box: boxes + 1, position: 1 }
}
