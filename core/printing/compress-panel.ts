/**
 * Panels as an Evolis printer takes them (programming guide A5013, 4 and 8). Line by line:
 *
 *     one bit a dot    00 white | FF all black | N, then the first N of the line's 81 bytes, the rest white
 *     a dye            0wwwwwww                one dot
 *                      1wwwwwww count          so many dots; with 64 levels bit 6 adds 256 to count, with 32 levels bits 6 and 5 each
 *                      10000000 00             the whole line is blank
 *
 * A count of 0 is written for a blank line alone: behind bits that add to it the guide leaves open what it means.
 */
import { imageMemory } from './image-memory.ts'
import { type Levels, levelBits } from './separate-colours.ts'

const { dots, lines, lineBytes } = imageMemory

/** Black and varnish. */
export function compressBits(bits: Uint8Array): Uint8Array {
  const out = new Uint8Array(lines * (lineBytes + 1))
  let end = 0
  for (let line = 0; line < lines; line++) {
    const from = line * lineBytes
    let used = lineBytes
    while (used > 0 && bits[from + used - 1] === 0) used--
    if (used === lineBytes && isBlack(bits, from)) {
      out[end++] = 0xff
      continue
    }
    out[end++] = used
    out.set(bits.subarray(from, from + used), end)
    end += used
  }
  return out.slice(0, end)
}

function isBlack(bits: Uint8Array, from: number): boolean {
  for (let at = from; at < from + lineBytes; at++) if (bits[at] !== 0xff) return false
  return true
}

/** A dye. */
export function compressDye(values: Uint8Array, levels: Levels): Uint8Array {
  // A run never takes more bytes than its dots, save that a run of 256 may be cut in two.
  const out = new Uint8Array(dots * lines + 4 * lines)
  const extraBits = 7 - levelBits[levels]
  const longest = 255 + 256 * extraBits
  let end = 0
  for (let start = 0; start < dots * lines; start += dots) {
    const stop = start + dots
    let at = start
    while (at < stop) {
      const value = values[at] ?? 0
      let next = at + 1
      while (next < stop && values[next] === value) next++
      const run = next - at
      if (run === 1) out[end++] = value
      else if (run < 256) {
        out[end++] = 0x80 | value
        out[end++] = run
      } else if (run === dots && value === 0) {
        out[end++] = 0x80
        out[end++] = 0
      } else end = putLongRun(out, end, { value, run, longest })
      at = next
    }
  }
  return out.slice(0, end)
}

interface Run {
  readonly value: number
  readonly run: number
  /** What one pair of bytes can say. */
  readonly longest: number
}

function putLongRun(out: Uint8Array, from: number, { value, run, longest }: Run): number {
  let end = from
  let left = run
  while (left > 1) {
    // A multiple of 256 has no count byte of its own but 0.
    const whole = Math.min(left, longest)
    const count = whole % 256 === 0 ? whole - 1 : whole
    const blocks = count >> 8
    out[end++] = 0x80 | value | (blocks >= 1 ? 0x40 : 0) | (blocks >= 2 ? 0x20 : 0)
    out[end++] = count & 0xff
    left -= count
  }
  if (left === 1) out[end++] = value
  return end
}
