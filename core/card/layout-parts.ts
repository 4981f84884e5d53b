import type { Bilingual } from '../errors.ts'
import type { Box, FaceLayout, FieldName, MrzLayout, PrintedField, PrintedText, Weight } from './layout.ts'

/** ID-1, ISO/IEC 7810, 5: 85.60 × 53.98 mm, corners 3.18 mm; the same in TT 06/2021/TT-BCA and TT 16/2024/TT-BCA. */
export const cardSize = { width: 85.6, height: 53.98, cornerRadius: 3.18 } as const

export const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height })

type FieldStyle = { readonly min: number; readonly max: number; readonly weight: Weight }
/** Type for a value of one line, for an address, for the name, for the number. */
export const plain: FieldStyle = { min: 5, max: 7.6, weight: 'semiBold' }
export const small: FieldStyle = { min: 4, max: 6.6, weight: 'semiBold' }
export const large: FieldStyle = { min: 5, max: 9, weight: 'bold' }

/** Height that a label takes above its value. */
const labelHeight = 2.4

type FieldPlace = { readonly value: Box; readonly labelBox?: Box; readonly style: FieldStyle }

/** An item with its label above its value, or where `labelBox` says. */
export function field(
  name: FieldName,
  label: Bilingual,
  { value, labelBox, style }: FieldPlace,
): PrintedField {
  return {
    field: name,
    label,
    labelBox: labelBox ?? box(value.x, value.y - labelHeight, value.width, labelHeight),
    box: value,
    size: { min: style.min, max: style.max },
    weight: style.weight,
  }
}

/** An item whose value follows its label on the same line, `labelWidth` to the right. */
export function inlineField(
  name: FieldName,
  label: Bilingual,
  {
    line,
    labelWidth,
    style,
  }: { readonly line: Box; readonly labelWidth: number; readonly style: FieldStyle },
): PrintedField {
  const foot = line.y + (style.max * 25.4) / 72
  return field(name, label, {
    // Label and value stand on one foot.
    labelBox: box(line.x, foot - labelHeight + 0.55, labelWidth, labelHeight),
    value: box(line.x + labelWidth, line.y, line.width - labelWidth, line.height),
    style,
  })
}

type TextStyle = { readonly size: number; readonly weight: Weight; readonly colour: string }

export const centred = (text: string, at: Box, style: TextStyle): PrintedText => ({
  text,
  box: at,
  ...style,
  align: 'center',
})

/** What a face has nothing of. */
export const bare: Omit<FaceLayout, 'motifs' | 'specimen'> = {
  texts: [],
  fields: [],
  barcodes: [],
  fingerprints: [],
  emblem: null,
  chipSymbol: null,
  chip: null,
  portrait: null,
  seal: null,
  signature: null,
  mrz: null,
}

/**
 * The machine-readable zone: the lowest 23.2 mm (ICAO 9303-5, TD1), OCR-B size 1, ten characters to the inch
 * (9303-3, 4.2), its lines a quarter of an inch apart and centred in the zone.
 */
export const mrz: MrzLayout = {
  box: box(4.7, 34.85, 76.2, 15.1),
  pitch: 2.54,
  linePitch: 6.35,
  capHeight: 2.4,
}
export const mrzZoneHeight = 23.2

/** Contacts lie where ISO/IEC 7816-2 puts them. */
export const contactPlate = box(9.2, 19.4, 11.8, 10.6)

/** The signs of the state, the same words on every template. */
export const nationalTitle = {
  country: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  countryEnglish: 'SOCIALIST REPUBLIC OF VIET NAM',
  mottoEnglish: 'Independence - Freedom - Happiness',
} as const
