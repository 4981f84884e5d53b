import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { defaultAddress } from '../../devices/ef01/packet.ts'
import type { SystemParameters } from '../../devices/ef01/parameters.ts'
import type { Profile } from './profiles.ts'

/** What survives a power cut. */
export interface Flash {
  address: number
  password: number
  security: number
  packetSizeCode: number
  baudFactor: number
  readonly library: Map<number, Uint8Array>
  readonly notepad: Map<number, Uint8Array>
}

/** Where data packets from the host go. */
export interface Reception {
  readonly take: (data: Uint8Array) => void
  readonly parts: Uint8Array[]
}

/** One fingerprint module: its flash, its working memory, and the finger that lies on it. */
export interface FingerprintModule {
  readonly profile: Profile
  readonly flash: Flash
  image: FingerImage | null
  /** Contents are replaced, never written into. */
  readonly buffers: Map<number, Uint8Array>
  verified: boolean
  passed: boolean
  reception: Reception | null
  /** The automatic operation under way (AutoEnroll, AutoIdentify). */
  automatic: AbortController | null
  /** What lies on the glass, as the sensor sees it. */
  finger: FingerImage | null
  /** Called when a finger was laid on or lifted. */
  readonly touched: Set<() => void>
}

export function createModule(profile: Profile): FingerprintModule {
  return {
    profile,
    flash: {
      address: defaultAddress,
      password: 0,
      security: 3,
      packetSizeCode: 2,
      baudFactor: 6,
      library: new Map(),
      notepad: new Map(),
    },
    image: null,
    buffers: new Map(),
    verified: false,
    passed: false,
    reception: null,
    automatic: null,
    finger: null,
    touched: new Set(),
  }
}

/** Power-on or reset: only the flash remembers. */
export function restart(module: FingerprintModule): void {
  module.image = null
  module.buffers.clear()
  module.verified = false
  module.passed = false
  module.reception = null
  module.automatic?.abort()
  module.automatic = null
}

export function touch(module: FingerprintModule, finger: FingerImage | null): void {
  module.finger = finger
  for (const listener of module.touched) listener()
}

/** Buffer 1 is the first; where there are but two, every other number means the second (ZFM-20 manual, BufferID). */
export function bufferNumber(module: FingerprintModule, id: number): number {
  if (module.profile.buffers === 2) return id === 1 ? 1 : 2
  return Math.min(Math.max(id, 1), module.profile.buffers)
}

/** Status register (ZFM-20 manual): bit 1 last match passed, bit 2 password verified, bit 3 picture in the image buffer. */
export function systemParameters({
  flash,
  profile,
  image,
  passed,
  verified,
}: FingerprintModule): SystemParameters {
  return {
    status: (passed ? 2 : 0) | (verified ? 4 : 0) | (image ? 8 : 0),
    systemId: profile.systemId,
    capacity: profile.capacity,
    security: flash.security,
    address: flash.address,
    packetSizeCode: flash.packetSizeCode,
    baudFactor: flash.baudFactor,
  }
}

/** The first page without a template, or null when the library is full. */
export function freePage({ flash, profile }: FingerprintModule): number | null {
  for (let page = 0; page < profile.capacity; page++) if (!flash.library.has(page)) return page
  return null
}

const pagesPerTable = 256

/** One of the four pages of the index table, 32 bytes: bit k of byte j says that page 256·table + 8·j + k holds a template. */
export function indexTable(module: FingerprintModule, table: number): Uint8Array {
  const bits = new Uint8Array(pagesPerTable / 8)
  for (const page of module.flash.library.keys()) {
    const place = page - table * pagesPerTable
    if (place >= 0 && place < pagesPerTable) bits[place >> 3]! |= 1 << (place & 7)
  }
  return bits
}
