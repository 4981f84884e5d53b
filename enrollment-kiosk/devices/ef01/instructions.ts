/** Instructions and confirmation codes of the EF01 family: ZFM-20 manual v2.0, chapter 5; GROW R503 manual, chapter 5. */

export interface Instruction {
  readonly code: number
  /** Bytes of parameters after the code. */
  readonly parameters: number
  /** Bytes after the confirmation code when it is "done". */
  readonly answer: number
  /** Doing it twice is as good as once, so that a lost answer may be asked for again. */
  readonly repeatable: boolean
  /** Milliseconds. */
  readonly timeout: number
}

function instruction(
  code: number,
  parameters: number,
  answer: number,
  more: Partial<Instruction> = {},
): Instruction {
  return { code, parameters, answer, repeatable: true, timeout: 1000, ...more }
}

const once = { repeatable: false }
const search = { timeout: 3000 }

export const instructions = {
  genImg: instruction(0x01, 0, 0, { timeout: 2000 }),
  img2Tz: instruction(0x02, 1, 0, { timeout: 2000 }),
  match: instruction(0x03, 0, 2, search),
  search: instruction(0x04, 5, 4, search),
  regModel: instruction(0x05, 0, 0, { ...once, timeout: 2000 }),
  store: instruction(0x06, 3, 0, once),
  loadChar: instruction(0x07, 3, 0),
  upChar: instruction(0x08, 1, 0),
  downChar: instruction(0x09, 1, 0),
  upImage: instruction(0x0a, 0, 0),
  downImage: instruction(0x0b, 0, 0),
  deletChar: instruction(0x0c, 4, 0, once),
  empty: instruction(0x0d, 0, 0, once),
  setSysPara: instruction(0x0e, 2, 0, once),
  readSysPara: instruction(0x0f, 0, 16),
  enroll: instruction(0x10, 0, 2, { ...once, timeout: 12_000 }),
  identify: instruction(0x11, 0, 4, { timeout: 12_000 }),
  setPwd: instruction(0x12, 4, 0, once),
  vfyPwd: instruction(0x13, 4, 0),
  getRandomCode: instruction(0x14, 0, 4),
  setAdder: instruction(0x15, 4, 0, once),
  readInfPage: instruction(0x16, 0, 0),
  portControl: instruction(0x17, 1, 0),
  writeNotepad: instruction(0x18, 33, 0),
  readNotepad: instruction(0x19, 1, 32),
  burnCode: instruction(0x1a, 1, 0, once),
  highSpeedSearch: instruction(0x1b, 5, 4, search),
  genBinImage: instruction(0x1c, 1, 0),
  templeteNum: instruction(0x1d, 0, 2),
  userGpio: instruction(0x1e, 2, 1),
  readIndexTable: instruction(0x1f, 1, 32),
  getImageEx: instruction(0x28, 0, 0, { timeout: 2000 }),
  cancel: instruction(0x30, 0, 0),
  autoEnroll: instruction(0x31, 5, 2, { ...once, timeout: 12_000 }),
  autoIdentify: instruction(0x32, 5, 5, { timeout: 12_000 }),
  auraLedConfig: instruction(0x35, 4, 0),
  checkSensor: instruction(0x36, 0, 0),
  getAlgVer: instruction(0x39, 0, 32),
  getFwVer: instruction(0x3a, 0, 32),
  readProdInfo: instruction(0x3c, 0, 46),
  softRst: instruction(0x3d, 0, 0, once),
  handShake: instruction(0x40, 0, 0),
  backlightOn: instruction(0x50, 0, 0),
  backlightOff: instruction(0x51, 0, 0),
  getImageFree: instruction(0x52, 0, 0, { timeout: 2000 }),
  getEcho: instruction(0x53, 0, 0),
} as const satisfies Readonly<Record<string, Instruction>>
export type InstructionName = keyof typeof instructions

export const confirmation = {
  done: 0x00,
  packetDamaged: 0x01,
  noFinger: 0x02,
  imageFailed: 0x03,
  tooDisorderly: 0x06,
  tooFewFeatures: 0x07,
  noMatch: 0x08,
  notFound: 0x09,
  fingersDiffer: 0x0a,
  pageOutOfRange: 0x0b,
  templateUnreadable: 0x0c,
  uploadFailed: 0x0d,
  cannotReceive: 0x0e,
  imageUploadFailed: 0x0f,
  deleteFailed: 0x10,
  wrongPassword: 0x13,
  noImage: 0x15,
  residualPrint: 0x17,
  badRegister: 0x1a,
  badRegisterValue: 0x1b,
  badNotepadPage: 0x1c,
  enrolFailed: 0x1e,
  libraryFull: 0x1f,
  passwordNeeded: 0x21,
  templateEmpty: 0x22,
  libraryEmpty: 0x24,
  timedOut: 0x26,
  alreadyEnrolled: 0x27,
  sensorBroken: 0x29,
  echo: 0x55,
  unsupported: 0xfc,
  hardwareError: 0xfd,
} as const

/** Content bytes of a data packet for size codes 0..3 (SetSysPara 6). */
export const packetSizes = [32, 64, 128, 256] as const
/** The line's speed is this times a factor of 1..12 (SetSysPara 4). */
export const baudUnit = 9600
