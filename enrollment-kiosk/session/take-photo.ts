import sharp from 'sharp'
import type { DeviceIdentity } from '../../core/enrollment/evidence.ts'
import { instantOf } from '../clock.ts'
import { identityOf } from '../sync/device-report.ts'
import { deliveredDevice } from './delivered-device.ts'
import { CaptureUnreadable } from './delivered-pictures.ts'
import type { Kiosk } from './kiosk.ts'

/** A photograph, upright, whichever camera took it. */
export interface TakenPhoto {
  readonly jpeg: Uint8Array
  readonly width: number
  readonly height: number
  readonly device: DeviceIdentity
  readonly capturedAt: string
}

/** A JPEG that a page hands in, and the browser's name of the camera. */
export interface DeliveredPhoto {
  readonly jpeg: Uint8Array
  readonly device: string
}

const mostPixels = 40_000_000
const keptQuality = 94
const probeWidth = 64

/** A photo of the serial camera, or the one that the desk's page took. Throws CaptureUnreadable and the camera's refusals. */
export async function takePhoto(kiosk: Kiosk, delivered: DeliveredPhoto | null): Promise<TakenPhoto> {
  const { jpeg, device } = delivered ? await photoOf(kiosk, delivered) : await serialPhoto(kiosk)
  return { ...(await readPhoto(jpeg)), device, capturedAt: instantOf(kiosk.clock()) }
}

async function photoOf(kiosk: Kiosk, { jpeg, device }: DeliveredPhoto) {
  const by = { model: device, serial: '' }
  return { jpeg, device: await deliveredDevice(kiosk, { kind: 'CAMERA', by }) }
}

function serialPhoto(kiosk: Kiosk) {
  return kiosk.devices.camera.use(async (camera) => {
    const jpeg = await camera.takePhoto()
    return { jpeg, device: identityOf('CAMERA', camera.capabilities, kiosk.installation.machine().id) }
  })
}

/**
 * Phones and webcams store a lying picture with a note to turn it; readers behind take pixels as they are. Throws
 * CaptureUnreadable.
 */
export async function readPhoto(jpeg: Uint8Array): Promise<Pick<TakenPhoto, 'jpeg' | 'width' | 'height'>> {
  const unreadable = () => {
    throw new CaptureUnreadable('FORMAT')
  }
  const picture = sharp(jpeg, { failOn: 'error', limitInputPixels: mostPixels })
  const { format, width, height, orientation = 1 } = await picture.metadata().catch(unreadable)
  if (format !== 'jpeg') throw new CaptureUnreadable('FORMAT')
  if (orientation === 1) {
    // A header can be right and the rest cut off: it is read to its end before anybody relies on it.
    await picture.resize(probeWidth).raw().toBuffer().catch(unreadable)
    return { jpeg, width, height }
  }
  const turned = picture.rotate().jpeg({ quality: keptQuality })
  const { data, info } = await turned.toBuffer({ resolveWithObject: true }).catch(unreadable)
  return { jpeg: new Uint8Array(data), width: info.width, height: info.height }
}
