import { clock } from '../clock.ts'
import { openDocumentScanner } from '../devices/document-scanner/scanner.ts'
import { openFingerprintScanner } from '../devices/ef01/scanner.ts'
import { openCamera } from '../devices/vc0706/camera.ts'
import type { KioskConfig } from '../env.ts'
import { noting } from '../sync/tell-devices.ts'
import { type DeviceBench, openDeviceSeat } from './device-bench.ts'

/** Pictures are fetched at this speed where the scanner can: 256×288 pixels then take 3.5 s instead of 7. */
const scannerBaudRate = 115_200

type Reporting = Parameters<typeof noting>[0]

/** A seat for each kind of device; a kind that is not configured has an empty one. */
export function openDevices(config: KioskConfig['devices'], reporting: Reporting): DeviceBench {
  const { fingerprintPath: scanner, cameraPath, documentScanner } = config
  const openScanner = scanner
    ? () => openFingerprintScanner({ path: scanner, raiseTo: scannerBaudRate })
    : null
  const openPortrait = cameraPath ? () => openCamera({ path: cameraPath }) : null
  const openPapers = documentScanner ? () => openDocumentScanner(documentScanner) : null
  return {
    fingerprint: openDeviceSeat(
      'fingerprint',
      openScanner && noting(reporting, 'FINGERPRINT', openScanner),
      clock,
    ),
    camera: openDeviceSeat('camera', openPortrait && noting(reporting, 'CAMERA', openPortrait), clock),
    barcode: openDeviceSeat('barcode', null, clock),
    documentScanner: openDeviceSeat(
      'documentScanner',
      openPapers && noting(reporting, 'DOCUMENT_SCANNER', openPapers),
      clock,
    ),
  }
}
