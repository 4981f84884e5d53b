import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import type { Movable } from '../../kernel/transition.ts'
import { AnotherOfficerNeeded, officerIdOf } from '../stock/write-minutes.ts'
import { lockedParcel } from './parcel-row.ts'
import { parcelTimeout, sendParcel } from './send-parcel.ts'

/** Nobody at the factory has signed for giving it out. */
export class ParcelNotOffered extends DomainError<'PARCEL_NOT_OFFERED'> {
  constructor() {
    super('PARCEL_NOT_OFFERED', {
      vi: 'Kiện này chưa được bên giao ký. Cán bộ sản xuất phải ký giao trước.',
      en: 'The parcel was not signed for by the giver. The production officer signs first.',
    })
  }
}

/** The number on the seal is not the one in the books: somebody may have opened it. */
export class SealMismatch extends DomainError<'SEAL_MISMATCH'> {
  constructor() {
    super('SEAL_MISMATCH', {
      vi: 'Số niêm phong trên kiện không đúng với sổ. Không nhận cả kiện: kiểm tra dấu niêm, và quét từng thẻ.',
      en: 'The number on the seal is not the one in the books. Look at the seal; do not take the parcel as a whole but scan every card.',
    })
  }
}

export const demandSeal = (parcel: { readonly sealNumber: string | null }, sealNumber: string) => {
  if (sealNumber.trim().toUpperCase() !== parcel.sealNumber) throw new SealMismatch()
}

/** The taker's signature: an officer of the unit, who reads the seal, takes the parcel over, and it leaves with every card in it. */
export async function takeParcel(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly sealNumber: string },
): Promise<Movable> {
  demand(actor, 'card.receive')
  const taker = officerIdOf(actor)
  return app.db.$transaction(
    async (tx) => {
      const parcel = await lockedParcel(tx, input.id)
      await authorise(app, actor, 'card.receive', parcel.unitCode)
      if (parcel.offeredBy === null) throw new ParcelNotOffered()
      if (parcel.offeredBy === taker || parcel.sealedBy === taker)
        throw new AnotherOfficerNeeded('parcel.take')
      demandSeal(parcel, input.sealNumber)
      return sendParcel(tx, app, { parcel, actor, carrier: 'HAND', trackingCode: null })
    },
    { timeout: parcelTimeout },
  )
}
