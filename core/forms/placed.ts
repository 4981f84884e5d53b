import type { Box, Weight } from '../card/layout.ts'

/** Place for one answer, or a part of one, on paper. Boxes in millimetres from the page's top left corner. */
export type FormInput = { readonly field: string; readonly part: string | null; readonly box: Box } & (
  | { readonly kind: 'LINE' }
  /** Room to write in, without a line. */
  | { readonly kind: 'AREA' }
  /** One letter or digit in each cell; `box` is all of them. */
  | { readonly kind: 'CELLS'; readonly cells: readonly Box[] }
  /** Ticked for this choice, or for "không rõ" where it is {@link unknownChoice}. */
  | { readonly kind: 'TICK'; readonly choice: string }
)

/** The choice that the box "Không rõ" stands for. */
export const unknownChoice = 'UNKNOWN'

/** Words of the blank form. */
export interface FormText {
  readonly text: string
  /** Millimetres: left edge, line of the letters' feet, and the width that they must not exceed. */
  readonly x: number
  readonly foot: number
  readonly width: number
  /** Points. */
  readonly size: number
  readonly weight: Weight
  readonly align: 'left' | 'center' | 'right'
}

/** What stands on a blank besides serial and barcode. */
export interface Placed {
  readonly inputs: readonly FormInput[]
  readonly texts: readonly FormText[]
  /** Thin lines: from x, y to the right (height 0) or downwards (width 0). */
  readonly rules: readonly Box[]
}
