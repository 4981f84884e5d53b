import { concatBytes } from '../../bytes.ts'
import {
  closeRecord,
  fieldBytes,
  type Field,
  type FieldValues,
  numberBytes,
  openRecord,
} from './byte-fields.ts'
import {
  type ExtendedBlock,
  extendedBytes,
  minutiaeBytes,
  readExtended,
  readMinutiae,
  type RecordedMinutia,
} from './finger-minutiae.ts'
import { MinutiaeRecordRefused as Refused } from './refusals.ts'

/*
 * ISO/IEC 19794-2:2005, record header 24 bytes:
 *   "FMR\0" 4 | " 20\0" 4 | length 4
 *   certification 4 bits | device type 12 bits
 *   width 2 | height 2         pixels
 *   x resolution 2 | y 2       pixels per centimetre; 197 is 500 dpi
 *   views 1 | reserved 1
 */
const kind = { format: 'FMR\0', version: ' 20\0', lengthBytes: 4, Refused }

const headerFields = [
  ['certification', 4],
  ['deviceType', 12],
  ['width', 16, 1],
  ['height', 16, 1],
  ['xPerCm', 16, 1],
  ['yPerCm', 16, 1],
] as const satisfies readonly Field[]

const viewCountFields = [
  ['views', 8],
  ['-', 8],
] as const satisfies readonly Field[]

/*
 * View, 4 bytes, then minutiae and extended data:
 *   finger position 1 | view number 4 bits | impression 4 bits | quality 1 | minutiae 1
 */
const viewFields = [
  ['position', 8, 0, 10],
  ['viewNumber', 4],
  ['impression', 4],
  ['quality', 8, 0, 100],
] as const satisfies readonly Field[]

export interface MinutiaeView2005 extends FieldValues<typeof viewFields> {
  readonly minutiae: readonly RecordedMinutia[]
  readonly extended: readonly ExtendedBlock[]
}

export interface MinutiaeRecord2005 extends FieldValues<typeof headerFields> {
  readonly views: readonly MinutiaeView2005[]
}

const shapeOf = ({ width, height }: MinutiaeRecord2005 | FieldValues<typeof headerFields>) => ({
  width,
  height,
  size: 6,
  greatestQuality: 100,
})

/** Throws MinutiaeRecordRefused for a value that its field cannot hold. */
export function writeMinutiae2005(record: MinutiaeRecord2005): Uint8Array<ArrayBuffer> {
  const views = record.views.map((view) =>
    concatBytes(
      fieldBytes(viewFields, view, Refused),
      numberBytes('minutiae', view.minutiae.length, { size: 1, Refused }),
      minutiaeBytes(view.minutiae, shapeOf(record)),
      extendedBytes(view.extended),
    ),
  )
  const header = fieldBytes(headerFields, record, Refused)
  return closeRecord(kind, [header, fieldBytes(viewCountFields, { views: views.length }, Refused), ...views])
}

/** Throws MinutiaeRecordRefused. */
export function readMinutiae2005(bytes: Uint8Array): MinutiaeRecord2005 {
  const cursor = openRecord(bytes, kind)
  const header = cursor.fields(headerFields)
  const { views: count } = cursor.fields(viewCountFields)
  const views = Array.from({ length: count }, () => {
    const view = cursor.fields(viewFields)
    const minutiae = readMinutiae(cursor, cursor.number('minutiae', 1), shapeOf(header))
    return { ...view, minutiae, extended: readExtended(cursor) }
  })
  cursor.end('views')
  return { ...header, views }
}
