import { qrCodewords, smallestVersion } from './qr-codewords.ts'
import { leastPenalised } from './qr-mask.ts'
import { type QrGround, qrGround } from './qr-ground.ts'

/** A QR symbol, error level M: `dark` row by row, 1 for a dark module. */
export interface QrMatrix {
  readonly modules: number
  readonly dark: Uint8Array
}

const grounds = new Map<number, QrGround>()

/** What all symbols of a version share: drawn once. */
function groundOf(version: number): QrGround {
  const ground = grounds.get(version) ?? qrGround(version)
  grounds.set(version, ground)
  return ground
}

/** Encodes a text, as bytes of UTF-8 or as alphanumeric signs (ISO/IEC 18004). `null` where version 22, 105 modules, does not suffice. */
export function qrMatrix(text: string): QrMatrix | null {
  const bytes = new TextEncoder().encode(text)
  const version = smallestVersion(bytes)
  if (version === null) return null
  const ground = groundOf(version)
  const codewords = qrCodewords(bytes, version)
  const dark = ground.dark.slice()
  // Bits beyond the codewords are remainder bits: light (7.6).
  const bits = Math.min(ground.order.length, codewords.length * 8)
  for (let bit = 0; bit < bits; bit++) {
    dark[ground.order[bit] ?? 0] = ((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1
  }
  return { modules: ground.modules, dark: leastPenalised(ground, dark) }
}
