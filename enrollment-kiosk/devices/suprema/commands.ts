/** Commands, flags and parameters of the SFM and UniFinger modules (UniFinger packet protocol manual). */

export interface Command {
  readonly code: number
  /** Doing it twice is as good as once, so that a lost answer may be asked for again. */
  readonly repeatable: boolean
  /** Milliseconds to the answer, or between two parts of it, where no finger is waited for. */
  readonly timeout: number
  /** Waits for a finger: the first answer is "scanned". */
  readonly scans?: true
}

function command(code: number, more: Partial<Command> = {}): Command {
  return { code, repeatable: true, timeout: 1000, ...more }
}

const once = { repeatable: false } as const
const scan = { scans: true } as const

export const commands = {
  writeParameter: command(0x01),
  save: command(0x02, { timeout: 3000 }),
  readParameter: command(0x03),
  status: command(0x04),
  enrolByScan: command(0x05, { ...once, ...scan }),
  enrolByTemplate: command(0x07, once),
  verifyByScan: command(0x08, scan),
  verifyByTemplate: command(0x10, { timeout: 3000 }),
  identifyByScan: command(0x11, { ...scan, timeout: 3000 }),
  identifyByTemplate: command(0x13, { timeout: 3000 }),
  readTemplate: command(0x14),
  scanImage: command(0x15, scan),
  deleteUser: command(0x16, once),
  deleteAll: command(0x17, { ...once, timeout: 5000 }),
  listUsers: command(0x18),
  checkUser: command(0x19),
  calibrate: command(0x1a, { timeout: 5000 }),
  readImage: command(0x20),
  scanTemplate: command(0x21, scan),
  cancel: command(0x60),
  scanImageExtended: command(0x83, scan),
  readImageExtended: command(0x84),
  readTemplateExtended: command(0x89),
  moduleId: command(0x85),
  reset: command(0xd0, once),
  powerOff: command(0xd2, once),
} as const satisfies Readonly<Record<string, Command>>
export type CommandName = keyof typeof commands

export const flags = {
  failed: 0x60,
  done: 0x61,
  scanned: 0x62,
  scanFailed: 0x63,
  notFound: 0x69,
  notMatching: 0x6a,
  tryAgain: 0x6b,
  timeout: 0x6c,
  full: 0x6d,
  exists: 0x6e,
  /** Data that follow; more comes. */
  more: 0x74,
  unsupported: 0x75,
  invalidId: 0x76,
  busy: 0x80,
  cancelled: 0x81,
  dataDamaged: 0x82,
  dataGood: 0x83,
  fakeFinger: 0xb0,
} as const

/** System parameters; their values are letters as the manual's tables give them. */
export const parameters = {
  timeout: 0x62,
  enrolMode: 0x65,
  security: 0x66,
  imageFormat: 0x6c,
  moduleId: 0x6d,
  firmware: 0x6e,
  serial: 0x6f,
  baudRate: 0x71,
  enrolled: 0x73,
  free: 0x74,
  sendScanned: 0x75,
  sensitivity: 0x80,
  imageQuality: 0x81,
  templateType: 0x96,
} as const

/** Of `timeout`: 30 is for ever, then seconds. */
export const secondsCode = (seconds: number) => 0x30 + seconds
/** Of `sendScanned`: a finger that was seen is told at once. */
export const sends = 0x31
/** Of `imageFormat`: 8-bit grey. */
export const greyImage = 0x30
/** Of `templateType`: ISO/IEC 19794-2. */
export const isoTemplate = 0x31
/** Of `baudRate`. */
export const baudCodes: ReadonlyMap<number, number> = new Map([
  [9600, 0x31],
  [19_200, 0x32],
  [38_400, 0x33],
  [57_600, 0x34],
  [115_200, 0x35],
  [230_400, 0x36],
  [460_800, 0x37],
  [921_600, 0x38],
])
