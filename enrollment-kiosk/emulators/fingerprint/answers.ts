/** What the module does for each instruction: ZFM-20 manual v2.0, chapter 5; GROW R503 manual, chapter 5. */
import { randomInt } from 'node:crypto'
import { confirmation, type InstructionName, packetSizes } from '../../devices/ef01/instructions.ts'
import { ascii, writeProductInformation, writeSystemParameters } from '../../devices/ef01/parameters.ts'
import { packPicture, unpackPicture } from '../../devices/ef01/picture.ts'
import { featuresOf, isMatch, merge, padded, score, search } from './matching.ts'
import { bufferNumber, type FingerprintModule, freePage, indexTable, systemParameters } from './module.ts'

export interface ModuleAnswer {
  readonly confirmation: number
  readonly payload?: Uint8Array
  /** Follows in data packets. */
  readonly data?: Uint8Array
  /** Done when the answer has left. */
  readonly afterwards?: () => void
}

type Answering = (module: FingerprintModule, parameters: Uint8Array) => ModuleAnswer

const done: ModuleAnswer = { confirmation: confirmation.done }
const refuse = (code: number): ModuleAnswer => ({ confirmation: code })
const nothing: Answering = () => done

export function word16(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 256 + bytes[at + 1]!
}

function word32(bytes: Uint8Array): number {
  return ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0
}

export function words(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff]))
}

/** Takes the picture of what lies on the glass. */
export const genImg: Answering = (module) => {
  if (!module.finger) return refuse(confirmation.noFinger)
  module.image = module.finger
  return done
}

/** Makes features of the picture in the image buffer. */
export const img2Tz: Answering = (module, [buffer = 1]) => {
  if (!module.image) return refuse(confirmation.noImage)
  const features = featuresOf(module.image, module.profile.templateBytes)
  if (!features) return refuse(confirmation.tooFewFeatures)
  module.buffers.set(bufferNumber(module, buffer), features)
  return done
}

/** One template of all buffers, written back to the first two; the others are free again for the next finger. */
export const regModel: Answering = (module) => {
  const contents = [...module.buffers.entries()].sort(([a], [b]) => a - b).map(([, content]) => content)
  const template = merge(contents, module)
  if (!template) return refuse(confirmation.fingersDiffer)
  module.buffers.clear()
  module.buffers.set(1, template).set(2, template)
  return done
}

const matchBuffers: Answering = (module) => {
  const [first, second] = [module.buffers.get(1), module.buffers.get(2)]
  const points = first && second ? score(first, second) : 0
  module.passed = isMatch(points, module.flash.security)
  return { confirmation: module.passed ? confirmation.done : confirmation.noMatch, payload: words(points) }
}

/** Carries page and score even when nothing was found: clients read a fixed number of bytes. */
const searchLibrary: Answering = (module, parameters) => {
  const probe = module.buffers.get(bufferNumber(module, parameters[0]!))
  const range = { start: word16(parameters, 1), count: word16(parameters, 3) }
  const hit = probe ? search(module, probe, range) : null
  module.passed = hit !== null
  return {
    confirmation: hit ? confirmation.done : confirmation.notFound,
    payload: words(hit?.page ?? 0, hit?.score ?? 0),
  }
}

const store: Answering = (module, parameters) => {
  const page = word16(parameters, 1)
  const content = module.buffers.get(bufferNumber(module, parameters[0]!))
  if (page >= module.profile.capacity) return refuse(confirmation.pageOutOfRange)
  if (!content) return refuse(0x18) // nothing to write to the flash
  module.flash.library.set(page, content)
  return done
}

const loadChar: Answering = (module, parameters) => {
  const page = word16(parameters, 1)
  if (page >= module.profile.capacity) return refuse(confirmation.pageOutOfRange)
  const template = module.flash.library.get(page)
  if (!template) return refuse(confirmation.templateUnreadable)
  module.buffers.set(bufferNumber(module, parameters[0]!), template)
  return done
}

const deletChar: Answering = (module, parameters) => {
  const [start, count] = [word16(parameters, 0), word16(parameters, 2)]
  if (start + count > module.profile.capacity) return refuse(confirmation.deleteFailed)
  for (let page = start; page < start + count; page++) module.flash.library.delete(page)
  return done
}

const upChar: Answering = (module, [buffer = 1]) => {
  const data = module.buffers.get(bufferNumber(module, buffer))
  return data ? { ...done, data } : refuse(confirmation.uploadFailed)
}

const downChar: Answering = (module, [buffer = 1]) => {
  const take = (data: Uint8Array) =>
    void module.buffers.set(bufferNumber(module, buffer), padded(data, module.profile.templateBytes))
  return { ...done, afterwards: () => (module.reception = { take, parts: [] }) }
}

const upImage: Answering = ({ image }) =>
  image ? { ...done, data: packPicture(image.pixels) } : refuse(confirmation.imageUploadFailed)

