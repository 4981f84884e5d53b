import { concatBytes } from '../../../core/bytes.ts'
import { after } from '../../transport/after.ts'
import { openSerial, type SerialChannel } from '../../transport/serial.ts'
import type { Camera } from '../camera.ts'
import { CameraNotFound, PhotoDamaged } from '../camera-refusals.ts'
import { wholeJpeg } from '../whole-jpeg.ts'
import { Link } from './link.ts'
import {
  baudDividers,
  commands,
  compressed,
  jpegFormat,
  jpegSizes,
  packageOverhead,
  takenPicture,
} from './message.ts'

export interface UcamOptions {
  readonly path: string
  /** Speeds to try, likeliest first; a camera that has just been plugged in adapts to the first. */
  readonly baudRates?: readonly number[]
  /** Speed to work at until the next power-on; 921 600 unless given. */
  readonly raiseTo?: number
  /** Width of the picture: 640 unless given, 320 or 160. */
  readonly width?: 640 | 320 | 160
  /** Multiplies every time-out, for slow machines. */
  readonly patience?: number
}

interface Session {
  readonly channel: SerialChannel
  readonly link: Link
}

const knownBaudRates = [115_200, 921_600, 460_800, 57_600, 38_400, 19_200, 9600] as const
/** A camera that is awake answers within a few calls; one that was just plugged in may take sixty (uCAM-II data sheet). */
const fewCalls = 5
const manyCalls = 60
/** Bytes of one package, the most there may be (uCAM-II data sheet, SET PACKAGE SIZE). */
const packageSize = 512
const longestPhoto = 1 << 20
const takes = 2

/** Opens a camera with the OV528 bridge, finds its speed and sets size and speed. Throws CameraNotFound or SerialPortUnavailable. */
export async function openUcam(options: UcamOptions): Promise<Camera> {
  const baudRates = options.baudRates ?? knownBaudRates
  const channel = await openSerial({ path: options.path, baudRate: baudRates[0] ?? knownBaudRates[0] })
  try {
    let session = await findCamera(channel, options, baudRates)
    session = await raiseSpeed(session, options, options.raiseTo ?? 921_600)
    const size = jpegSizes.find(({ width }) => width === (options.width ?? 640))!
    const { link } = session
    await link.run(commands.initial, [0, jpegFormat, 0, size.code])
    await link.run(commands.setPackageSize, [0x08, packageSize & 0xff, packageSize >> 8])
    return {
      capabilities: { model: 'OV528', width: size.width, height: size.height },
      takePhoto: () => takePhoto(link),
      onClose: (listener) => channel.onClose(listener),
      async close() {
        link.detach()
        await channel.close()
      },
    }
  } catch (reason) {
    await channel.close()
    throw reason
  }
}

async function findCamera(
  channel: SerialChannel,
  options: UcamOptions,
  baudRates: readonly number[],
): Promise<Session> {
  for (const calls of [fewCalls, manyCalls]) {
    for (const baudRate of baudRates) {
      if (channel.baudRate !== baudRate) await channel.setBaudRate(baudRate)
      const link = new Link(channel, { patience: options.patience ?? 1, after })
      await link.drain()
      if (await link.sync(calls)) return { channel, link }
      link.detach()
    }
  }
  throw new CameraNotFound(options.path)
}

async function raiseSpeed(session: Session, options: UcamOptions, baudRate: number): Promise<Session> {
  const { channel, link } = session
  const dividers = baudDividers(baudRate)
  if (channel.baudRate === baudRate || !dividers) return session
  const old = channel.baudRate
  await link.run(commands.setBaudRate, dividers)
  link.detach()
  return findCamera(channel, options, [baudRate, old])
}

/** Takes a picture and reads it package by package. A photo that is not a whole JPEG is taken again once. */
async function takePhoto(link: Link): Promise<Uint8Array> {
  for (let left = takes - 1; ; left--) {
    try {
      return wholeJpeg(await readPhoto(link))
    } catch (reason) {
      if (!(reason instanceof PhotoDamaged) || left === 0) throw reason
      await link.drain()
    }
  }
}

async function readPhoto(link: Link): Promise<Uint8Array> {
  await link.run(commands.snapshot, [compressed])
  const length = await link.announce(commands.getPicture, [takenPicture])
  if (length === 0 || length > longestPhoto) throw new PhotoDamaged()
  const body = packageSize - packageOverhead
  const pieces: Uint8Array[] = []
  for (let number = 0; number * body < length; number++)
    pieces.push(await link.readPackage(number, Math.min(body, length - number * body)))
  await link.finish()
  return concatBytes(...pieces)
}
