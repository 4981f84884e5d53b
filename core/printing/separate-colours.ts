import { zones } from './face-zones.ts'
import { imageMemory, type UprightFace } from './image-memory.ts'

/** Steps of a dye: how many bits a dot takes on the wire. */
export const levelBits = { 32: 5, 64: 6, 128: 7 } as const
export type Levels = keyof typeof levelBits

/** One dye, a byte a dot from 0 to levels − 1; or one bit a dot, the first dot in the highest bit, 1 is printed. */
export interface ColourPanels {
  readonly y: Uint8Array
  readonly m: Uint8Array
  readonly c: Uint8Array
  readonly k: Uint8Array
  readonly o: Uint8Array
}

/** Of 255: a dot of a letter is more ink than ground below this, and grey rather than coloured up to that. */
const darkest = 128
const greyish = 56

/**
 * A face on the dyes yellow, magenta and cyan, the black resin and the varnish. In zones of text and symbols what is dark and grey is
 * resin alone, with no dye under it: dyes would make the edge soft, and readers that see infrared see nothing but resin. Pictures are dyes
 * alone: resin has no shades.
 */
export function separateColours(face: UprightFace, zoneOf: Uint8Array, levels: Levels): ColourPanels {
  const size = zoneOf.length
  const panels = {
    y: new Uint8Array(size),
    m: new Uint8Array(size),
    c: new Uint8Array(size),
    k: new Uint8Array(imageMemory.lineBytes * imageMemory.lines),
    o: varnish(zoneOf),
  }
  const dye = dyeTable(levels)
  for (let at = 0; at < size; at++) {
    const zone = zoneOf[at]
    if (zone === zones.CONTACTS) continue
    const dot = face[at] ?? 0
    const r = dot & 0xff
    const g = (dot >> 8) & 0xff
    const b = (dot >> 16) & 0xff
    if (zone === zones.BLACK && isInk(r, g, b)) {
      panels.k[at >> 3] = (panels.k[at >> 3] ?? 0) | (0x80 >> (at & 7))
      continue
    }
    panels.y[at] = dye[b] ?? 0
    panels.m[at] = dye[g] ?? 0
    panels.c[at] = dye[r] ?? 0
  }
  return panels
}

function isInk(r: number, g: number, b: number): boolean {
  const most = Math.max(r, g, b)
  return most < darkest && most - Math.min(r, g, b) < greyish
}

/** How much of a dye takes away so much of its colour's light. */
function dyeTable(levels: Levels): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, light) => Math.round(((255 - light) * (levels - 1)) / 255))
}

const varnished = new WeakMap<Uint8Array, Uint8Array>()

/** Varnish lies on everything but the contacts. */
function varnish(zoneOf: Uint8Array): Uint8Array {
  const known = varnished.get(zoneOf)
  if (known) return known
  const bits = new Uint8Array(imageMemory.lineBytes * imageMemory.lines).fill(0xff)
  for (let at = 0; at < zoneOf.length; at++) {
    if (zoneOf[at] === zones.CONTACTS) bits[at >> 3] = (bits[at >> 3] ?? 0) & ~(0x80 >> (at & 7))
  }
  varnished.set(zoneOf, bits)
  return bits
}
