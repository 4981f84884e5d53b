import { DomainError } from '../../../core/errors.ts'
import { parcelLifecycle } from '../../../core/lifecycle/parcel.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { officerIdOf } from '../stock/write-minutes.ts'
import { listSha256, lockedParcel, parcelLines } from './parcel-row.ts'

export class ParcelEmpty extends DomainError<'PARCEL_EMPTY'> {
  constructor() {
    super('PARCEL_EMPTY', {
      vi: 'Kiện chưa có thẻ nào. Hãy quét thẻ vào kiện trước khi niêm phong.',
      en: 'There is no card in the parcel. Scan cards into it before it is sealed.',
    })
  }
}

export class SealNumberNeeded extends DomainError<'SEAL_NUMBER_NEEDED'> {
  constructor() {
    super('SEAL_NUMBER_NEEDED', {
      vi: 'Hãy quét hoặc nhập số niêm phong: 3 đến 30 chữ, chữ số hoặc dấu gạch ngang.',
      en: 'Scan or type the number of the seal: 3 to 30 letters, digits or hyphens.',
    })
  }
}

/** A seal has a number of its own: this one was on a parcel before. */
export class SealUsed extends DomainError<'SEAL_USED'> {
  constructor(parcel: string) {
    super(
      'SEAL_USED',
      {
        vi: `Số niêm phong này đã dùng cho kiện ${parcel}. Hãy lấy niêm phong khác và kiểm tra lại số vừa nhập.`,
        en: `This seal was on parcel ${parcel} already. Take another one, and check the number.`,
      },
      { parcel },
    )
  }
}

/** Cards in it were revoked since they were packed, or are not what they were. */
export class CardsNotToSend extends DomainError<'CARDS_NOT_TO_SEND'> {
  constructor(serials: readonly string[], count: number) {
    super(
      'CARDS_NOT_TO_SEND',
      {
        vi: `Trong kiện có ${count} thẻ đã bị hủy hoặc không còn được gửi: ${serials.join(', ')}. Hãy mở kiện và lấy các thẻ này ra.`,
        en: `${count} cards in the parcel were revoked or may not be sent: ${serials.join(', ')}. Open it and take them out.`,
      },
      { count },
    )
  }
}

/** The parcel is closed under a numbered seal: its list is frozen by its hash, and nothing goes in or out. */
export async function sealParcel(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly sealNumber: string },
): Promise<Movable> {
  demand(actor, 'card.dispatch')
  const sealNumber = input.sealNumber.trim().toUpperCase()
  if (!/^[\dA-Z-]{3,30}$/.test(sealNumber)) throw new SealNumberNeeded()
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const parcel = await lockedParcel(tx, input.id)
    const lines = await parcelLines(tx, parcel.id)
    if (lines.length === 0) throw new ParcelEmpty()
    await demandSendable(tx, parcel.id)
    const data = {
      sealNumber,
      sealedAt: instantAt(at),
      sealedBy: officerIdOf(actor),
      listSha256: listSha256(parcel.number, lines),
    }
    await audit(tx, {
      actor,
      at,
      action: 'parcel.seal',
      subjectKind: 'parcel',
      subjectId: parcel.id,
      details: { count: lines.length, listSha256: data.listSha256 },
    })
    const sealed = await move(tx, parcelLifecycle, parcel, { event: 'seal', actor, at, data })
    await useSeal(tx, { number: sealNumber, parcelId: parcel.id, at: data.sealedAt })
    return sealed
  })
}

/** Also a seal that was broken since is used up. Two parcels that get the same at once: the second waits, and is refused. */
async function useSeal(
  tx: Transaction,
  seal: { readonly number: string; readonly parcelId: string; readonly at: Date },
): Promise<void> {
  const { count } = await tx.parcelSeal.createMany({ data: [seal], skipDuplicates: true })
  if (count === 1) return
  const { parcel } = await tx.parcelSeal.findUniqueOrThrow({
    where: { number: seal.number },
    select: { parcel: { select: { number: true } } },
  })
  throw new SealUsed(parcel.number)
}

const mostNamed = 10

/** Every card in the parcel is still one that passed and was not revoked. */
export async function demandSendable(tx: Transaction, parcelId: string): Promise<void> {
  const amiss = await tx.card.findMany({
    where: {
      parcels: { some: { parcelId } },
      OR: [{ status: { not: 'MADE' } }, { printJob: { status: { not: 'PASSED' } } }],
    },
    select: { serial: true },
    orderBy: { serial: 'asc' },
  })
  if (amiss.length === 0) return
  const serials = amiss.slice(0, mostNamed).map(({ serial }) => serial)
  throw new CardsNotToSend(serials, amiss.length)
}
