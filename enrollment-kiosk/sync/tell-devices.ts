import type { DeviceKind } from '../../core/enrollment/evidence.ts'
import { type DeviceReport, identityOf } from './device-report.ts'
import type { Installation } from './installation.ts'
import { ServerRefusal } from './refusals.ts'
import type { SyncStage } from './sync-steps.ts'

interface Reporting {
  readonly deviceReport: DeviceReport
  readonly installation: Installation
}

/** What drivers declare; each kind of device has some of it. */
interface Capabilities {
  readonly model: string
  readonly serial?: string | null
  readonly firmware?: string
  readonly dpi?: number
  readonly bitDepth?: number
  readonly width?: number
  readonly height?: number
  readonly templates?: readonly string[]
}

/** Tells the server what is attached here, and how this computer is. Throws what the request throws, and KioskNotInstalled. */
function tellDevices({ deviceReport, installation }: Reporting): Promise<void> {
  return deviceReport.send((report) => installation.client().reportDevices(report))
}

/**
 * Before a packet leaves: the server must have heard of the devices that it may name, or it would send the file back. A server
 * that does not take reports takes the packet.
 */
export async function tellNewDevices(reporting: Reporting): Promise<void> {
  if (!reporting.deviceReport.pending) return
  await tellDevices(reporting).catch((error: unknown) => {
    const refused = error instanceof ServerRefusal && error.status < 500 && error.status !== 401
    if (!refused) throw error
  })
}

/** Opens a device and notes what it says of itself; of a new one the server is told at once, if it can be reached. */
export function noting<Device extends { readonly capabilities: Capabilities }>(
  reporting: Reporting,
  kind: DeviceKind,
  open: () => Promise<Device>,
): () => Promise<Device> {
  return async () => {
    const device = await open()
    const { machine } = reporting.installation.status()
    if (machine === null) return device
    await reporting.deviceReport.saw(reported(kind, device.capabilities, machine))
    void tellNewDevices(reporting).catch(() => undefined)
    return device
  }
}

function reported(kind: DeviceKind, capabilities: Capabilities, machine: string) {
  const { dpi, bitDepth, width, height, templates = [] } = capabilities
  return {
    ...identityOf(kind, { ...capabilities, serial: capabilities.serial ?? '' }, machine),
    capabilities: {
      dpi: dpi ?? null,
      bitDepth: bitDepth ?? null,
      width: width ?? null,
      height: height ?? null,
      templates: [...templates],
    },
  }
}

/** The report as a step of each synchronisation. */
export function deviceStage(reporting: Reporting): SyncStage {
  return {
    name: 'DEVICES',
    text: {
      vi: 'Đang báo thiết bị và tình trạng máy cho máy chủ.',
      en: 'Telling the server of the devices and of how this computer is.',
    },
    remedy: {
      vi: 'Kiểm tra mạng. Máy tự thử lại; báo quản trị viên nếu vẫn đứng.',
      en: 'Check the network. The kiosk tries again by itself; tell an administrator if it stays.',
    },
    run: () => tellDevices(reporting),
  }
}
