import type { Box } from '../card/layout.ts'
import { qrMatrix } from './qr-matrix.ts'
import { QrTooDense } from './refusals.ts'

/** The printer's dot: 300 dots to the inch, in millimetres. */
export const printerDot = 25.4 / 300

/** Finest module that a card printer and a phone both manage. */
const leastDots = 2
/** ISO/IEC 18004, 5.3.8: four light modules all round. */
export const quietModules = 4

export interface QrPlacement {
  /** Millimetres; a whole number of printer dots. */
  readonly module: number
  readonly x: number
  readonly y: number
  readonly size: number
  /** Runs of dark modules: column, row, length. */
  readonly runs: readonly (readonly [number, number, number])[]
}

/** A QR symbol, error level M, UTF-8, in whole dots as large as its box allows and centred there. Throws {@link QrTooDense}. */
export function placeQr(text: string, box: Box): QrPlacement {
  const symbol = qrMatrix(text)
  if (!symbol) throw new QrTooDense()
  const { modules, dark } = symbol
  const dots = Math.floor(box.width / printerDot / modules)
  if (dots < leastDots) throw new QrTooDense()
  const module = dots * printerDot
  const size = modules * module
  const snap = (millimetres: number) => Math.round(millimetres / printerDot) * printerDot
  return {
    module,
    size,
    x: snap(box.x + (box.width - size) / 2),
    y: snap(box.y + (box.height - size) / 2),
    runs: darkRuns(modules, dark),
  }
}

function darkRuns(modules: number, dark: Uint8Array): readonly (readonly [number, number, number])[] {
  const runs: [number, number, number][] = []
  for (let row = 0; row < modules; row++) {
    let start = -1
    for (let column = 0; column <= modules; column++) {
      const isDark = column < modules && dark[row * modules + column] === 1
      if (isDark && start < 0) start = column
      if (!isDark && start >= 0) {
        runs.push([start, row, column - start])
        start = -1
      }
    }
  }
  return runs
}
