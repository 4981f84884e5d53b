import { DomainError } from '../../../core/errors.ts'
import type { Carrier } from '../../../core/production/parcel.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { Movable } from '../../kernel/transition.ts'
import { lockedParcel } from './parcel-row.ts'
import { parcelTimeout, sendParcel } from './send-parcel.ts'

export class TrackingCodeNeeded extends DomainError<'TRACKING_CODE_NEEDED'> {
  constructor() {
    super('TRACKING_CODE_NEEDED', {
      vi: 'Hãy quét hoặc nhập mã vận đơn: 5 đến 40 chữ, chữ số hoặc dấu gạch ngang.',
      en: 'Scan or type the tracking code: 5 to 40 letters, digits or hyphens.',
    })
  }
}

/** A sealed parcel goes with a courier or by post, under their tracking code. */
export async function dispatchParcel(
  app: App,
  actor: Actor,
  input: {
    readonly id: string
    readonly carrier: Exclude<Carrier, 'HAND'>
    readonly trackingCode: string
  },
): Promise<Movable> {
  demand(actor, 'card.dispatch')
  const trackingCode = input.trackingCode.trim().toUpperCase()
  if (!/^[\dA-Z-]{5,40}$/.test(trackingCode)) throw new TrackingCodeNeeded()
  return app.db.$transaction(
    async (tx) => {
      const parcel = await lockedParcel(tx, input.id)
      return sendParcel(tx, app, { parcel, actor, carrier: input.carrier, trackingCode })
    },
    { timeout: parcelTimeout },
  )
}
