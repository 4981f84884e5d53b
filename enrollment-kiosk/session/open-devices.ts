import type { DeviceView } from '../../core/contracts/desk/station.ts'
import { clock } from '../clock.ts'
import type { BarcodeReader } from '../devices/barcode-reader.ts'
import { openSsiReader } from '../devices/barcode/ssi-reader.ts'
import { openTextReader } from '../devices/barcode/text-reader.ts'
import type { Camera } from '../devices/camera.ts'
import { openDocumentScanner } from '../devices/document-scanner/scanner.ts'
import { openFingerprintScanner } from '../devices/ef01/scanner.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { openSupremaScanner } from '../devices/suprema/scanner.ts'
import { openUcam } from '../devices/ucam/camera.ts'
import { openCamera } from '../devices/vc0706/camera.ts'
import type { KioskConfig } from '../env.ts'
import { noting } from '../sync/tell-devices.ts'
import { after } from '../transport/after.ts'
import { type DeviceBench, openDeviceSeat } from './device-bench.ts'

type Devices = KioskConfig['devices']
type Opener<Device> = (path: string) => Promise<Device>

/** Pictures are fetched as fast as the scanner can: a module's 256×288 pixels in 3.5 s instead of 7, a Suprema's in 1 s. */
const scanners: Readonly<Record<Devices['fingerprintDriver'], Opener<FingerprintScanner>>> = {
  ef01: (path) => openFingerprintScanner({ path, raiseTo: 115_200 }),
  suprema: (path) => openSupremaScanner({ path, raiseTo: 921_600 }),
}
const cameras: Readonly<Record<Devices['cameraDriver'], Opener<Camera>>> = {
  vc0706: (path) => openCamera({ path }),
  ucam: (path) => openUcam({ path }),
}
const readers: Readonly<Record<Devices['barcodeMode'], Opener<BarcodeReader>>> = {
  text: (path) => openTextReader({ path }),
  ssi: (path) => openSsiReader({ path }),
}

/** Milliseconds until a device that was lost is looked for again. */
const retryMs = 500

type Reporting = Parameters<typeof noting>[0]

export interface DeskHearing {
  /** A lamp changed. */
  readonly onChange: (view: DeviceView) => void
  /** A code was held before the reader. */
  readonly onScan: (text: string) => void
}

/** A seat for each kind of device; a kind that is not configured has an empty one. */
export function openDevices(config: Devices, reporting: Reporting, hearing: DeskHearing): DeviceBench {
  const { fingerprintPath: scanner, cameraPath: camera, barcodePath: reader, documentScanner } = config
  const options = { clock, after, retryMs, onChange: hearing.onChange }
  const openScanner = scanner ? () => scanners[config.fingerprintDriver](scanner) : null
  const openPortrait = camera ? () => cameras[config.cameraDriver](camera) : null
  const openPapers = documentScanner ? () => openDocumentScanner(documentScanner) : null
  const openReader = reader
    ? async () => {
        const found = await readers[config.barcodeMode](reader)
        found.onScan(hearing.onScan)
        return found
      }
    : null
  return {
    fingerprint: openDeviceSeat(
      'fingerprint',
      openScanner && noting(reporting, 'FINGERPRINT', openScanner),
      options,
    ),
    camera: openDeviceSeat('camera', openPortrait && noting(reporting, 'CAMERA', openPortrait), options),
    barcode: openDeviceSeat('barcode', openReader && noting(reporting, 'BARCODE', openReader), options),
    documentScanner: openDeviceSeat(
      'documentScanner',
      openPapers && noting(reporting, 'DOCUMENT_SCANNER', openPapers),
      options,
    ),
  }
}

/** A reader tells what it reads unasked: it is held open from the start. One that is not there yet is looked for. */
export async function holdReader({ barcode }: DeviceBench): Promise<void> {
  if (barcode.status().state === 'UNOPENED') await barcode.check()
}
