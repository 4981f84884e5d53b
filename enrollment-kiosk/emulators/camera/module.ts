import {
  commands,
  compressionRegister,
  frameControl,
  pictureSizes,
  portSettings,
  type Reply,
  sizeRegister,
  status,
  word32,
} from '../../devices/vc0706/frame.ts'
import { exposed, type Scene } from './scene.ts'

/** One camera: its registers, the frame it has stopped at, and what stands before it. */
export interface CameraModule {
  serialNumber: number
  baudRate: number
  /** By memory type and address. */
  readonly memory: Map<string, number>
  scene: Scene
  /** The frame being read: frozen, or the one whose length was last asked for. */
  frame: Uint8Array | null
  frozen: boolean
}

export interface CameraAnswer extends Reply {
  /** Follows the reply, and the same reply follows it. */
  readonly frame?: Uint8Array
  /** Done when the answer has left. */
  readonly afterwards?: () => void
}

export const powerOnBaudRate = 38_400
const normalCompression = 0x36

function registerName(type: number, address: number): string {
  return `${type}:${address}`
}

/** The name of one of the two registers that {@link exposure} depends on. */
function nameOf([type, , high, low]: readonly [number, number, number, number]): string {
  return registerName(type, high * 256 + low)
}

export function createCamera(scene: Scene): CameraModule {
  const memory = new Map([
    [nameOf(sizeRegister), pictureSizes[0].code],
    [nameOf(compressionRegister), normalCompression],
  ])
  return { serialNumber: 0, baudRate: powerOnBaudRate, memory, scene, frame: null, frozen: false }
}

/** Power-on or reset: size and compression stay, the speed set by SET_PORT does not. */
export function restart(camera: CameraModule): void {
  camera.baudRate = powerOnBaudRate
  camera.frame = null
  camera.frozen = false
}

/** Sizes that only cameras with larger sensors have. */
const largeSizes = [
  { code: 0x33, width: 1024, height: 768 },
  { code: 0x44, width: 1280, height: 720 },
  { code: 0x55, width: 1280, height: 960 },
  { code: 0x66, width: 1920, height: 1080 },
] as const

async function photograph(camera: CameraModule): Promise<Uint8Array> {
  const code = camera.memory.get(nameOf(sizeRegister))
  const { width, height } =
    [...pictureSizes, ...largeSizes].find((size) => size.code === code) ?? pictureSizes[0]
  const compression = camera.memory.get(nameOf(compressionRegister)) ?? normalCompression
  return exposed(camera.scene, { width, height, compression })
}

type Answering = (camera: CameraModule, data: Uint8Array) => CameraAnswer | Promise<CameraAnswer>

const none = new Uint8Array(0)
const done: CameraAnswer = { status: status.done, data: none }
const refuse = (code: number): CameraAnswer => ({ status: code, data: none })
const nothing: Answering = () => done
const bytes = (...data: number[]): CameraAnswer => ({ status: status.done, data: Uint8Array.from(data) })

function number(data: Uint8Array, at: number, length: number): number {
  return data.subarray(at, at + length).reduce((value, byte) => value * 256 + byte, 0)
}

const setPort: Answering = (camera, data) => {
  const setting = number(data, 1, 2)
  const eeprom57600 = 0x1c4c // the value of the second memory for the same speed
  const speeds = Object.keys(portSettings).map(Number)
  const baudRate = setting === eeprom57600 ? 57_600 : speeds.find((speed) => portSettings[speed] === setting)
  return baudRate ? { ...done, afterwards: () => (camera.baudRate = baudRate) } : refuse(status.badFormat)
}

/** type 1 | count 1 | address 2 */
const readData: Answering = ({ memory }, data) => {
  const [type = 0, count = 0] = data
  const address = number(data, 2, 2)
  return bytes(...Array.from({ length: count }, (_, i) => memory.get(registerName(type, address + i)) ?? 0))
}

/** type 1 | count 1 | address 2 | data */
const writeData: Answering = ({ memory }, data) => {
  const [type = 0, count = 0] = data
  if (data.length < 4 + count) return refuse(status.badFormat)
  for (let i = 0; i < count; i++) memory.set(registerName(type, number(data, 2, 2) + i), data[4 + i]!)
  return done
}

const controlFrame: Answering = async (camera, [control]) => {
  if (control === frameControl.stop || control === frameControl.stopNext) {
    camera.frame = await photograph(camera)
    camera.frozen = true
    return done
  }
  // One client library has "resume" and "step" the other way round: both let the camera go on.
  if (control !== frameControl.resume && control !== frameControl.step) return refuse(status.badFormat)
  camera.frozen = false
  return done
}

const getFrameLength: Answering = async (camera) => {
  if (!camera.frozen || !camera.frame) camera.frame = await photograph(camera)
  return bytes(...word32(camera.frame.length))
}

/** frame 1 | mode 1 | address 4 | length 4 | delay 2; what lies behind the frame reads as zeros. */
const readFrame: Answering = (camera, data) => {
  if (!camera.frame) return refuse(status.notNow)
  const [address, length] = [number(data, 2, 4), number(data, 6, 4)]
  if (length > mostAtOnce) return refuse(status.badFormat)
  const piece = new Uint8Array(length)
  piece.set(camera.frame.subarray(address, address + length))
  return { ...done, frame: piece }
}
const mostAtOnce = 1 << 20

const version = Array.from('VC0706 1.00', (character) => character.charCodeAt(0))

/** By command: how many bytes it must carry, and what it does. SYSTEM_RESET belongs to the service. */
const table: Readonly<Record<number, readonly [least: number, answering: Answering]>> = {
  [commands.getVersion]: [0, () => bytes(...version)],
  [commands.setSerialNumber]: [
    1,
    (camera, [serialNumber = 0]) => ({ ...done, afterwards: () => (camera.serialNumber = serialNumber) }),
  ],
  [commands.setPort]: [3, setPort],
  [commands.readData]: [4, readData],
  [commands.writeData]: [4, writeData],
  [commands.readFrame]: [12, readFrame],
  [commands.getFrameLength]: [1, getFrameLength],
  [commands.controlFrame]: [1, controlFrame],
  [commands.motionControl]: [1, nothing],
  [commands.motionStatus]: [0, () => bytes(0)],
  0x53: [0, () => bytes(...new Uint8Array(10))], // zoom
  0x55: [0, () => bytes(0)], // downsize status
}

/** Mirror, colour, power saving, exposure, motion areas, television, on-screen text, zoom: accepted, without effect. */
const accepted: ReadonlySet<number> = new Set([
  0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x52, 0x54,
])

/** What the camera answers to a command. */
export async function answerTo(
  camera: CameraModule,
  command: number,
  data: Uint8Array,
): Promise<CameraAnswer> {
  const [least, answering] = table[command] ?? [
    0,
    accepted.has(command) ? nothing : () => refuse(status.unknown),
  ]
  return data.length < least ? refuse(status.badLength) : answering(camera, data)
}
