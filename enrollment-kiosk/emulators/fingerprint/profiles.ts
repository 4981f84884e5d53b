import { type InstructionName, instructions } from '../../devices/ef01/instructions.ts'

/** One kind of module, as data. */
export interface Profile {
  readonly model: string
  readonly serial: string
  /** ReadSysPara: 0 for ZFM and its kin, 9 for the newer ones. */
  readonly systemId: number
  readonly width: number
  readonly height: number
  readonly dpi: number
  /** Templates in its library. */
  readonly capacity: number
  /** Character buffers. */
  readonly buffers: number
  /** Bytes of a template; it holds one feature file of 256 bytes for each capture it was made of. */
  readonly templateBytes: number
  /** Milliseconds after power-on in which it is deaf. */
  readonly startUp: number
  /** Sends 55 when it has started (GROW R503 manual). */
  readonly announcesStart: boolean
  /** A new speed counts at once, or only after the next power-on. */
  readonly changesSpeedAtOnce: boolean
  /** Factors of 9600 it can be set to. */
  readonly baudFactors: readonly number[]
  readonly instructions: ReadonlySet<InstructionName>
}

const everySpeed = Array.from({ length: 12 }, (_, i) => i + 1)
const newerOnly = [
  'getImageEx',
  'autoEnroll',
  'autoIdentify',
  'auraLedConfig',
  'readProdInfo',
  'getAlgVer',
  'getFwVer',
] as const
const autonomousOnly = ['enroll', 'identify', 'userGpio'] as const
const lightOnly = ['backlightOn', 'backlightOff', 'getImageFree'] as const

function allBut(...missing: readonly InstructionName[]): ReadonlySet<InstructionName> {
  // Rewriting the firmware is beyond every profile.
  const names = Object.keys(instructions) as InstructionName[]
  return new Set(names.filter((name) => name !== 'burnCode' && !missing.includes(name)))
}

const zfm: Profile = {
  model: 'ZFM-20',
  serial: '',
  systemId: 0x0000,
  width: 256,
  height: 288,
  dpi: 500,
  capacity: 1000,
  buffers: 2,
  templateBytes: 512,
  startUp: 500,
  announcesStart: false,
  changesSpeedAtOnce: true,
  baudFactors: everySpeed,
  instructions: allBut(...newerOnly, ...autonomousOnly, ...lightOnly),
}

export const profiles = {
  zfm,
  r305: { ...zfm, model: 'R305', capacity: 980, instructions: allBut(...newerOnly, ...autonomousOnly) },
  as608: { ...zfm, model: 'AS608', systemId: 0x0009, capacity: 300, instructions: allBut(...newerOnly) },
  r503: {
    model: 'R503',
    serial: '00000001',
    systemId: 0x0009,
    width: 192,
    height: 192,
    dpi: 508,
    capacity: 200,
    buffers: 6,
    templateBytes: 1536,
    startUp: 50,
    announcesStart: true,
    changesSpeedAtOnce: false,
    baudFactors: [1, 2, 4, 6, 12],
    instructions: allBut(...autonomousOnly),
  },
} as const satisfies Readonly<Record<string, Profile>>
export type ProfileName = keyof typeof profiles
