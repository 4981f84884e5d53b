import bwipjs from 'bwip-js/generic'
import type { BarcodePlace } from '../card/layout.ts'
import { code128Runs, code128Quiet } from './form-barcode.ts'
import {
  darkBars,
  type DotsPerInch,
  placeSymbol,
  type PrintedSymbol,
  type SymbolGrid,
} from './printed-symbol.ts'
import { placeQr } from './qr-symbol.ts'
import { BarcodeTooLong } from './refusals.ts'

/** Code 128 with its quiet zone on either side, and two light modules above and below for looks. */
function code128(text: string): SymbolGrid {
  const bars: [number, number, number, number][] = []
  let columns = 0
  for (const [i, run] of code128Runs(text).entries()) {
    if (i % 2 === 0) bars.push([columns, 0, run, 0])
    columns += run
  }
  return { columns, rows: 0, quiet: { across: code128Quiet, down: 2 }, bars }
}

/**
 * PDF417: rows three modules high, two light modules all round (ISO/IEC 15438, 5.8). Text beyond ASCII is marked as UTF-8 (ECI 26),
 * which a reader would have to guess without.
 */
function pdf417(text: string): SymbolGrid {
  const isMarked = new TextEncoder().encode(text).length > text.length
  // Where marks are read, a caret that is meant is written twice.
  const marked = `^ECI000026${text.replaceAll('^', '^^')}`
  const [symbol] = isMarked ? bwipjs.raw('pdf417', marked, 'parsefnc') : bwipjs.raw('pdf417', text)
  if (!symbol || !('pixs' in symbol)) throw new RangeError('not a matrix symbol')
  const rows = symbol.pixs.length / symbol.pixx
  const bars = darkBars(symbol.pixx, symbol.pixs, symbol.pixy / rows)
  return { columns: symbol.pixx, rows: symbol.pixy, quiet: { across: 2, down: 2 }, bars }
}

/** A symbol where a template wants one. Throws QrTooDense, {@link BarcodeTooLong}. */
export function placeCardBarcode(
  { kind, box }: Pick<BarcodePlace, 'kind' | 'box'>,
  text: string,
  dotsPerInch: DotsPerInch,
): PrintedSymbol {
  if (kind === 'QR') return placeQr(text, box, { dotsPerInch })
  const grid = kind === 'CODE_128' ? code128(text) : pdf417(text)
  const placed = placeSymbol(grid, box, dotsPerInch)
  if (!placed) throw new BarcodeTooLong()
  const modules = placed.height / placed.module
  // Bars of a linear symbol are as high as its place.
  const bars = placed.bars.map(([x, y, w, h]) => [x, y, w, h === 0 ? modules : h] as const)
  return { ...placed, bars }
}
