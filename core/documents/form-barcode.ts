import bwipjs from 'bwip-js/generic'
import type { Box } from '../card/layout.ts'

/** Four dots of a printer of 300 to the inch, two of a scanner of 150: what both manage. Millimetres. */
const module = (4 * 25.4) / 300
/** ISO/IEC 15417, 4.3.2.1: light modules on either side. */
export const code128Quiet = 10

/** Code 128 (ISO/IEC 15417): widths of bars and spaces in turn, in modules, beginning with a bar. */
export function code128Runs(text: string): readonly number[] {
  const [symbol] = bwipjs.raw('code128', text)
  if (!symbol || !('sbs' in symbol)) throw new RangeError('not a linear symbol')
  return symbol.sbs
}

/** The bars of a Code 128 symbol (ISO/IEC 15417), centred in a box of millimetres. Throws RangeError where it is too long. */
export function placeBarcode(text: string, box: Box): readonly Box[] {
  const runs = code128Runs(text)
  const width = runs.reduce((sum, run) => sum + run, 0) * module
  if (width + 2 * code128Quiet * module > box.width)
    throw new RangeError('the barcode is wider than its place')
  const bars: Box[] = []
  let x = box.x + (box.width - width) / 2
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 0) bars.push({ x, y: box.y, width: run * module, height: box.height })
    x += run * module
  }
  return bars
}