const downImage: Answering = (module) => {
  const { width, height, dpi } = module.profile
  const take = (data: Uint8Array) =>
    void (module.image = { width, height, dpi, pixels: unpackPicture(padded(data, (width * height) / 2)) })
  return { ...done, afterwards: () => (module.reception = { take, parts: [] }) }
}

/** The answer still goes out as before the change. */
const setSysPara: Answering = (module, [number, value = 0]) => {
  const { flash, profile } = module
  const settings: Readonly<Record<number, { legal: boolean; apply: () => void }>> = {
    4: { legal: profile.baudFactors.includes(value), apply: () => (flash.baudFactor = value) },
    5: { legal: value >= 1 && value <= strictLevels, apply: () => (flash.security = value) },
    6: { legal: value < packetSizes.length, apply: () => (flash.packetSizeCode = value) },
  }
  const setting = settings[number ?? 0]
  if (!setting) return refuse(confirmation.badRegister)
  return setting.legal ? { ...done, afterwards: setting.apply } : refuse(confirmation.badRegisterValue)
}
const strictLevels = 5

const vfyPwd: Answering = (module, parameters) => {
  module.verified = word32(parameters) === module.flash.password
  return module.verified ? done : refuse(confirmation.wrongPassword)
}

const setPwd: Answering = ({ flash }, parameters) => {
  flash.password = word32(parameters)
  return done
}

/** Answered from the new address already. */
const setAdder: Answering = ({ flash }, parameters) => {
  flash.address = word32(parameters)
  return done
}

const notepadPages = 16
const writeNotepad: Answering = ({ flash }, parameters) => {
  if (parameters[0]! >= notepadPages) return refuse(confirmation.badNotepadPage)
  flash.notepad.set(parameters[0]!, parameters.slice(1, 33))
  return done
}
const readNotepad: Answering = ({ flash }, [page = 0]) =>
  page < notepadPages
    ? { ...done, payload: flash.notepad.get(page) ?? new Uint8Array(32) }
    : refuse(confirmation.badNotepadPage)

const readIndexTable: Answering = (module, [table = 0]) =>
  table < 4 ? { ...done, payload: indexTable(module, table) } : refuse(confirmation.pageOutOfRange)

const readProdInfo: Answering = ({ profile }) => ({ ...done, payload: writeProductInformation(profile) })
const named =
  (text: string): Answering =>
  () => ({ ...done, payload: padded(ascii(text, 32), 32) })

/** AS608: picture, features and a free page in one instruction. */
const enroll: Answering = (module) => {
  const features = genImg(module, none).confirmation === confirmation.done && featuresIn(module)
  const page = freePage(module)
  if (!features || page === null) return { confirmation: confirmation.enrolFailed, payload: words(0) }
  module.flash.library.set(page, features)
  return { ...done, payload: words(page) }
}

/** AS608: picture, features and search in one instruction. */
const identify: Answering = (module) => {
  const features = genImg(module, none).confirmation === confirmation.done && featuresIn(module)
  const hit = features ? search(module, features, { start: 0, count: module.profile.capacity }) : null
  const payload = words(hit?.page ?? 0, hit?.score ?? 0)
  return { confirmation: hit ? confirmation.done : confirmation.notFound, payload }
}

const none = new Uint8Array(0)
function featuresIn(module: FingerprintModule): Uint8Array | null {
  return module.image && featuresOf(module.image, module.profile.templateBytes)
}

/** Every instruction that has one answer; the automatic ones have several. */
export const answers: Readonly<Partial<Record<InstructionName, Answering>>> = {
  genImg,
  getImageFree: genImg,
  getImageEx: genImg,
  img2Tz,
  match: matchBuffers,
  search: searchLibrary,
  highSpeedSearch: searchLibrary,
  regModel,
  store,
  loadChar,
  upChar,
  downChar,
  upImage,
  downImage,
  deletChar,
  empty: ({ flash }) => {
    flash.library.clear()
    return done
  },
  setSysPara,
  readSysPara: (module) => ({ ...done, payload: writeSystemParameters(systemParameters(module)) }),
  enroll,
  identify,
  setPwd,
  vfyPwd,
  getRandomCode: () => ({ ...done, payload: words(randomInt(0x10000), randomInt(0x10000)) }),
  setAdder,
  readInfPage: (module) => ({
    ...done,
    data: padded(writeSystemParameters(systemParameters(module)), 512),
  }),
  portControl: nothing,
  writeNotepad,
  readNotepad,
  genBinImage: ({ image }) => (image ? done : refuse(confirmation.noImage)),
  templeteNum: ({ flash }) => ({ ...done, payload: words(flash.library.size) }),
  userGpio: (_module, [, level = 0]) => ({ ...done, payload: Uint8Array.of(level) }),
  readIndexTable,
  cancel: nothing,
  auraLedConfig: nothing,
  checkSensor: nothing,
  getAlgVer: named('own minutiae'),
  getFwVer: named('emulator'),
  readProdInfo,
  handShake: nothing,
  backlightOn: nothing,
  backlightOff: nothing,
  getEcho: () => refuse(confirmation.echo),
}
