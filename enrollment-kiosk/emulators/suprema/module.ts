import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { baudCodes, greyImage, isoTemplate, parameters, secondsCode } from '../../devices/suprema/commands.ts'

export const sensor = { width: 288, height: 320, dpi: 500 } as const
/** Templates that the module holds. */
export const capacity = 1900

/** One SFM module: parameters as they stand and as they are saved, templates, and the finger that lies on it. */
export interface SupremaModule {
  readonly parameters: Map<number, number>
  saved: ReadonlyMap<number, number>
  /** ISO/IEC 19794-2 records by user. */
  readonly users: Map<number, readonly Uint8Array[]>
  /** The last picture that was taken. */
  image: FingerImage | null
  finger: FingerImage | null
  /** Called when a finger was laid on or lifted. */
  readonly touched: Set<() => void>
  /** The scan under way. */
  scanning: AbortController | null
}

const factory: ReadonlyMap<number, number> = new Map([
  [parameters.timeout, secondsCode(10)],
  [parameters.enrolMode, 0x30],
  [parameters.security, 0x50],
  [parameters.imageFormat, greyImage],
  [parameters.moduleId, 0x3030],
  [parameters.firmware, 0x3331],
  [parameters.serial, 0x00_5e_00_01],
  [parameters.baudRate, baudCodes.get(115_200) ?? 0],
  [parameters.sendScanned, 0x31],
  [parameters.sensitivity, 0x37],
  [parameters.imageQuality, 0x30],
  [parameters.templateType, isoTemplate],
])
/** What the module says of itself cannot be written. */
export const readOnly: ReadonlySet<number> = new Set([
  parameters.moduleId,
  parameters.firmware,
  parameters.serial,
  parameters.enrolled,
  parameters.free,
])

export function createSuprema(): SupremaModule {
  return {
    parameters: new Map(factory),
    saved: factory,
    users: new Map(),
    image: null,
    finger: null,
    touched: new Set(),
    scanning: null,
  }
}

export function touch(module: SupremaModule, finger: FingerImage | null): void {
  module.finger = finger
  for (const listener of module.touched) listener()
}

/** Power-on or reset: what was not saved is forgotten. */
export function restart(module: SupremaModule): void {
  module.scanning?.abort()
  module.image = null
  module.parameters.clear()
  for (const [parameter, value] of module.saved) module.parameters.set(parameter, value)
}

/** The value of a parameter, or null where there is none. */
export function parameterOf(module: SupremaModule, parameter: number): number | null {
  if (parameter === parameters.enrolled) return module.users.size
  if (parameter === parameters.free) return capacity - module.users.size
  return module.parameters.get(parameter) ?? null
}

export function baudRateOf(module: SupremaModule): number {
  const code = module.parameters.get(parameters.baudRate)
  return [...baudCodes].find(([, known]) => known === code)?.[0] ?? 115_200
}

/** Milliseconds that a scan waits for a finger; null for ever. */
export function scanTimeout(module: SupremaModule): number | null {
  const seconds = (module.parameters.get(parameters.timeout) ?? secondsCode(10)) - secondsCode(0)
  return seconds > 0 ? seconds * 1000 : null
}
