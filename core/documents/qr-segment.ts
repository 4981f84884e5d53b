/** Puts bits into the codewords, the highest first. */
export type PutBits = (value: number, length: number) => void

/** A text as a QR symbol holds it: how many bits it takes in a version, and the bits (ISO/IEC 18004, 7.4). */
export interface QrSegment {
  readonly bits: (version: number) => number
  readonly write: (version: number, put: PutBits) => void
}

/** Table 5: the value of a sign is its place. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const values = new Int8Array(256).fill(-1)
for (const [value, sign] of Array.from(alphabet).entries()) values[sign.charCodeAt(0)] = value

/** Signs in pairs of eleven bits, a last single one in six (7.4.4): what base45 is made for. */
function alphanumeric(bytes: Uint8Array): QrSegment {
  const countBits = (version: number) => (version < 10 ? 9 : 11)
  const valueAt = (i: number) => values[bytes[i] ?? 0] ?? 0
  return {
    bits: (version) => 4 + countBits(version) + Math.floor(bytes.length / 2) * 11 + (bytes.length % 2) * 6,
    write: (version, put) => {
      put(0b0010, 4)
      put(bytes.length, countBits(version))
      for (let i = 0; i + 1 < bytes.length; i += 2) put(valueAt(i) * 45 + valueAt(i + 1), 11)
      if (bytes.length % 2 === 1) put(valueAt(bytes.length - 1), 6)
    },
  }
}

/**
 * Bytes (7.4.5). Text beyond ASCII is marked as UTF-8 (ECI 26, 7.4.2): without the mark a symbol is Latin-1 by the standard, and
 * readers guess; ZBar takes some Vietnamese names for Japanese.
 */
function byteWise(bytes: Uint8Array): QrSegment {
  const countBits = (version: number) => (version < 10 ? 8 : 16)
  const isMarked = bytes.some((byte) => byte > 0x7f)
  return {
    bits: (version) => (isMarked ? 12 : 0) + 4 + countBits(version) + 8 * bytes.length,
    write: (version, put) => {
      if (isMarked) put((0b0111 << 8) | 26, 12)
      put(0b0100, 4)
      put(bytes.length, countBits(version))
      for (const byte of bytes) put(byte, 8)
    },
  }
}

/** The denser way of the two that the text allows. */
export const qrSegment = (bytes: Uint8Array): QrSegment =>
  bytes.every((byte) => (values[byte] ?? -1) >= 0) ? alphanumeric(bytes) : byteWise(bytes)
