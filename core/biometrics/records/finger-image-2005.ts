import { concatBytes } from '../../bytes.ts'
import {
  type ByteCursor,
  closeRecord,
  codeIn,
  fieldBytes,
  type Field,
  type FieldValues,
  numberBytes,
  openRecord,
} from './byte-fields.ts'
import {
  checkFingerCount,
  checkStored,
  type FingerCompression,
  fingersOf,
  resolutionFields,
} from './finger-image-data.ts'
import { FingerImageRecordRefused as Refused } from './refusals.ts'

/*
 * ISO/IEC 19794-4:2005, record header 32 bytes:
 *   "FIR\0" 4 | "010\0" 4 | length 6
 *   device 2 | acquisition level 2 (30 and 31 are 500 dpi) | fingers 1
 *   units 1 (1 per inch, 2 per centimetre) | scan x, y 2 + 2 | image x, y 2 + 2
 *   depth 1 | compression 1 | reserved 2
 */
const kind = { format: 'FIR\0', version: '010\0', lengthBytes: 6, Refused }

const acquisitionFields = [
  ['device', 16],
  ['acquisitionLevel', 16],
] as const satisfies readonly Field[]

/** In the order of their codes, 0 … 5. */
const compressions = ['raw', 'packed', 'wsq', 'jpeg', 'jp2', 'png'] as const

const compressionFields = [
  ['compression', 8, 0, compressions.length - 1],
  ['-', 16],
] as const satisfies readonly Field[]

/*
 * View of a finger, 14 bytes, then the image:
 *   length 4 (of header and image) | position 1 | views of this finger 1 | view number 1 | quality 1 (254: not known)
 *   impression 1 | width 2 | height 2 | reserved 1
 */
const positionFields = [
  ['position', 8, 0, 15],
  ['viewsOfFinger', 8],
] as const satisfies readonly Field[]

const viewFields = [
  ['viewNumber', 8],
  ['quality', 8],
  ['impression', 8],
  ['width', 16, 1],
  ['height', 16, 1],
  ['-', 8],
] as const satisfies readonly Field[]
const viewHeaderBytes = 14

export interface FingerView2005 extends FieldValues<typeof viewFields> {
  readonly position: number
  readonly image: Uint8Array
}

export interface FingerImageRecord2005
  extends FieldValues<typeof acquisitionFields>, FieldValues<typeof resolutionFields> {
  readonly compression: FingerCompression
  /** One for every view; the views of one finger follow one another. */
  readonly views: readonly FingerView2005[]
}

/** How many views there are of each finger, by position. */
function viewsByFinger(views: readonly FingerView2005[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const { position } of views) counts.set(position, (counts.get(position) ?? 0) + 1)
  return counts
}

/** Throws FingerImageRecordRefused for a value that its field cannot hold. */
export function writeFingerImages2005(record: FingerImageRecord2005): Uint8Array<ArrayBuffer> {
  const { compression, depth, views } = record
  const counts = viewsByFinger(views)
  const parts = views.map((view) => {
    checkStored({ ...view, compression, depth }, null)
    const { position, image } = view
    const length = numberBytes('length', image.length + viewHeaderBytes, { size: 4, Refused })
    const finger = { position, viewsOfFinger: counts.get(position) ?? 0 }
    return concatBytes(
      length,
      fieldBytes(positionFields, finger, Refused),
      fieldBytes(viewFields, view, Refused),
      image,
    )
  })
  const header = [
    fieldBytes(acquisitionFields, record, Refused),
    numberBytes('fingers', fingersOf(views), { size: 1, Refused }),
    fieldBytes(resolutionFields, record, Refused),
    fieldBytes(
      compressionFields,
      { compression: codeIn('compression', compression, { codes: compressions, Refused }) },
      Refused,
    ),
  ]
  return closeRecord(kind, [...header, ...parts])
}

/** The images are views into `bytes`. Throws FingerImageRecordRefused. */
export function readFingerImages2005(bytes: Uint8Array): FingerImageRecord2005 {
  const cursor = openRecord(bytes, kind)
  const acquisition = cursor.fields(acquisitionFields)
  const fingers = cursor.number('fingers', 1)
  const imaging = cursor.fields(resolutionFields)
  const compression = compressions[cursor.fields(compressionFields).compression] ?? 'raw'
  const storage = { compression, depth: imaging.depth }
  const found: ReadView[] = []
  while (cursor.left > 0) found.push(readView(cursor, storage))
  const views = found.map(({ view }) => view)
  checkFingerCount(cursor, fingers, views)
  const counts = viewsByFinger(views)
  const isTold = ({ view: { position }, told }: ReadView) => position === 0 || told === counts.get(position)
  if (!found.every(isTold)) throw cursor.refusal('length', 'viewsOfFinger')
  return { ...acquisition, ...imaging, compression, views }
}

interface ReadView {
  readonly view: FingerView2005
  /** How many views of its finger it announces. */
  readonly told: number
}

function readView(
  cursor: ByteCursor,
  storage: { readonly compression: FingerCompression; readonly depth: number },
): ReadView {
  const at = cursor.offset
  const length = cursor.number('length', 4)
  if (length < viewHeaderBytes) throw cursor.refusal('length', 'length', at)
  const { position, viewsOfFinger: told } = cursor.fields(positionFields)
  const own = cursor.fields(viewFields)
  const imageAt = cursor.offset
  const image = cursor.bytes('image', length - viewHeaderBytes)
  checkStored({ ...own, ...storage, image }, imageAt)
  return { view: { position, ...own, image }, told }
}
