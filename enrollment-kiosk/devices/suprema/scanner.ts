import { setTimeout as pause } from 'node:timers/promises'
import { NoReply } from '../../../core/device/exchange.ts'
import { after } from '../../transport/after.ts'
import { openSerial, type SerialChannel } from '../../transport/serial.ts'
import { DataDamaged, ScannerNotFound, ScannerRefused } from '../scanner-refusals.ts'
import type { FingerprintScanner } from '../fingerprint-scanner.ts'
import {
  baudCodes,
  type Command,
  commands,
  flags,
  greyImage,
  isoTemplate,
  parameters,
  secondsCode,
  sends,
} from './commands.ts'
import { readImage } from './image.ts'
import { Link, type Question } from './link.ts'

export interface SupremaOptions {
  readonly path: string
  /** Speeds to try, likeliest first. */
  readonly baudRates?: readonly number[]
  /** Speed to put the module to when it works at another; it keeps it. A picture of 288×320 takes 8 s at 115 200, 1 s at 921 600. */
  readonly raiseTo?: number
  /** Multiplies every time-out, for slow machines. */
  readonly patience?: number
}

interface Session {
  readonly channel: SerialChannel
  readonly link: Link
}

/** Factory setting first. */
const knownBaudRates = [115_200, 57_600, 921_600, 460_800, 230_400, 38_400, 19_200, 9600] as const
/** The optical SFM sensor. */
const sensor = { width: 288, height: 320, dpi: 500, bitDepth: 8 } as const
/** One scan waits so long for a finger; whoever waits longer scans again, and can be stopped in between. */
const scanSeconds = 1
const scanSlackMs = 1500
/** A module that was reset is deaf for so long. */
const startUpMs = 600

/** Flags that say that no finger lies well on the glass yet, or that it is nobody's: it was seen all the same. */
const notYet: ReadonlySet<number> = new Set([
  flags.done,
  flags.notFound,
  flags.notMatching,
  flags.timeout,
  flags.scanFailed,
  flags.tryAgain,
  flags.fakeFinger,
  flags.busy,
])

/**
 * Opens a Suprema SFM or UniFinger module, which takes 500-dpi pictures of 8 bits, and finds its speed.
 * Throws ScannerNotFound or SerialPortUnavailable.
 */
export async function openSupremaScanner(options: SupremaOptions): Promise<FingerprintScanner> {
  const baudRates = options.baudRates ?? knownBaudRates
  const channel = await openSerial({ path: options.path, baudRate: baudRates[0] ?? knownBaudRates[0] })
  try {
    let session = await findModule(channel, options, baudRates)
    if (options.raiseTo && options.raiseTo !== channel.baudRate)
      session = await raiseSpeed(session, options, options.raiseTo)
    return await scannerOf(session)
  } catch (reason) {
    await channel.close()
    throw reason
  }
}

async function findModule(
  channel: SerialChannel,
  options: SupremaOptions,
  baudRates: readonly number[],
): Promise<Session> {
  for (const baudRate of [...baudRates, ...baudRates]) {
    if (channel.baudRate !== baudRate) await channel.setBaudRate(baudRate)
    const link = new Link(channel, { baudRate, patience: options.patience ?? 1, after })
    if (await isThere(link)) return { channel, link }
    link.detach()
  }
  throw new ScannerNotFound(options.path)
}

const greeting: Command = { ...commands.readParameter, timeout: 300, repeatable: false }

async function isThere(link: Link): Promise<boolean> {
  for (let left = 3; left > 0; left--) {
    try {
      await link.drain()
      const { flag } = await link.run(greeting, { flag: parameters.moduleId })
      return flag === flags.done
    } catch (reason) {
      if (reason instanceof NoReply) return false
      // Something speaks here at this speed: worth asking again.
      if (!(reason instanceof DataDamaged)) throw reason
    }
  }
  return false
}

/** A new speed is kept and counts after a reset. */
async function raiseSpeed(session: Session, options: SupremaOptions, baudRate: number): Promise<Session> {
  const code = baudCodes.get(baudRate)
  if (code === undefined) return session
  const { channel, link } = session
  const old = channel.baudRate
  await obeyed(session, commands.writeParameter, { flag: parameters.baudRate, size: code })
  await obeyed(session, commands.save)
  await obeyed(session, commands.reset)
  link.detach()
  await pause(startUpMs)
  return findModule(channel, options, [baudRate, old])
}

async function scannerOf(session: Session): Promise<FingerprintScanner> {
  const { channel, link } = session
  const read = async (parameter: number) =>
    (await obeyed(session, commands.readParameter, { flag: parameter })).size
  const write = (parameter: number, size: number) =>
    obeyed(session, commands.writeParameter, { flag: parameter, size })
  const module = await read(parameters.moduleId)
  const serial = await read(parameters.serial)
  const slots = (await read(parameters.enrolled)) + (await read(parameters.free))
  await write(parameters.timeout, secondsCode(scanSeconds))
  await write(parameters.sendScanned, sends)
  await write(parameters.imageFormat, greyImage)
  await write(parameters.templateType, isoTemplate)
  return {
    capabilities: {
      model: `Suprema SFM ${hexadecimal(module)}`,
      serial: hexadecimal(serial),
      ...sensor,
      templates: ['iso19794-2'],
      slots,
    },
    waitForFinger: (signal) => scanUntil(session, true, signal),
    waitForLift: (signal) => scanUntil(session, false, signal),
    async uploadImage() {
      const { flag, data } = await link.receive(commands.readImageExtended)
      if (flag !== flags.done) throw new ScannerRefused(commands.readImageExtended.code, flag)
      return readImage(data, sensor.dpi)
    },
    onClose: (listener) => channel.onClose(listener),
    async close() {
      link.detach()
      await channel.close()
    },
  }
}

const hexadecimal = (value: number) => value.toString(16).toUpperCase().padStart(8, '0')

/**
 * Scans until there is (or is no) finger on the sensor: an identification says so and leaves the picture in the module.
 * Rejects with the signal's reason when it is aborted.
 */
async function scanUntil({ link }: Session, present: boolean, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const fingerTimeout = scanSeconds * 1000 + scanSlackMs
    const { flag, scanned } = await link.run(commands.identifyByScan, { fingerTimeout })
    if (!notYet.has(flag)) throw new ScannerRefused(commands.identifyByScan.code, flag)
    if (present ? scanned : flag === flags.timeout) return
  }
}

async function obeyed({ link }: Session, command: Command, question: Question = {}) {
  const answer = await link.run(command, question)
  if (answer.flag !== flags.done) throw new ScannerRefused(command.code, answer.flag)
  return answer
}
