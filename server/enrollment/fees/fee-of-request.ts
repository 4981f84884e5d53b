import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { type PacketManifest, packetManifestSchema } from '../../../core/enrollment/packet.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import type { Transaction } from '../../kernel/db.ts'
import { decideFee, type DecidedFee } from './decide-fee.ts'

interface File {
  readonly id: string
  readonly unitCode: string
  readonly fault: string | null
}

/** The fee of a file that comes in a packet, by the day on which the desk sealed it. */
export function feeOfPacket(
  tx: Transaction,
  app: App,
  {
    application: { id, unitCode, fault },
    manifest: { kind, reason, fee, sealedAt },
    actor,
  }: { readonly application: File; readonly manifest: PacketManifest; readonly actor: Actor },
): Promise<DecidedFee> {
  const exemption = fee?.decision === 'EXEMPT' ? fee.rule : null
  const on = calendarDateAt(Date.parse(sealedAt))
  return decideFee(tx, app, { applicationId: id, unitCode, fault, kind, reason, exemption, on, actor })
}

/** The fee of a file that was made without a packet; nothing is decided where it asks for no card. */
export async function feeOfRequest(
  tx: Transaction,
  app: App,
  {
    application,
    actor,
  }: {
    readonly application: File & {
      readonly kind: string | null
      readonly reason: string | null
      readonly fee: unknown
      readonly receivedAt: Date
    }
    readonly actor: Actor
  },
): Promise<void> {
  const { id, unitCode, fault, reason, receivedAt } = application
  const kind = packetManifestSchema.shape.kind.safeParse(application.kind)
  if (!kind.success || reason === null) return
  const fee = packetManifestSchema.shape.fee.safeParse(application.fee)
  const exemption = fee.success && fee.data?.decision === 'EXEMPT' ? fee.data.rule : null
  const on = calendarDateAt(receivedAt.getTime())
  const asked = { kind: kind.data, reason, exemption, on }
  await decideFee(tx, app, { applicationId: id, unitCode, fault, actor, ...asked })
}
