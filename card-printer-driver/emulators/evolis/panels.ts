/**
 * A downloaded panel as one byte a dot, 0 for nothing up to levels - 1 for all of the dye.
 *
 * Db: dots one after the other, the first in the highest bits; a line of 648 is 81 bytes a bit.
 *
 * Dbc, black and varnish, line by line: 00 empty | FF full | n, then n bytes, the rest of the line empty.
 *
 * Dbc, colours:
 *     0 weight 7                                   one dot
 *     1 … weight | count 8                         so many dots; 0 the rest of the line empty
 * With 64 levels bit 6, with 32 bits 6 and 5 of the first byte add 256 to the count each.
 */
import { bitsOf } from './esc-reader.ts'
import { dots, lines } from './world.ts'

export interface Download {
  readonly levels: number
  readonly compressed: boolean
  readonly data: Uint8Array
}

/** What is missing at the end stays empty; what is too much is not looked at. */
export function decodePanel({ levels, compressed, data }: Download): Uint8Array {
  const weights = new Uint8Array(dots * lines)
  if (levels === 2) spread(compressed ? unpackLines(data) : data, weights)
  else if (compressed) repeat(data, levels, weights)
  else unpack(data, bitsOf[levels] ?? 1, weights)
  return weights
}

function spread(bits: Uint8Array, weights: Uint8Array): void {
  const bytes = Math.min(bits.length, weights.length / 8)
  for (let i = 0; i < bytes; i++) {
    const byte = bits[i] ?? 0
    if (byte === 0) continue
    for (let bit = 0; bit < 8; bit++) weights[i * 8 + bit] = (byte >> (7 - bit)) & 1
  }
}

function unpack(data: Uint8Array, bits: number, weights: Uint8Array): void {
  const mask = (1 << bits) - 1
  let [held, count, at] = [0, 0, 0]
  for (let dot = 0; dot < weights.length; dot++) {
    if (count < bits) {
      if (at === data.length) return
      held = ((held << 8) | (data[at++] ?? 0)) & 0xffff
      count += 8
    }
    count -= bits
    weights[dot] = (held >> count) & mask
  }
}

const lineBytes = dots / 8

function unpackLines(data: Uint8Array): Uint8Array {
  const bits = new Uint8Array(lineBytes * lines)
  for (let line = 0, at = 0; line < lines && at < data.length; line++) {
    const first = data[at++] ?? 0
    if (first === 0xff) bits.fill(0xff, line * lineBytes, (line + 1) * lineBytes)
    else {
      bits.set(data.subarray(at, at + Math.min(first, lineBytes)), line * lineBytes)
      at += first
    }
  }
  return bits
}

function repeat(data: Uint8Array, levels: number, weights: Uint8Array): void {
  for (let dot = 0, at = 0; dot < weights.length && at < data.length;) {
    const first = data[at++] ?? 0
    if (first < 0x80) weights[dot++] = first & (levels - 1)
    else {
      const count = more(first, levels) + (data[at++] ?? 0)
      const rest = dots - (dot % dots)
      if (count > 0) weights.fill(first & (levels - 1), dot, dot + count)
      dot += count > 0 ? count : rest
    }
  }
}

function more(first: number, levels: number): number {
  if (levels === 128) return 0
  return ((first >> 6) & 1) * 256 + (levels === 32 ? ((first >> 5) & 1) * 256 : 0)
}
