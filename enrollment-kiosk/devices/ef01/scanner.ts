import { setTimeout as pause } from 'node:timers/promises'
import { NoReply } from '../../../core/device/exchange.ts'
import { after } from '../../transport/after.ts'
import { openSerial, type SerialChannel } from '../../transport/serial.ts'
import type { FingerprintScanner } from '../fingerprint-scanner.ts'
import { baudUnit, confirmation, type Instruction, instructions } from './instructions.ts'
import { type Answer, Link } from './link.ts'
import { defaultAddress } from './packet.ts'
import { type ProductInformation, readProductInformation, readSystemParameters } from './parameters.ts'
import { unpackPicture } from './picture.ts'
import { DataDamaged, ScannerNotFound, ScannerRefused, WrongScannerPassword } from '../scanner-refusals.ts'

export interface ScannerOptions {
  readonly path: string
  /** 32 bits; the factory's is FFFFFFFF. */
  readonly address?: number
  /** 32 bits; the factory's is 0. */
  readonly password?: number
  /** Speeds to try, likeliest first. */
  readonly baudRates?: readonly number[]
  /** Speed to put the module to when it works at another; it keeps it. A picture of 256×288 takes 7 s at 57 600, half at 115 200. */
  readonly raiseTo?: number
  /** Multiplies every time-out, for slow machines. */
  readonly patience?: number
}

interface Session {
  readonly channel: SerialChannel
  readonly options: ScannerOptions
  readonly link: Link
}

/** Speeds the modules have, factory setting first (ZFM-20 manual, SetSysPara). */
const knownBaudRates = [57_600, 115_200, 9600, 38_400, 19_200] as const
/** Pictures whose size follows from their length, for modules that do not tell it. */
const knownPictures = [
  { width: 256, height: 288 },
  { width: 192, height: 192 },
] as const
/** Milliseconds between two looks at the sensor. */
const lookEvery = 100
/** Refusals of GenImg that say that the finger does not lie well yet. */
const notYet: ReadonlySet<number> = new Set([
  confirmation.noFinger,
  confirmation.imageFailed,
  0x04, // too dry
  0x05, // too wet
  confirmation.tooDisorderly,
  confirmation.tooFewFeatures,
  confirmation.residualPrint,
])

/**
 * Opens a fingerprint module of the EF01 family (ZFM-20, R30x, AS608, R503) and finds its speed.
 * Throws {@link ScannerNotFound}, {@link WrongScannerPassword} or SerialPortUnavailable.
 */
export async function openFingerprintScanner(options: ScannerOptions): Promise<FingerprintScanner> {
  const baudRates = options.baudRates ?? knownBaudRates
  const channel = await openSerial({ path: options.path, baudRate: baudRates[0] ?? knownBaudRates[0] })
  try {
    let session = await findModule(channel, options, baudRates)
    if (options.raiseTo && options.raiseTo !== channel.baudRate)
      session = await raiseSpeed(session, options.raiseTo)
    return await scannerOf(session)
  } catch (reason) {
    await channel.close()
    throw reason
  }
}

/** Two rounds, since a module that was just plugged in is deaf for half a second. */
async function findModule(
  channel: SerialChannel,
  options: ScannerOptions,
  baudRates: readonly number[],
): Promise<Session> {
  for (const baudRate of [...baudRates, ...baudRates]) {
    if (channel.baudRate !== baudRate) await channel.setBaudRate(baudRate)
    const link = new Link(channel, {
      address: options.address ?? defaultAddress,
      baudRate,
      patience: options.patience ?? 1,
      after,
    })
    if (await isThere(link, options)) return { channel, options, link }
    link.detach()
  }
  throw new ScannerNotFound(options.path)
}

const greeting: Instruction = { ...instructions.vfyPwd, timeout: 500, repeatable: false }

async function isThere(link: Link, options: ScannerOptions): Promise<boolean> {
  for (let left = 3; left > 0; left--) {
    try {
      await link.drain()
      await verifyPassword(link, greeting, options.password ?? 0)
      return true
    } catch (reason) {
      if (reason instanceof NoReply) return false
      // Something speaks here at this speed: worth asking again.
      if (!(reason instanceof DataDamaged)) throw reason
    }
  }
  return false
}

