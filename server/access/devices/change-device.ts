import { DomainError } from '../../../core/errors.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import { deviceLifecycle } from '../../../core/lifecycle/operation.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'

export type DeviceEvent = EventsOf<typeof deviceLifecycle>
export const deviceEvents = [
  'certify',
  'refuse',
  'suspend',
  'restore',
  'revoke',
  'retire',
] as const satisfies readonly DeviceEvent[]

export const deviceReasons = ['DAMAGED', 'LOST', 'TAMPERED', 'MISUSED', 'BELOW_GRADE', 'REPLACED'] as const
export type DeviceReason = (typeof deviceReasons)[number]

/** A device is taken out of use for a reason. */
export class DeviceReasonMissing extends DomainError<'DEVICE_REASON_MISSING'> {
  constructor() {
    super('DEVICE_REASON_MISSING', {
      vi: 'Phải nêu lý do khi từ chối, tạm dừng, thu hồi hoặc thôi dùng thiết bị.',
      en: 'A device is refused, suspended, revoked or retired for a reason: say which.',
    })
  }
}

const needNoReason: ReadonlySet<DeviceEvent> = new Set(['certify', 'restore'])

/**
 * An administrator certifies a device that a kiosk reported, or takes one out of use. A packet with captures of a suspended or
 * revoked device goes back to its desk, whenever they were made; of a retired one only those that were made after it.
 */
export async function changeDevice(
  app: App,
  actor: Actor,
  {
    id,
    event,
    reason,
  }: { readonly id: string; readonly event: DeviceEvent; readonly reason: DeviceReason | null },
): Promise<void> {
  demand(actor, 'device.manage')
  if (reason === null && !needNoReason.has(event)) throw new DeviceReasonMissing()
  await app.db.$transaction(async (tx) => {
    const device = await tx.device.findUnique({ where: { id: recordId(id, 'device') } })
    if (!device) throw new NotFound('device')
    const at = app.clock()
    await move(tx, deviceLifecycle, { ...device, key: id }, { event, actor, at, ...(reason && { reason }) })
    await audit(tx, {
      actor,
      at,
      action: `device.${event}`,
      subjectKind: 'device',
      subjectId: id,
      details: { machine: device.machineId, kind: device.kind, reason },
    })
  })
}
