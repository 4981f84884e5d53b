import type { PrintedField, PrintedText, Weight } from '../card/layout.ts'
import type { EmbeddedFont } from './embedded-font.ts'
import { labelSize } from './fit-text.ts'
import { coarse, point } from './pdf-operators.ts'

export type CardFonts = { readonly [W in Weight]: EmbeddedFont }

/** Names of the fonts in a page's resources. */
export const fontNames = { regular: '/Fr', semiBold: '/Fs', bold: '/Fb' } as const

export interface Line {
  readonly text: string
  /** Points from the card's top left corner: left edge and the line of the letters' feet. */
  readonly x: number
  readonly foot: number
  readonly size: number
  readonly weight: Weight
}

/** `#rrggbb` as the operator rg takes it. */
export function fillColour(hex: string): string {
  const parts = [1, 3, 5].map((at) => coarse(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return `${parts.join(' ')} rg`
}

/** One line of text on a page of a height in points (ISO 32000-1, 9.4): PDF counts upwards. */
export function lineOperators(fonts: CardFonts, height: number, line: Line): string {
  const { text, x, foot, size, weight } = line
  return `BT ${fontNames[weight]} ${coarse(size)} Tf ${coarse(x)} ${coarse(height - foot)} Td ${fonts[weight].show(text, size)} ET`
}

/** Where a text that is the same on every card stands. */
export function textLine(fonts: CardFonts, { text, box, size, weight, align }: PrintedText): Line {
  const spare = align === 'center' ? box.width * point - fonts[weight].measure(text, size) : 0
  return { text, x: box.x * point + spare / 2, foot: box.y * point + size, size, weight }
}

/** `Tiếng Việt / English:` on one line, the Vietnamese heavier. */
export function labelLines(
  { semiBold, regular }: CardFonts,
  { label, labelBox }: PrintedField,
): readonly [Line, Line] {
  const english = ` / ${label.en}:`
  const natural = semiBold.measure(label.vi, 1) + regular.measure(english, 1)
  const size = Math.max(labelSize.min, Math.min(labelSize.max, (labelBox.width * point) / natural))
  const foot = (labelBox.y + labelBox.height) * point - size * 0.35
  const x = labelBox.x * point
  return [
    { text: label.vi, x, foot, size, weight: 'semiBold' },
    { text: english, x: x + semiBold.measure(label.vi, size), foot, size, weight: 'regular' },
  ]
}
