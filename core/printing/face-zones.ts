import type { Box, CardLayout, FaceLayout, Side } from '../card/layout.ts'
import { cardOffset, imageMemory } from './image-memory.ts'

/** What a dot of a face may be printed with. */
export const zones = {
  /** Dyes alone. */
  COLOUR: 0,
  /** Dark dots are pure black resin: text, the machine-readable zone, symbols. */
  BLACK: 1,
  /** A photograph or a print of a finger: dyes alone, and shades where there is only black. */
  PICTURE: 2,
  /** The chip's contacts: neither colour nor varnish. */
  CONTACTS: 3,
} as const

/** Millimetres that the letters of a field may stand over their box, and that the head keeps from the contacts. */
const overhang = 0.6
const contactsMargin = 0.5

const known = new WeakMap<FaceLayout, Uint8Array>()

/** The zone of every dot, in the printer's order. Worked out once for a layout. */
export function faceZones(layout: CardLayout, side: Side): Uint8Array {
  const face = layout[side]
  const earlier = known.get(face)
  if (earlier) return earlier
  const drawn = drawZones(face)
  known.set(face, drawn)
  return drawn
}

function drawZones(face: FaceLayout): Uint8Array {
  const map = new Uint8Array(imageMemory.dots * imageMemory.lines)
  const blacks = [
    ...face.fields.map(({ box }) => grown(box, overhang)),
    ...face.barcodes.map(({ box }) => box),
    ...(face.mrz ? [grown(face.mrz.box, overhang)] : []),
  ]
  const pictures = [...(face.portrait ? [face.portrait] : []), ...face.fingerprints.map(({ box }) => box)]
  for (const box of blacks) fill(map, box, zones.BLACK)
  for (const box of pictures) fill(map, box, zones.PICTURE)
  if (face.chip) fill(map, grown(face.chip, contactsMargin), zones.CONTACTS)
  return map
}

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

const inDots = (millimetres: number) => (millimetres / 25.4) * imageMemory.dotsPerInch

/** ID-1 in dots, and where it lies in the memory. */
const card = { width: Math.round(inDots(85.6)), height: Math.round(inDots(53.98)) }
const offset = cardOffset(card)

function fill(map: Uint8Array, box: Box, zone: number): void {
  const { dots, lines } = imageMemory
  const left = Math.max(0, Math.floor(inDots(box.x)) + offset.across)
  const right = Math.min(lines, Math.ceil(inDots(box.x + box.width)) + offset.across)
  const top = Math.max(0, Math.floor(inDots(box.y)) + offset.down)
  const foot = Math.min(dots, Math.ceil(inDots(box.y + box.height)) + offset.down)
  // A column of the landscape card is a line of the memory, from foot to top.
  for (let column = left; column < right; column++)
    map.fill(zone, column * dots + dots - foot, column * dots + dots - top)
}