async function verifyPassword(link: Link, instruction: Instruction, password: number): Promise<void> {
  const answer = await link.run(instruction, bytesOf(password))
  if (answer.confirmation === confirmation.wrongPassword) throw new WrongScannerPassword()
  if (answer.confirmation !== confirmation.done) throw new DataDamaged()
}

function bytesOf(word: number): number[] {
  return [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]
}

/** SetSysPara; some modules obey only after the next power-on, so that the old speed is tried as well. */
async function raiseSpeed(session: Session, baudRate: number): Promise<Session> {
  const { channel, options, link } = session
  const old = channel.baudRate
  await link.run(instructions.setSysPara, [4, baudRate / baudUnit])
  link.detach()
  return findModule(channel, options, [baudRate, old])
}

async function scannerOf(session: Session): Promise<FingerprintScanner> {
  const { channel, link } = session
  const parameters = readSystemParameters((await obey(session, instructions.readSysPara)).payload)
  const product = parameters.systemId === 0 ? null : await productOf(link)
  const [usual] = knownPictures
  const { width, height } = product ?? usual
  const dpi = width === 192 ? 508 : 500 // R503 manual: 508; ZFM-20 manual: 500
  const pictures = product ? [{ width, height }] : knownPictures
  return {
    capabilities: {
      model: product?.model ?? 'EF01',
      serial: product?.serial ?? parameters.address.toString(16).toUpperCase().padStart(8, '0'),
      dpi,
      width,
      height,
      bitDepth: 4,
      templates: ['proprietary'],
      slots: parameters.capacity,
    },
    waitForFinger: (signal) => lookUntil(session, true, signal),
    waitForLift: (signal) => lookUntil(session, false, signal),
    async uploadImage() {
      const lengths = pictures.map((picture) => (picture.width * picture.height) / 2)
      const { payload } = await obeyed(session, instructions.upImage, () =>
        link.receive(instructions.upImage, { parameters: [], lengths }),
      )
      const size = pictures[lengths.indexOf(payload.length)]!
      return { ...size, dpi, pixels: unpackPicture(payload) }
    },
    onClose: (listener) => channel.onClose(listener),
    async close() {
      link.detach()
      await channel.close()
    },
  }
}

/** Newer modules describe themselves; older ones refuse or say nothing. */
async function productOf(link: Link): Promise<ProductInformation | null> {
  try {
    const answer = await link.run({ ...instructions.readProdInfo, timeout: 500, repeatable: false })
    const product = answer.confirmation === confirmation.done ? readProductInformation(answer.payload) : null
    return product && product.width > 0 && product.height > 0 ? product : null
  } catch (reason) {
    if (reason instanceof NoReply || reason instanceof DataDamaged) return null
    throw reason
  }
}

/** Takes pictures until there is (or is no) finger on the sensor. Rejects with the signal's reason when it is aborted. */
async function lookUntil(session: Session, present: boolean, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const answer = await unlocked(session, () => session.link.run(instructions.genImg))
    const seen = answer.confirmation
    if (present ? seen === confirmation.done : seen === confirmation.noFinger) return
    if (seen !== confirmation.done && !notYet.has(seen))
      throw new ScannerRefused(instructions.genImg.code, seen)
    await pause(lookEvery, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}

function obey(session: Session, instruction: Instruction): Promise<Answer> {
  return obeyed(session, instruction, () => session.link.run(instruction))
}

async function obeyed(
  session: Session,
  instruction: Instruction,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const answer = await unlocked(session, ask)
  if (answer.confirmation !== confirmation.done)
    throw new ScannerRefused(instruction.code, answer.confirmation)
  return answer
}

/** A module that lost its power for a moment has forgotten that the password was given. */
async function unlocked(session: Session, ask: () => Promise<Answer>): Promise<Answer> {
  const answer = await ask()
  if (answer.confirmation !== confirmation.passwordNeeded) return answer
  await verifyPassword(session.link, instructions.vfyPwd, session.options.password ?? 0)
  return ask()
}
