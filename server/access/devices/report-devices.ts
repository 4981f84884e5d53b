import type {
  DeviceReportAnswer,
  DeviceReportBody,
  DeviceStanding,
  ReportedDevice,
} from '../../../core/contracts/kiosk-sync.ts'
import type { Device } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed } from '../../kernel/errors.ts'

const keyOf = ({ kind, model, serial }: Pick<Device, 'kind' | 'model' | 'serial'>) =>
  JSON.stringify([kind, model, serial])

/**
 * A kiosk says what is attached to it and how it is. A device that nobody knew is registered and waits for its certification;
 * one that is registered at another kiosk stays there, with a mark, until an administrator moves it.
 */
export async function reportDevices(
  app: App,
  actor: Actor,
  { devices, health }: DeviceReportBody,
): Promise<DeviceReportAnswer> {
  demand(actor, 'device.report')
  if (actor.kind !== 'machine') throw new NotAllowed()
  const at = app.clock()
  const seenAt = instantAt(at)
  const reported = new Map(devices.map((device) => [keyOf(device), device]))
  return app.db.$transaction(async (tx) => {
    await tx.machine.update({ where: { id: actor.id }, data: { health, seenAt } })
    const fresh = await registerNew(tx, [...reported.values()], { machineId: actor.id, seenAt })
    const known = await registered(tx, [...reported.values()])
    const own = known.filter(({ machineId }) => machineId === actor.id)
    const foreign = known.filter(
      ({ machineId, claimedBy }) => machineId !== actor.id && claimedBy !== actor.id,
    )
    for (const device of own) await refresh(tx, device, { told: reported.get(keyOf(device)), seenAt })
    await tx.device.updateMany({ where: { id: { in: idsOf(foreign) } }, data: { claimedBy: actor.id } })
    if (fresh > 0 || foreign.length > 0) {
      const details = { registered: fresh, elsewhere: idsOf(foreign).join(' ') }
      await audit(tx, {
        actor,
        at,
        action: 'device.report',
        subjectKind: 'machine',
        subjectId: actor.id,
        details,
      })
    }
    return { devices: known.map((device) => answerOf(device, actor.id)) }
  })
}

const idsOf = (devices: readonly Device[]) => devices.map(({ id }) => id)

/** How many were not known; what another kiosk reports in the same moment is registered once. */
async function registerNew(
  tx: Transaction,
  devices: readonly ReportedDevice[],
  { machineId, seenAt }: { readonly machineId: string; readonly seenAt: Date },
): Promise<number> {
  const known = new Set((await registered(tx, devices)).map(keyOf))
  const missing = devices.filter((device) => !known.has(keyOf(device)))
  if (missing.length === 0) return 0
  const rows = missing.map((device) => ({ ...device, machineId, reportedAt: seenAt, seenAt }))
  const { count } = await tx.device.createMany({ data: rows, skipDuplicates: true })
  return count
}

function registered(tx: Transaction, devices: readonly ReportedDevice[]): Promise<Device[]> {
  const keys = devices.map(({ kind, model, serial }) => ({ kind, model, serial }))
  return tx.device.findMany({ where: { OR: keys }, orderBy: { id: 'asc' } })
}

/** Seen here again: what another kiosk said of it is over. */
async function refresh(
  tx: Transaction,
  device: Device,
  { told, seenAt }: { readonly told: ReportedDevice | undefined; readonly seenAt: Date },
): Promise<void> {
  if (!told) return
  const { firmware, capabilities } = told
  await tx.device.update({
    where: { id: device.id },
    data: { firmware, capabilities, claimedBy: null, seenAt },
  })
}

function answerOf(device: Device, machineId: string): DeviceReportAnswer['devices'][number] {
  const { kind, model, serial, status } = device
  const standing = device.machineId === machineId ? (status as DeviceStanding) : 'ELSEWHERE'
  return { kind: kind as ReportedDevice['kind'], model, serial, standing }
}
