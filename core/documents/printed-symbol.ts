import type { Box } from '../card/layout.ts'

interface Quiet {
  readonly across: number
  readonly down: number
}

/** A symbol for machines as it is printed: dark bars in modules from its corner, its module a whole number of printer dots. */
export interface PrintedSymbol {
  /** Millimetres: a whole number of printer dots. */
  readonly module: number
  /** Millimetres: the corner of the first module, on the grid of printer dots. */
  readonly x: number
  readonly y: number
  /** Millimetres, without the quiet zone. */
  readonly width: number
  readonly height: number
  /** Light modules beside it, and above and below. */
  readonly quiet: Quiet
  /** Dark bars: column, row, width, height, in modules. */
  readonly bars: readonly (readonly [number, number, number, number])[]
}

/** The printer's resolution; dots of other than these are not printed on cards. */
export type DotsPerInch = 300 | 600

export interface SymbolGrid {
  /** Modules, without the quiet zone. */
  readonly columns: number
  /** 0: as high as the box allows, in whole modules. */
  readonly rows: number
  readonly quiet: Quiet
  readonly bars: PrintedSymbol['bars']
}

/** Finest module that a card printer and a phone both manage: two dots of a printer of 300 to the inch. Millimetres. */
const leastModule = (2 * 25.4) / 300

/**
 * As large as a box allows, its quiet zone included, in whole printer dots, and centred there on the grid of dots; null
 * where its modules would be too fine to be read.
 */
export function placeSymbol(
  { columns, rows, quiet, bars }: SymbolGrid,
  box: Box,
  dotsPerInch: DotsPerInch,
): PrintedSymbol | null {
  const dot = 25.4 / dotsPerInch
  const across = box.width / dot / (columns + 2 * quiet.across)
  const down = rows === 0 ? across : box.height / dot / (rows + 2 * quiet.down)
  const module = Math.floor(Math.min(across, down) + 1e-9) * dot
  const snap = (millimetres: number) => Math.round(millimetres / dot) * dot
  if (module < leastModule - 1e-9) return null
  const width = columns * module
  const height = (rows === 0 ? Math.floor(box.height / module) - 2 * quiet.down : rows) * module
  if (height <= 0) return null
  return {
    module,
    width,
    height,
    x: snap(box.x + (box.width - width) / 2),
    y: snap(box.y + (box.height - height) / 2),
    quiet,
    bars,
  }
}

/** Runs of dark modules in a matrix, row by row, each of a height. */
export function darkBars(columns: number, dark: ArrayLike<number>, rowHeight = 1): PrintedSymbol['bars'] {
  const bars: [number, number, number, number][] = []
  for (let row = 0; row * columns < dark.length; row++) {
    let start = -1
    for (let column = 0; column <= columns; column++) {
      const isDark = column < columns && dark[row * columns + column] === 1
      if (isDark && start < 0) start = column
      if (!isDark && start >= 0) {
        bars.push([start, row * rowHeight, column - start, rowHeight])
        start = -1
      }
    }
  }
  return bars
}
