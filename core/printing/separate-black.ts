import { zones } from './face-zones.ts'
import { imageMemory, type UprightFace } from './image-memory.ts'

/** Of 255: darker is printed. Coloured type on a light ground is darker, the ground is not. */
const darker = 112
/** Of 255: what is darker than this and so much more red than green is a mark, printed in dots: MẪU / SPECIMEN must not go with the ground. */
const markLight = 205
const markRed = 12
/** Share of the dots of such a mark, of 255. */
const markShade = 96

/** Thresholds of 8 × 8 dots (Bayer), spread over 0…255. */
const screen = Uint8Array.from({ length: 64 }, (_, at) => {
  const [x, y] = [at & 7, at >> 3]
  let rank = 0
  for (let bit = 0; bit < 3; bit++) {
    const [a, b] = [(x >> bit) & 1, (y >> bit) & 1]
    rank = rank * 4 + ((a ^ b) * 2 + b)
  }
  return rank * 4 + 2
})

/** A face for a ribbon that has only black for it: type and symbols as they are, pictures and red marks in dots, no ground. */
export function separateBlack(face: UprightFace, zoneOf: Uint8Array): Uint8Array {
  const bits = new Uint8Array(imageMemory.lineBytes * imageMemory.lines)
  const { dots } = imageMemory
  for (let at = 0; at < zoneOf.length; at++) {
    const zone = zoneOf[at]
    if (zone === zones.CONTACTS) continue
    const dot = face[at] ?? 0
    const [r, g, b] = [dot & 0xff, (dot >> 8) & 0xff, (dot >> 16) & 0xff]
    // Luma of ITU-R BT.601, in 256ths.
    const light = (77 * r + 150 * g + 29 * b) >> 8
    const rank = screen[((at % dots) & 7) | (((at / dots) & 7) << 3)] ?? 0
    const printed =
      zone === zones.PICTURE
        ? light < rank
        : light < darker || (light < markLight && r - g > markRed && rank < markShade)
    if (printed) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7))
  }
  return bits
}
