import { portraitFile } from '../../core/enrollment/packet.ts'
import { instantOf } from '../clock.ts'
import { requireState, withPortrait, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

const look = { vi: 'Nhìn thẳng vào máy ảnh', en: 'Look straight into the camera' }

/** Takes the portrait, in place of an earlier one. Throws the camera's refusals; the session is then unchanged. */
export async function capturePortrait(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    kiosk.progress.emit({
      type: 'capture',
      session: id,
      step: 'LOOK',
      position: null,
      impression: null,
      attempt: null,
      text: look,
    })
    const { jpeg, model } = await kiosk.devices.camera.use(async (camera) => ({
      jpeg: await camera.takePhoto(),
      model: camera.capabilities.model,
    }))
    const portrait = {
      file: portraitFile,
      device: model.slice(0, 80),
      capturedAt: instantOf(kiosk.clock()),
    } as const
    const sha256 = await kiosk.drafts.keepFile(id, jpeg)
    return keep(kiosk, withPortrait(session, portrait, { name: portraitFile, sha256, bytes: jpeg.length }))
  })
}

/** Forgets the portrait. */
export async function removePortrait(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'capture')
    const files = session.files.filter((file) => file.name !== portraitFile)
    return keep(kiosk, { ...session, portrait: null, files })
  })
}
