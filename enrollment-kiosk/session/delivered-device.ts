import type { DeviceIdentity } from '../../core/enrollment/evidence.ts'
import { identityOf } from '../sync/device-report.ts'
import type { DeliveredBy } from './delivered-pictures.ts'
import type { Kiosk } from './kiosk.ts'

interface Delivered {
  readonly kind: DeviceIdentity['kind']
  readonly by: DeliveredBy
  readonly dpi?: number
  readonly bitDepth?: number
}

/**
 * The identity of a device whose pictures are delivered. Nobody opened it, so the server hears of it here: it would send a
 * file back that names a device it does not know.
 */
export async function deliveredDevice(
  kiosk: Kiosk,
  { kind, by, dpi, bitDepth }: Delivered,
): Promise<DeviceIdentity> {
  const device = identityOf(kind, by, kiosk.installation.machine().id)
  const capabilities = {
    dpi: dpi ?? null,
    bitDepth: bitDepth ?? null,
    width: null,
    height: null,
    templates: [],
  }
  await kiosk.deviceReport.saw({ ...device, capabilities })
  return device
}
