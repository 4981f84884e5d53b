import { concatBytes } from '../../bytes.ts'
import { type ByteCursor, fieldBytes, type Field, type FieldValues, numberBytes } from './byte-fields.ts'
import { MinutiaeRecordRefused as Refused } from './refusals.ts'

/*
 * What both editions of ISO/IEC 19794-2 share. A minutia, 6 bytes (in 2011 also 5, without quality):
 *   type      2 bits   0 other, 1 ridge ending, 2 bifurcation
 *   x        14 bits   pixels from the left
 *   reserved  2 bits
 *   y        14 bits   pixels from the top
 *   angle     8 bits   1/256 turn, counter-clockwise from the x axis
 *   quality   8 bits   1 … 100; 0: not reported (2011 also 254 and 255)
 */
const placeFields = [
  ['type', 2, 0, 2],
  ['x', 14],
  ['-', 2],
  ['y', 14],
  ['angle', 8],
] as const satisfies readonly Field[]

const qualityField = [['quality', 8]] as const satisfies readonly Field[]

export type RecordedMinutia = FieldValues<typeof placeFields> & FieldValues<typeof qualityField>

interface Extent {
  readonly width: number
  readonly height: number
}

interface MinutiaShape extends Extent {
  /** 5 or 6 bytes. */
  readonly size: number
  /** 100 in 2005; 255 in 2011, where 254 and 255 mean "not reported" and "not computed". */
  readonly greatestQuality: number
}

export function minutiaeBytes(
  minutiae: readonly RecordedMinutia[],
  shape: MinutiaShape,
): Uint8Array<ArrayBuffer> {
  const refuse = (field: string) => new Refused({ fault: 'value', field, offset: null })
  const parts = minutiae.map((minutia) => {
    if (minutia.x >= shape.width) throw refuse('x')
    if (minutia.y >= shape.height) throw refuse('y')
    if (minutia.quality > shape.greatestQuality) throw refuse('quality')
    if (shape.size === 5 && minutia.quality !== 0) throw refuse('quality')
    const place = fieldBytes(placeFields, minutia, Refused)
    return shape.size === 6 ? concatBytes(place, fieldBytes(qualityField, minutia, Refused)) : place
  })
  return concatBytes(...parts)
}

export function readMinutiae(
  cursor: ByteCursor,
  count: number,
  shape: MinutiaShape,
): readonly RecordedMinutia[] {
  if (count * shape.size > cursor.left) throw cursor.refusal('truncated', 'minutiae')
  return Array.from({ length: count }, () => {
    const at = cursor.offset
    const place = cursor.fields(placeFields)
    const { quality } = shape.size === 6 ? cursor.fields(qualityField) : { quality: 0 }
    if (place.x >= shape.width) throw cursor.refusal('value', 'x', at)
    if (place.y >= shape.height) throw cursor.refusal('value', 'y', at)
    if (quality > shape.greatestQuality) throw cursor.refusal('value', 'quality', at)
    return { ...place, quality }
  })
}

/*
 * Extended data after the minutiae of a view:
 *   length  2   of all blocks
 *   blocks      type 2 (1 ridge counts, 2 cores and deltas, 3 zonal quality, others of vendors) | length 2, these four
 *               bytes included | data
 */
export interface ExtendedBlock {
  readonly type: number
  readonly data: Uint8Array
}

const extendedFields = [
  ['type', 16],
  ['length', 16, 4],
] as const

export function extendedBytes(blocks: readonly ExtendedBlock[]): Uint8Array<ArrayBuffer> {
  const parts = blocks.map(({ type, data }) =>
    concatBytes(fieldBytes(extendedFields, { type, length: data.length + 4 }, Refused), data),
  )
  const body = concatBytes(...parts)
  return concatBytes(numberBytes('extendedData', body.length, { size: 2, Refused }), body)
}

export function readExtended(cursor: ByteCursor): readonly ExtendedBlock[] {
  const area = cursor.part('extendedData', cursor.number('extendedData', 2))
  const blocks: ExtendedBlock[] = []
  while (area.left > 0) {
    const { type, length } = area.fields(extendedFields)
    blocks.push({ type, data: area.bytes('extendedBlock', length - 4) })
  }
  return blocks
}
