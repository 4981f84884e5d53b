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
import {
  type Capture2011,
  certificationFlag,
  readRepresentations,
  representationBytes,
} from './representation-2011.ts'

/*
 * ISO/IEC 19794-4:2011, general header 16 bytes:
 *   "FIR\0" 4 | "020\0" 4 | length 4 | representations 2 | certification flag 1 | fingers 1
 */
const kind = { format: 'FIR\0', version: '020\0', lengthBytes: 4, Refused }

const generalFields = [
  ['representations', 16],
  ['certified', 8, 0, 1],
  ['fingers', 8],
] as const satisfies readonly Field[]

/*
 * Representation: the common beginning, then
 *   position 1 | representation number 1 | units 1 | scan x, y 2 + 2 | image x, y 2 + 2
 *   depth 1 | compression 1 | impression 1 | width 2 | height 2 | image length 4 | image
 */
const imagingFields = [
  ['position', 8, 0, 50],
  ['representation', 8],
  ...resolutionFields,
] as const satisfies readonly Field[]

/** In the order of their codes, 0 … 6. */
const compressions = ['raw', 'packed', 'wsq', 'jpeg', 'jp2', 'jp2-lossless', 'png'] as const
const compressionField = [['compression', 8, 0, compressions.length - 1]] as const satisfies readonly Field[]

const pictureFields = [
  ['impression', 8, 0, 29],
  ['width', 16, 1],
  ['height', 16, 1],
] as const satisfies readonly Field[]

export interface FingerView2011
  extends Capture2011, FieldValues<typeof imagingFields>, FieldValues<typeof pictureFields> {
  readonly compression: FingerCompression
  readonly image: Uint8Array
}

export interface FingerImageRecord2011 {
  readonly representations: readonly FingerView2011[]
}

/** Throws FingerImageRecordRefused for a value that its field cannot hold. */
export function writeFingerImages2011({ representations }: FingerImageRecord2011): Uint8Array<ArrayBuffer> {
  const certified = certificationFlag(representations)
  const parts = representations.map((view) => {
    checkStored(view, null)
    const compression = codeIn('compression', view.compression, { codes: compressions, Refused })
    const own = [
      fieldBytes(imagingFields, view, Refused),
      fieldBytes(compressionField, { compression }, Refused),
      fieldBytes(pictureFields, view, Refused),
      numberBytes('imageLength', view.image.length, { size: 4, Refused }),
      view.image,
    ]
    return representationBytes(view, own, { certified, Refused })
  })
  const general = { representations: parts.length, certified, fingers: fingersOf(representations) }
  return closeRecord(kind, [fieldBytes(generalFields, general, Refused), ...parts])
}

/** The images are views into `bytes`. Throws FingerImageRecordRefused. */
export function readFingerImages2011(bytes: Uint8Array): FingerImageRecord2011 {
  const record = openRecord(bytes, kind)
  const general = record.fields(generalFields)
  const representations = readRepresentations(record, general, readOwn)
  checkFingerCount(record, general.fingers, representations)
  return { representations }
}

function readOwn(cursor: ByteCursor): Omit<FingerView2011, keyof Capture2011> {
  const imaging = cursor.fields(imagingFields)
  const compression = compressions[cursor.fields(compressionField).compression] ?? 'raw'
  const picture = cursor.fields(pictureFields)
  const length = cursor.number('imageLength', 4)
  const imageAt = cursor.offset
  const image = cursor.bytes('image', length)
  checkStored({ ...imaging, ...picture, compression, image }, imageAt)
  return { ...imaging, compression, ...picture, image }
}
