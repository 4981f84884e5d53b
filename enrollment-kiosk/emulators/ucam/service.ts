import { setTimeout as sleep } from 'node:timers/promises'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import {
  acknowledgement,
  announcement,
  baudRateOf,
  commands,
  encodeMessage,
  encodePackage,
  jpegFormat,
  jpegSizes,
  lastAcknowledge,
  type Message,
  MessageReader,
  packageOverhead,
} from '../../devices/ucam/message.ts'
import { exposed, type Scene } from '../camera/scene.ts'
import type { Wire } from '../wire.ts'

/** One camera: how it was set up, the picture it has taken, and what stands before it. */
export interface Ucam {
  scene: Scene
  /** Somebody has called and was answered. */
  synced: boolean
  size: (typeof jpegSizes)[number]
  initialised: boolean
  packageSize: number
  picture: Uint8Array | null
}

const usualPackage = 64
const startUpMs = 800
/** Errors of NAK (uCAM-II data sheet). */
const errors = { picture: 0x01, parameter: 0x0b, command: 0x0d, notReady: 0x0e } as const
/** JPEG as the bridge compresses it. */
const compression = 30

export function createUcam(scene: Scene): Ucam {
  return {
    scene,
    synced: false,
    size: jpegSizes[0],
    initialised: false,
    packageSize: usualPackage,
    picture: null,
  }
}

/** Power-on or reset: everything is set up anew. */
function restart(camera: Ucam): void {
  Object.assign(camera, createUcam(camera.scene))
}

/** Connects a camera to its wire; until somebody has called it, it listens at every speed. */
export function serve(wire: Wire, camera: Ucam): void {
  const reader = new MessageReader()
  const inTurn = oneAtATime()
  let deaf = false
  wire.onBytes = (bytes) => {
    if (deaf || wire.faults.silent) return
    for (const message of reader.push(bytes)) void inTurn(() => obey({ wire, camera }, message))
  }
  wire.onPower = async () => {
    deaf = wire.paced
    reader.clear()
    restart(camera)
    if (deaf) await sleep(startUpMs)
    deaf = false
  }
}

interface Station {
  readonly wire: Wire
  readonly camera: Ucam
}

const send = ({ wire }: Station, command: number, parameters: readonly number[] = []) =>
  wire.send(encodeMessage(command, parameters))
const acknowledge = (station: Station, command: number) =>
  send(station, commands.acknowledge, acknowledgement(command))
const refuse = (station: Station, error: number) => send(station, commands.refuse, [0, 0, error, 0])

async function obey(station: Station, { command, parameters }: Message): Promise<void> {
  const { wire, camera } = station
  wire.journal.record(`command ${command.toString(16)}`, Uint8Array.from(parameters))
  if (!camera.synced && command !== commands.sync) return
  const ordered = wire.orderedAnswer(command)
  if (ordered !== null) return refuse(station, ordered)
  const answering = answers[command]
  if (answering) await answering(station, parameters)
  else await refuse(station, errors.command)
}

type Answering = (station: Station, parameters: Message['parameters']) => Promise<void> | void

const answers: Readonly<Record<number, Answering>> = {
  async [commands.sync](station) {
    station.camera.synced = true
    await acknowledge(station, commands.sync)
    await send(station, commands.sync)
  },
  async [commands.initial](station, [, format, , code]) {
    const size = jpegSizes.find((known) => known.code === code)
    if (format !== jpegFormat || !size) return refuse(station, errors.parameter)
    Object.assign(station.camera, { size, initialised: true })
    await acknowledge(station, commands.initial)
  },
  async [commands.setPackageSize](station, [, low, high]) {
    const size = low + high * 256
    if (size <= packageOverhead || size > 512) return refuse(station, errors.parameter)
    station.camera.packageSize = size
    await acknowledge(station, commands.setPackageSize)
  },
  async [commands.setBaudRate](station, [first, second]) {
    await acknowledge(station, commands.setBaudRate)
    station.wire.baudRate = baudRateOf(first, second)
  },
  async [commands.snapshot](station) {
    const { camera } = station
    if (!camera.initialised) return refuse(station, errors.notReady)
    camera.picture = await exposed(camera.scene, { ...camera.size, compression })
    await acknowledge(station, commands.snapshot)
  },
  async [commands.getPicture](station) {
    const { picture } = station.camera
    if (!picture) return refuse(station, errors.picture)
    await acknowledge(station, commands.getPicture)
    await send(station, commands.data, announcement(picture.length))
  },
  /** What is acknowledged is the package before: the host asks for this one. */
  async [commands.acknowledge]({ wire, camera }, [what, , low, high]) {
    const number = low + high * 256
    if (what !== 0 || number === lastAcknowledge || !camera.picture) return
    const body = camera.packageSize - packageOverhead
    const bytes = camera.picture.subarray(number * body, (number + 1) * body)
    if (bytes.length > 0) await wire.send(encodePackage(number, bytes))
  },
  async [commands.light](station) {
    await acknowledge(station, commands.light)
  },
  async [commands.reset](station) {
    await acknowledge(station, commands.reset)
    restart(station.camera)
  },
}
