import type { ApplicationFlag } from '../../core/enrollment/flags.ts'
import type { CaptureRecord, DeviceIdentity } from '../../core/enrollment/evidence.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import type { Device } from '../../prisma/client/client.ts'
import type { App } from '../kernel/app.ts'

export interface DeviceFindings {
  /** The worst of all; null where the devices may be believed. */
  readonly reason: Extract<ApplicationReason, 'DEVICE_REVOKED' | 'DEVICE_NOT_REGISTERED'> | null
  readonly flags: readonly ApplicationFlag[]
}

type Registered = Pick<Device, 'id' | 'kind' | 'model' | 'serial' | 'status'>

const keyOf = ({
  kind,
  model,
  serial,
}: Pick<DeviceIdentity, 'model' | 'serial'> & { readonly kind: string }) =>
  JSON.stringify([kind, model, serial])

/** Whether the devices behind captures are registered at the machine, and may be used. */
export async function deviceFindings(
  app: App,
  machineId: string,
  captures: readonly CaptureRecord[],
): Promise<DeviceFindings> {
  const used = new Map(captures.flatMap(({ device }) => (device ? [[keyOf(device), device] as const] : [])))
  if (used.size === 0) return { reason: null, flags: [] }
  const registered = new Map(
    (
      await app.db.device.findMany({
        where: { machineId },
        select: { id: true, kind: true, model: true, serial: true, status: true },
      })
    ).map((device) => [keyOf(device), device]),
  )
  const devices = [...used.keys()].map((key) => registered.get(key))
  const known = devices.filter((device) => device !== undefined)
  const retired = await usedAfterRetirement(app, known, captures)
  if (retired || known.some(({ status }) => barred.has(status)))
    return { reason: 'DEVICE_REVOKED', flags: [] }
  if (known.length < devices.length) return { reason: 'DEVICE_NOT_REGISTERED', flags: [] }
  const uncertified = known.some(({ status }) => status === 'REQUESTED')
  return { reason: null, flags: uncertified ? ['DEVICE_UNCERTIFIED'] : [] }
}

const barred: ReadonlySet<string> = new Set(['SUSPENDED', 'REVOKED', 'REFUSED'])

/** What was taken before its device was retired stays good: packets may wait for weeks. */
async function usedAfterRetirement(
  app: App,
  devices: readonly Registered[],
  captures: readonly CaptureRecord[],
): Promise<boolean> {
  const retired = devices.filter(({ status }) => status === 'DECOMMISSIONED')
  if (retired.length === 0) return false
  const moves = await app.db.transition.findMany({
    where: { record: 'device', event: 'retire', recordId: { in: retired.map(({ id }) => id) } },
    select: { recordId: true, at: true },
  })
  const retiredAt = new Map(moves.map(({ recordId, at }) => [recordId, at.getTime()]))
  return retired.some((device) =>
    captures.some(
      (capture) =>
        capture.device !== null &&
        keyOf(capture.device) === keyOf(device) &&
        Date.parse(capture.capturedAt) > (retiredAt.get(device.id) ?? 0),
    ),
  )
}
