import type { Box } from '../card/layout.ts'
import { darkBars, type DotsPerInch, placeSymbol, type PrintedSymbol } from './printed-symbol.ts'
import { qrMatrix } from './qr-matrix.ts'
import { QrTooDense } from './refusals.ts'

/** ISO/IEC 18004, 5.3.8: four light modules all round. */
const quietModules = 4

interface QrPrint {
  readonly dotsPerInch?: DotsPerInch
  /** Modules that stay light inside the box; none where the paper round it is white anyhow. */
  readonly quiet?: number
}

/**
 * A QR symbol, error level M, UTF-8: its modules are the largest whole number of printer dots with which symbol and quiet
 * zone fit the box. Throws {@link QrTooDense}.
 */
export function placeQr(
  text: string,
  box: Box,
  { dotsPerInch = 300, quiet = quietModules }: QrPrint = {},
): PrintedSymbol {
  const symbol = qrMatrix(text)
  if (!symbol) throw new QrTooDense()
  const { modules, dark } = symbol
  const grid = {
    columns: modules,
    rows: modules,
    quiet: { across: quiet, down: quiet },
    bars: darkBars(modules, dark),
  }
  const placed = placeSymbol(grid, box, dotsPerInch)
  if (!placed) throw new QrTooDense()
  return placed
}
