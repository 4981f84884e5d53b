import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound, StaleVersion } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** An administrator registers a device at another kiosk, such as the one that has reported it since. Its certification stays. */
export async function moveDevice(
  app: App,
  actor: Actor,
  { id, machineId }: { readonly id: string; readonly machineId: string },
): Promise<void> {
  demand(actor, 'device.manage')
  await app.db.$transaction(async (tx) => {
    const device = await tx.device.findUnique({ where: { id: recordId(id, 'device') } })
    if (!device) throw new NotFound('device')
    const machine = await tx.machine.findUnique({ where: { id: recordId(machineId, 'machine') } })
    if (machine?.kind !== 'KIOSK') throw new NotFound('machine')
    const moved = await tx.device.updateMany({
      where: { id, machineId: device.machineId },
      data: { machineId, claimedBy: null },
    })
    if (moved.count !== 1) throw new StaleVersion('device')
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'device.move',
      subjectKind: 'device',
      subjectId: id,
      details: { from: device.machineId, to: machineId },
    })
  })
}
