import type { DeviceView } from '../../core/contracts/desk/station.ts'
import type { DeviceIdentity } from '../../core/enrollment/evidence.ts'
import { dateOf } from '../clock.ts'
import { DeviceNotAllowed, identityOf } from '../sync/device-report.ts'
import { errorOf, SbiRefused, type SbiCode, success } from './error-codes.ts'
import { type Purpose, purposes } from './messages.ts'
import type { Sbi } from './sbi.ts'

export type Modality = 'Finger' | 'Face'

/** A seat of the desk as the interface shows it: once for each purpose that it may serve. */
export interface SbiDevice {
  readonly id: string
  readonly modality: Modality
  readonly purpose: Purpose
  /** Null until the kiosk is installed: nothing has an identity before. */
  readonly identity: DeviceIdentity | null
  readonly subIds: readonly string[]
  readonly view: DeviceView
}

const seats = {
  Finger: { seat: 'fingerprint', kind: 'FINGERPRINT', subType: 'Single', subIds: ['0', '1', '2', '3'] },
  Face: { seat: 'camera', kind: 'CAMERA', subType: 'Full face', subIds: ['0'] },
} as const
const modalities = ['Finger', 'Face'] as const

/**
 * All devices at hand; one that nobody has used yet is opened, or its maker's words would not be known. A scanner that is not
 * good enough to enroll with is offered for authentication alone.
 */
export async function listDevices(sbi: Sbi): Promise<readonly SbiDevice[]> {
  const { kiosk } = sbi
  const devices: SbiDevice[] = []
  for (const modality of modalities) {
    const { seat, kind, subIds } = seats[modality]
    const held = kiosk.devices[seat]
    const view = held.status().state === 'UNOPENED' ? await held.check() : held.status()
    if (view.state === 'ABSENT') continue
    const { machine } = kiosk.installation.status()
    const { model, serial } = view
    const identity = machine && model ? identityOf(kind, { model, serial: serial ?? '' }, machine) : null
    for (const purpose of purposes) {
      if (purpose === 'Registration' && view.enrolls === false) continue
      const id = `${modality}-${purpose}`.toLowerCase()
      devices.push({ id, modality, purpose, identity, subIds, view })
    }
  }
  return devices
}

/** Throws SbiRefused 106. */
export async function findDevice(sbi: Sbi, id: string): Promise<SbiDevice> {
  const found = (await listDevices(sbi)).find((device) => device.id === id)
  if (!found) throw new SbiRefused(106)
  return found
}

/** Why a device cannot capture now; null where it can. Pictures that are streamed here give way. */
export function hindrance(sbi: Sbi, { modality, purpose, identity, view }: SbiDevice): SbiCode | null {
  const installed = sbi.kiosk.installation.status().step === 'READY'
  if (!installed || (identity && !isAllowed(sbi, identity))) return 100
  if (view.state === 'BUSY') return sbi.lanes[modality].use === 'STREAM' ? null : 111
  if (view.state !== 'READY') return 110
  return purpose === 'Auth' ? partyHindrance(sbi) : null
}

/** As the server last said: one that was suspended, revoked, or is another kiosk's may not capture. */
function isAllowed({ kiosk }: Sbi, identity: DeviceIdentity): boolean {
  try {
    kiosk.deviceReport.require(identity)
    return true
  } catch (error) {
    if (error instanceof DeviceNotAllowed) return false
    throw error
  }
}

/** Without a certificate that is valid now nothing could be sealed. */
function partyHindrance({ party, kiosk }: Sbi): SbiCode | null {
  const now = dateOf(kiosk.clock())
  return party && party.validFromDate <= now && party.validToDate > now ? null : 108
}

const statusOf: Readonly<Partial<Record<SbiCode, string>>> = { 100: 'Not Registered', 111: 'Busy' }

/** What discovery and info say alike. */
export function describeDevice(sbi: Sbi, device: SbiDevice) {
  const code = hindrance(sbi, device)
  const status = code === null ? 'Ready' : (statusOf[code] ?? 'Not Ready')
  return {
    deviceId: device.id,
    deviceStatus: status,
    certification: 'L0',
    serviceVersion: '1.0',
    deviceSubId: device.subIds,
    callbackId: sbi.url,
    deviceCode: device.identity?.serial ?? '',
    purpose: code === 100 ? '' : device.purpose,
    error: code === null ? success : errorOf(new SbiRefused(code)),
  }
}

/** The device's Digital ID, before anybody signs it. */
export function digitalIdOf(sbi: Sbi, { modality, identity }: SbiDevice, now: string) {
  const model = identity?.model ?? ''
  return {
    serialNo: identity?.serial ?? '',
    make: model.split(' ')[0] ?? '',
    model,
    type: modality,
    deviceSubType: seats[modality].subType,
    deviceProvider: sbi.config.provider,
    deviceProviderId: sbi.kiosk.installation.status().machine ?? '',
    dateTime: now,
  }
}
