/**
 * The memory of a direct-to-card dye-sublimation printer of 300 dpi, as Evolis' ESC language fills it: 1016 lines of 648 dots, the card
 * standing upright. A landscape card is turned clockwise: its left edge is line 0, and every line runs from its foot to its top.
 */
export const imageMemory = { dots: 648, lines: 1016, lineBytes: 81, dotsPerInch: 300 } as const

/** Red, green, blue, one byte each, and a fourth that is not looked at; rows from the top. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A face in the printer's order, line 0 first: red in the lowest byte of a dot, then green, then blue. */
export type UprightFace = Uint32Array

/** Where the card's left top corner lies in the memory as seen on the landscape card: the memory is a little larger, for a print without edges. */
export function cardOffset({ width, height }: Pick<Raster, 'width' | 'height'>) {
  return {
    across: Math.floor((imageMemory.lines - width) / 2),
    down: Math.floor((imageMemory.dots - height) / 2),
  }
}

const within = (value: number, limit: number) => Math.min(Math.max(value, 0), limit - 1)

/** Dots that are turned together: rows of the card and lines of the memory lie far apart, and stay in the processor's cache so. */
const block = 8

/** Turns a landscape face into the memory's order. What the memory is larger than the card repeats the card's edge. */
export function uprightFace(raster: Raster): UprightFace {
  const { dots, lines } = imageMemory
  const { width, height } = raster
  const pixels = pixelsOf(raster)
  const offset = cardOffset(raster)
  const rows = Int32Array.from(
    { length: dots },
    (_, dot) => within(dots - 1 - dot - offset.down, height) * width,
  )
  const columns = Int32Array.from({ length: lines }, (_, line) => within(line - offset.across, width))
  const face = new Uint32Array(dots * lines)
  for (let first = 0; first < lines; first += block)
    for (let start = 0; start < dots; start += block)
      for (let line = first; line < first + block; line++) {
        const column = columns[line] ?? 0
        const to = line * dots
        for (let dot = start; dot < start + block; dot++)
          face[to + dot] = pixels[(rows[dot] ?? 0) + column] ?? 0
      }
  return face
}

/** Four bytes at once, the first in the lowest: every processor that Node runs on has it so. */
function pixelsOf({ data, width, height }: Raster): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice()
  return new Uint32Array(aligned.buffer, aligned.byteOffset, width * height)
}
