import { irisFiles } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import { instantOf } from '../clock.ts'
import { type IrisCamera, type IrisEye, irisEyes } from '../devices/iris-camera.ts'
import { requireState, type CaptureSession } from './capture-session.ts'
import { hashIn, keepFiles, withFiles, withRecords } from './captured-files.ts'
import { deliveredDevice } from './delivered-device.ts'
import { irisWaiver } from './iris-waiver.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** The centre has no waiver for iris hardware in force. */
export class IrisNotWaived extends DomainError<'IRIS_NOT_WAIVED'> {
  constructor() {
    super('IRIS_NOT_WAIVED', {
      vi: 'Điểm thu nhận không có văn bản miễn thiết bị mống mắt còn hiệu lực. Hãy ghi lý do không thu nhận.',
      en: 'The centre has no waiver for iris hardware in force. Record why the iris is not taken.',
    })
  }
}

/** Takes one eye. Throws CaptureUnreadable, DeviceNotAllowed. */
export async function captureIris(
  kiosk: Kiosk,
  id: string,
  { eye, camera }: { readonly eye: IrisEye; readonly camera: IrisCamera },
): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const png = await camera.capture(eye)
    const capturedAt = instantOf(kiosk.clock())
    const name = irisFiles[irisEyes[eye] - 1] ?? irisFiles[0]
    const files = await keepFiles(kiosk, id, new Map([[name, png]]))
    const device = await deliveredDevice(kiosk, { kind: 'IRIS', by: camera.capabilities })
    const place = { position: irisEyes[eye], impression: 1, dpi: null, bitDepth: null }
    const sha256 = hashIn(files, name)
    const recorded = await withRecords(kiosk, session, [
      { kind: 'IRIS', ...place, device, capturedAt, sha256 },
    ])
    const before = session.iris?.status === 'CAPTURED' ? session.iris.files : []
    const taken = irisFiles.filter((one) => one === name || before.includes(one))
    return keep(
      kiosk,
      withFiles({ ...recorded, iris: { status: 'CAPTURED', files: taken, device: device.model } }, files),
    )
  })
}

/** Records why the iris is not taken: the applicant's reason, or the centre's waiver where none is given. Throws IrisNotWaived. */
export async function exceptIris(kiosk: Kiosk, id: string, reason: string | null): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const iris = reason === null ? irisWaiver(kiosk) : ({ status: 'EXCEPTED', reason } as const)
    if (!iris) throw new IrisNotWaived()
    return keep(kiosk, withFiles({ ...session, iris }, []))
  })
}

/** Forgets the iris, or why there is none. */
export async function removeIris(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    return keep(kiosk, withFiles({ ...session, iris: null }, []))
  })
}
