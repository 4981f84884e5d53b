import type { Bilingual } from '../errors.ts'
import type { CardFace, CardTemplate } from './card-face.ts'

/** Millimetres from the card's top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Weight = 'regular' | 'semiBold' | 'bold'

/** Words that are the same on every card. */
export interface PrintedText {
  readonly text: string
  readonly box: Box
  /** Points. */
  readonly size: number
  readonly weight: Weight
  readonly align: 'left' | 'center'
  readonly colour: string
}

/** The items of {@link CardFace} that are printed as text. */
export type FieldName = Exclude<keyof CardFace, 'qr' | 'mrz'>

/** One item: its label on one line, its value as large as fits between `size.min` and `size.max`. */
export interface PrintedField {
  readonly field: FieldName
  readonly label: Bilingual
  readonly labelBox: Box
  readonly box: Box
  /** Points. */
  readonly size: { readonly min: number; readonly max: number }
  readonly weight: Weight
}

/** Three lines of OCR-B: size and pitch in millimetres. */
export interface MrzLayout {
  readonly box: Box
  readonly pitch: number
  readonly linePitch: number
  readonly capHeight: number
}

export interface FaceLayout {
  readonly texts: readonly PrintedText[]
  readonly fields: readonly PrintedField[]
}

export interface CardLayout {
  readonly template: CardTemplate
  /** The circular that lays the card down. */
  readonly law: string
  readonly front: FaceLayout & {
    readonly emblem: Box
    readonly chipSymbol: Box
    readonly portrait: Box | null
  }
  readonly back: FaceLayout & { readonly qr: Box; readonly chip: Box; readonly mrz: MrzLayout }
}
