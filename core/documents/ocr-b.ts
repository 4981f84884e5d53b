import bwipjs from 'bwip-js/generic'
import type { MrzLayout } from '../card/layout.ts'
import { coarse } from './pdf-operators.ts'
import { MrzNotPrintable } from './refusals.ts'

const { FontLib } = bwipjs
const face = FontLib.lookup('OCR-B')
/** Size at which outlines are taken: large, so that rounding does not show. */
const drawnAt = 100
const digitHeight = FontLib.getpaths(face, 'H'.charCodeAt(0), drawnAt, drawnAt).ascent

/** Outline of one character at a height of capitals in millimetres, its foot at the origin, y downwards. */
function outline(character: string, capHeight: number): string {
  const scale = capHeight / digitHeight
  const place = (x: number, y: number): readonly [number, number] => [x * scale, -y * scale]
  const operators: string[] = []
  let last: readonly [number, number] = [0, 0]
  for (const part of FontLib.getpaths(face, character.charCodeAt(0), drawnAt, drawnAt)) {
    const end = place(part.x, part.y)
    if (part.type === 'Q') {
      const control = place(part.cx, part.cy)
      // A quadratic curve as a cubic one: PDF knows only these.
      const cubic = [last, end].flatMap(([x, y]) => [
        x + (2 / 3) * (control[0] - x),
        y + (2 / 3) * (control[1] - y),
      ])
      operators.push(`${[...cubic, ...end].map(coarse).join(' ')} c`)
    } else if (part.type !== 'C') {
      operators.push(`${end.map(coarse).join(' ')} ${part.type === 'M' ? 'm' : 'l'}`)
    }
    last = end
  }
  return operators.join('\n')
}

/** The signs of a machine-readable zone (ICAO 9303-3, 4.3). */
export const mrzSigns = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<')

/** Operators that fill each sign, in the order of {@link mrzSigns}: millimetres, its foot at the origin, y downwards. */
export const mrzOutlines = (capHeight: number): readonly string[] =>
  mrzSigns.map((sign) => `${outline(sign, capHeight)}\nf`)

/** Half of what the pitch leaves beside a character's own width. */
const sideBearing = 0.42

/**
 * Drawing operators of the three lines, in millimetres; `nameOf` gives the form XObject that fills a sign. Throws
 * {@link MrzNotPrintable}.
 */
export function mrzOperators(
  lines: readonly string[],
  { box, pitch, linePitch, capHeight }: MrzLayout,
  nameOf: (sign: string) => string,
): string {
  if (lines.length !== 3 || lines.some((line) => !/^[A-Z0-9<]{30}$/.test(line))) throw new MrzNotPrintable()
  const drawn = lines.flatMap((line, row) => {
    const foot = coarse(box.y + capHeight + row * linePitch)
    return Array.from(line, (sign, column) => {
      return `q 1 0 0 1 ${coarse(box.x + column * pitch + sideBearing)} ${foot} cm ${nameOf(sign)} Do Q`
    })
  })
  return ['0 g', ...drawn].join('\n')
}
