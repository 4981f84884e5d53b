/**
 * The devices that were ever opened at this kiosk, kept in `devices.json`: told to the server at each synchronisation, and
 * before a packet leaves that may name one of which the server has not heard yet.
 */
import { join } from 'node:path'
import { z } from 'zod'
import {
  type DeviceReportAnswer,
  type DeviceReportBody,
  type DeviceStanding,
  type ReportedDevice,
  reportedDeviceSchema,
} from '../../core/contracts/kiosk-sync.ts'
import type { DeviceIdentity } from '../../core/enrollment/evidence.ts'
import { DomainError } from '../../core/errors.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'

/** The server does not let this device capture any more. */
export class DeviceNotAllowed extends DomainError<'DEVICE_NOT_ALLOWED'> {
  constructor(standing: DeviceStanding) {
    super(
      'DEVICE_NOT_ALLOWED',
      {
        vi: 'Thiết bị này đã bị tạm dừng, thu hồi hoặc thuộc máy khác. Hãy dùng thiết bị khác và báo quản trị viên.',
        en: 'This device was suspended or revoked, or belongs to another kiosk. Use another one and tell an administrator.',
      },
      { standing },
    )
  }
}

export interface DeviceReport {
  /** A device was opened. On disk when this resolves. */
  saw(device: ReportedDevice): Promise<void>
  /** Tells the server of everything that was seen; `tell` is the request. */
  send(tell: (report: DeviceReportBody) => Promise<DeviceReportAnswer>): Promise<void>
  /** Something was seen of which the server has not heard since the agent's start. */
  readonly pending: boolean
  /** As the server last said; null before. */
  standingOf(device: Pick<DeviceIdentity, 'kind' | 'model' | 'serial'>): DeviceStanding | null
  /** Throws {@link DeviceNotAllowed} where the server said so; a device that it does not know yet may work. */
  require(device: DeviceIdentity): void
}

const mayCapture: ReadonlySet<DeviceStanding | null> = new Set([null, 'REQUESTED', 'ACTIVE'])
const keyOf = ({ kind, model, serial }: Pick<DeviceIdentity, 'kind' | 'model' | 'serial'>) =>
  JSON.stringify([kind, model, serial])

export async function openDeviceReport(
  directory: string,
  health: () => Promise<DeviceReportBody['health']>,
): Promise<DeviceReport> {
  const path = join(directory, 'devices.json')
  const devices = new Map((await readDevices(path)).map((device) => [keyOf(device), device]))
  const standings = new Map<string, DeviceStanding>()
  const unheard = new Set(devices.keys())

  const standingOf: DeviceReport['standingOf'] = (device) => standings.get(keyOf(device)) ?? null

  return {
    async saw(device) {
      const key = keyOf(device)
      if (JSON.stringify(devices.get(key)) === JSON.stringify(device)) return
      unheard.add(key)
      devices.set(key, device)
      await writeDurably(path, JSON.stringify([...devices.values()]))
    },
    async send(tell) {
      const told = [...devices.keys()]
      const answer = await tell({ devices: [...devices.values()], health: await health() })
      for (const { standing, ...device } of answer.devices) standings.set(keyOf(device), standing)
      for (const key of told) unheard.delete(key)
    },
    get pending() {
      return unheard.size > 0
    },
    standingOf,
    require(device) {
      const standing = standingOf(device)
      if (standing !== null && !mayCapture.has(standing)) throw new DeviceNotAllowed(standing)
    },
  }
}

/** What modules without a serial number say in its place: their address, or nothing. */
const noSerial: ReadonlySet<string> = new Set(['', '00000000', 'FFFFFFFF'])

/** How a device is registered. One without a serial number is known by the kiosk that it is attached to. */
export function identityOf(
  kind: DeviceIdentity['kind'],
  capabilities: { readonly model: string; readonly serial?: string; readonly firmware?: string },
  machine: string,
): DeviceIdentity {
  const { model, serial = '', firmware = '' } = capabilities
  return {
    kind,
    model: model.trim().slice(0, 80) || kind,
    serial: noSerial.has(serial.trim()) ? `AT-${machine}` : serial.trim().slice(0, 80),
    firmware: firmware.trim().slice(0, 80) || null,
  }
}

/** What does not read as agreed is found again when the device is opened. */
async function readDevices(path: string): Promise<readonly ReportedDevice[]> {
  const stored = await readIfPresent(path)
  if (!stored) return []
  try {
    return z.array(reportedDeviceSchema).parse(JSON.parse(new TextDecoder().decode(stored)))
  } catch {
    return []
  }
}
