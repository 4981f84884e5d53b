import { concatBytes } from '../../../core/bytes.ts'
import { NoReply } from '../../../core/device/exchange.ts'
import { after } from '../../transport/after.ts'
import { openSerial, type SerialChannel } from '../../transport/serial.ts'
import type { Camera } from '../camera.ts'
import { wholeJpeg } from '../whole-jpeg.ts'
import { commands, frameControl, pictureSizes, portSettings, sizeRegister } from './frame.ts'
import { Link } from './link.ts'
import { CameraNotFound, CameraRefused, PhotoDamaged } from '../camera-refusals.ts'

export interface CameraOptions {
  readonly path: string
  /** 0..255; the factory's is 0. */
  readonly serialNumber?: number
  /** Speeds to try, likeliest first. */
  readonly baudRates?: readonly number[]
  /** Speed to work at until the next power-on or reset; 115 200 unless given. */
  readonly raiseTo?: number
  /** Width of the picture: 640 unless given, 320 or 160. */
  readonly width?: 640 | 320 | 160
  /** Multiplies every time-out, for slow machines. */
  readonly patience?: number
}

interface Session {
  readonly channel: SerialChannel
  readonly options: CameraOptions
  readonly link: Link
}

const knownBaudRates = [38_400, 115_200, 57_600, 19_200, 9600] as const
/** Bytes of one READ_FBUF; a multiple of 8 (LinkSprite manual). */
const pieceLength = 4096
/** A frame buffer holds no longer picture. */
const longestPhoto = 1 << 20
/** The camera is deaf for two to three seconds after a reset. */
const roundsAfterReset = 6
const takes = 2

/** Opens a VC0706 camera, finds its speed and sets size and speed. Throws CameraNotFound or SerialPortUnavailable. */
export async function openCamera(options: CameraOptions): Promise<Camera> {
  const baudRates = options.baudRates ?? knownBaudRates
  const channel = await openSerial({ path: options.path, baudRate: baudRates[0] ?? knownBaudRates[0] })
  try {
    let found = await findCamera(channel, options, { baudRates, rounds: 2 })
    const size = pictureSizes.find(({ width }) => width === (options.width ?? 640))!
    found = await setSize(found, size.code, baudRates)
    found = await raiseSpeed(found, options.raiseTo ?? 115_200)
    return cameraOf(found, size)
  } catch (reason) {
    await channel.close()
    throw reason
  }
}

interface Found {
  readonly session: Session
  /** What the camera answers to GEN_VERSION. */
  readonly version: string
}

async function findCamera(
  channel: SerialChannel,
  options: CameraOptions,
  search: { readonly baudRates: readonly number[]; readonly rounds: number },
): Promise<Found> {
  for (let round = 0; round < search.rounds; round++) {
    for (const baudRate of search.baudRates) {
      if (channel.baudRate !== baudRate) await channel.setBaudRate(baudRate)
      // One short question at each speed; the rounds take the place of repetitions.
      const settings = { serialNumber: options.serialNumber ?? 0, patience: options.patience ?? 1, after }
      const greeter = new Link(channel, { ...settings, attempts: 1, timeout: 300 })
      const version = await versionOf(greeter)
      greeter.detach()
      if (version !== null)
        return { version, session: { channel, options, link: new Link(channel, settings) } }
    }
  }
  throw new CameraNotFound(options.path)
}

async function versionOf(link: Link): Promise<string | null> {
  try {
    await link.drain()
    return String.fromCharCode(...(await link.run(commands.getVersion))).trim()
  } catch (reason) {
    if (reason instanceof NoReply || reason instanceof PhotoDamaged || reason instanceof CameraRefused)
      return null
    throw reason
  }
}

/** WRITE_DATA, then a reset, without which many cameras keep the old size; a reset also brings the old speed back. */
async function setSize(found: Found, code: number, baudRates: readonly number[]): Promise<Found> {
  const { channel, options, link } = found.session
  const [current] = await link.run(commands.readData, sizeRegister)
  if (current === code) return found
  await link.run(commands.writeData, [...sizeRegister, code])
  await link.run(commands.systemReset)
  link.detach()
  return findCamera(channel, options, { baudRates, rounds: roundsAfterReset })
}

async function raiseSpeed(found: Found, baudRate: number): Promise<Found> {
  const { channel, options, link } = found.session
  const setting = portSettings[baudRate]
  const old = channel.baudRate
  if (setting === undefined || old === baudRate) return found
  await link.run(commands.setPort, [0x01, setting >> 8, setting & 0xff])
  link.detach()
  return findCamera(channel, options, { baudRates: [baudRate, old], rounds: 2 })
}

function cameraOf({ session, version }: Found, { width, height }: { width: number; height: number }): Camera {
  return {
    capabilities: { model: version, width, height },
    takePhoto: () => takePhoto(session.link),
    onClose: (listener) => session.channel.onClose(listener),
    async close() {
      session.link.detach()
      await session.channel.close()
    },
  }
}

/** Freezes the frame, reads it and lets the camera go on. A photo that is not a whole JPEG is taken again once. */
async function takePhoto(link: Link): Promise<Uint8Array> {
  for (let left = takes - 1; ; left--) {
    await link.run(commands.controlFrame, [frameControl.stop])
    try {
      return wholeJpeg(await readFrame(link))
    } catch (reason) {
      if (!(reason instanceof PhotoDamaged) || left === 0) throw reason
    } finally {
      await resume(link)
    }
  }
}

/** A camera that has gone cannot be told to go on; what went wrong before is the better report. */
async function resume(link: Link): Promise<void> {
  await link.run(commands.controlFrame, [frameControl.resume]).catch(() => {})
}

async function readFrame(link: Link): Promise<Uint8Array> {
  const answer = await link.run(commands.getFrameLength, [0])
  if (answer.length !== 4) throw new PhotoDamaged()
  const length = new DataView(answer.buffer, answer.byteOffset).getUint32(0)
  if (length === 0 || length > longestPhoto) throw new PhotoDamaged()
  const pieces: Uint8Array[] = []
  for (let offset = 0; offset < length; offset += pieceLength) {
    const rest = Math.ceil((length - offset) / 8) * 8
    pieces.push(await link.readPiece(offset, Math.min(pieceLength, rest)))
  }
  return concatBytes(...pieces).subarray(0, length)
}
