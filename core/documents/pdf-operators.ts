import type { Shape } from '../card/art/shape.ts'
import type { QrPlacement } from './qr-symbol.ts'

/** Millimetres to points. */
export const point = 72 / 25.4

/** Five decimals: a thousandth of a printer's dot. */
const number = (value: number) => String(Math.round(value * 1e5) / 1e5)
const coarse = (value: number) => String(Math.round(value * 1e3) / 1e3)

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

/** The dark modules as rectangles, in millimetres. */
export function qrOperators({ runs, module, x, y }: QrPlacement): string {
  const rectangles = runs.map(([column, row, length]) =>
    [x + column * module, y + row * module, length * module, module].map(number).join(' ').concat(' re'),
  )
  return ['0 0 0 rg', ...rectangles, 'f'].join('\n')
}

/** Runs operators written in millimetres on a pdfkit page, whose unit is the point. */
export function inMillimetres(operators: string): string {
  return `q ${number(point)} 0 0 ${number(point)} 0 0 cm\n${operators}\nQ`
}
