import type { Shape } from '../card/art/shape.ts'
import type { PrintedSymbol } from './printed-symbol.ts'

/** Millimetres to points. */
export const point = 72 / 25.4

/** Five decimals: a thousandth of a printer's dot. */
const number = (value: number) => String(Math.round(value * 1e5) / 1e5)
/** Three decimals: a coordinate in points or millimetres. */
export const coarse = (value: number) => String(Math.round(value * 1e3) / 1e3)

function colour(hex: string): string {
  return [1, 3, 5].map((at) => coarse(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(' ')
}

/** Drawing operators for shapes (ISO 32000-1, 8.5), in millimetres: to be run under a scale of {@link point}. */
export function shapeOperators(shapes: readonly Shape[]): string {
  return shapes
    .map(({ segments, fill, stroke, width = 0.1 }) => {
      const path = segments.map(([operator, ...points]) => {
        return operator === 'Z' ? 'h' : `${points.map(coarse).join(' ')} ${operator.toLowerCase()}`
      })
      const style = [
        fill ? `${colour(fill)} rg` : '',
        stroke ? `${colour(stroke)} RG ${coarse(width)} w` : '',
      ]
      const paint = fill && stroke ? 'B' : fill ? 'f' : 'S'
      return [...style, ...path, paint].filter((line) => line !== '').join('\n')
    })
    .join('\n')
}

/** The dark bars as rectangles of whole modules, in millimetres. */
export function symbolOperators({ bars, module, x, y }: PrintedSymbol): string {
  const grid = [module, 0, 0, module, x, y].map(number).join(' ')
  return `q 0 g ${grid} cm\n${bars.map((bar) => `${bar.join(' ')} re`).join('\n')}\nf Q`
}

/**
 * Runs operators written in millimetres from the top left corner where the unit is the point: pdfkit counts downwards
 * itself, a bare page of a height in points upwards.
 */
export function inMillimetres(operators: string, pageHeight: number | null = null): string {
  const down = pageHeight === null ? `${number(point)} 0 0` : `${number(-point)} 0 ${number(pageHeight)}`
  return `q ${number(point)} 0 0 ${down} cm\n${operators}\nQ`
}
