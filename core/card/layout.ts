import type { CalendarDate } from '../dates/calendar-date.ts'
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
export type Side = 'front' | 'back'

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
export type FieldName = Exclude<keyof CardFace, 'qr' | 'signedQr' | 'mrz'>
/** What a symbol for machines may hold: items as they are printed, and what is made for machines alone. */
export type CodedItem = FieldName | 'qr' | 'signedQr' | 'mrz'

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

/** A symbol for machines, drawn in whole printer dots as large as its box allows, its quiet zone inside the box. */
export interface BarcodePlace {
  readonly kind: 'QR' | 'CODE_128' | 'PDF_417'
  /** Several items stand in it in this order, with a bar between them. */
  readonly content: readonly CodedItem[]
  readonly box: Box
}

/** A printed finger (TT 06/2021/TT-BCA): the box is drawn in any case, the print where there is one. */
export interface FingerprintPlace {
  readonly finger: 'LEFT_INDEX' | 'RIGHT_INDEX'
  readonly box: Box
}

/** An ornament of the ground, drawn in this order. */
export type Motif =
  | { readonly kind: 'WAVES'; readonly colours: readonly [string, string] }
  | { readonly kind: 'DRUM'; readonly x: number; readonly y: number; readonly radius: number }
  | { readonly kind: 'MAP'; readonly box: Box }
  | { readonly kind: 'LOTUS'; readonly x: number; readonly y: number; readonly size: number }
  | { readonly kind: 'ROSETTE'; readonly x: number; readonly y: number; readonly radius: number }

/** Where MẪU / SPECIMEN stands, slanting: its middle in millimetres, its size in points. */
export interface SpecimenPlace {
  readonly x: number
  readonly y: number
  readonly size: number
}

export interface FaceLayout {
  readonly motifs: readonly Motif[]
  readonly texts: readonly PrintedText[]
  readonly fields: readonly PrintedField[]
  readonly barcodes: readonly BarcodePlace[]
  readonly fingerprints: readonly FingerprintPlace[]
  readonly emblem: Box | null
  readonly chipSymbol: Box | null
  /** Where the contact plate lies. */
  readonly chip: Box | null
  readonly portrait: Box | null
  readonly seal: Box | null
  readonly signature: Box | null
  readonly mrz: MrzLayout | null
  readonly specimen: SpecimenPlace
}

/** Colours `#rrggbb`. */
export interface Palette {
  /** From the left edge over the middle to the right. */
  readonly ground: readonly [string, string, string]
  readonly label: string
  readonly value: string
  readonly motif: { readonly fill: string; readonly line: string; readonly map: string }
}

export interface CardLayout {
  readonly template: CardTemplate
  readonly title: Bilingual
  /** The circular that lays the card down. */
  readonly law: string
  /** First day on which it is issued, and the first on which it no longer is. */
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
  /** Where no public text settles what stands where: said in the PDF's metadata and on the specimen. */
  readonly assumed: boolean
  readonly palette: Palette
  readonly front: FaceLayout
  readonly back: FaceLayout
}
