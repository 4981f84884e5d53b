import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import type { ApplicationState } from '../../../core/lifecycle/application.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { ownFile } from './own-file.ts'

/** The card is packed, on its way, or no card comes of the file. */
export class DeliveryFixed extends DomainError<'DELIVERY_FIXED'> {
  constructor() {
    super('DELIVERY_FIXED', {
      vi: 'Thẻ đã được đóng gói để chuyển đi, hoặc hồ sơ đã kết thúc, nên không đổi được nơi nhận nữa. Hãy liên hệ nơi trả thẻ ghi trên giấy hẹn.',
      en: 'The card is packed already, or the file has ended: the place can no longer be changed. Please turn to the place of collection on your slip.',
    })
  }
}

/** Neither a place of collection nor an address. */
export class IllegalDelivery extends DomainError<'ILLEGAL_DELIVERY'> {
  constructor() {
    super('ILLEGAL_DELIVERY', {
      vi: 'Hãy chọn một nơi trả thẻ, hoặc ghi đủ người nhận, địa chỉ, xã/phường và số điện thoại (10 chữ số).',
      en: 'Choose a place of collection, or give recipient, address, commune and telephone number (10 digits) in full.',
    })
  }
}

/** Until the card leaves the factory's hands. */
const changeable: readonly ApplicationState[] = [
  'RECEIVED',
  'SCREENING',
  'ADJUDICATION',
  'AWAITING_APPROVAL',
  'APPROVED',
  'IN_PRODUCTION',
  'PRODUCED',
  'RETURNED',
]

export const deliveryStates: ReadonlySet<string> = new Set(changeable)

/** Where the card is to go, chosen anew from home until it is packed. Throws {@link DeliveryFixed}, {@link IllegalDelivery}. */
export async function changeOwnDelivery(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly delivery: unknown },
): Promise<void> {
  demand(actor, 'citizen.apply')
  const delivery = packetManifestSchema.shape.delivery.safeParse(input.delivery).data
  if (!delivery) throw new IllegalDelivery()
  await app.db.$transaction(async (tx) => {
    const file = await ownFile(tx, app, { actor, id: input.id })
    await demandPlace(tx, delivery)
    await demandUnpacked(tx, file.id)
    const changed = await tx.application.updateMany({
      where: { id: file.id, producesCard: true, status: { in: [...changeable] } },
      data: { delivery },
    })
    if (changed.count !== 1) throw new DeliveryFixed()
    const subject = { subjectKind: 'application', subjectId: file.id, details: { kind: delivery.kind } }
    await audit(tx, { actor, at: app.clock(), action: 'application.change-delivery', ...subject })
  })
}

type Delivery = NonNullable<ReturnType<typeof packetManifestSchema.shape.delivery.parse>>

async function demandPlace(tx: Transaction, delivery: Delivery): Promise<void> {
  if (delivery.kind !== 'PICKUP') {
    const unit = await tx.administrativeUnit.findFirst({ where: { code: delivery.unit, validTo: null } })
    if (!unit) throw new IllegalDelivery()
    return
  }
  const centre = await tx.centre.findUnique({ where: { code: delivery.centre, pickup: true } })
  if (!centre) throw new IllegalDelivery()
}

/** Locked as a packer locks it: a card that is scanned into a parcel at this moment is waited for, and then refused. */
async function demandUnpacked(tx: Transaction, applicationId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Card" WHERE "applicationId" = ${applicationId}::uuid FOR UPDATE`
  const packed = await tx.parcelItem.count({
    where: { card: { applicationId, status: { notIn: ['REVOKED', 'DESTROYED'] } } },
  })
  if (packed > 0) throw new DeliveryFixed()
}
