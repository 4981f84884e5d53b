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
  appearanceFields,
  checkPoints,
  expressionFields,
  type FeaturePoint,
  featurePointBytes,
  readFeaturePoints,
} from './face-points.ts'
import { FaceRecordRefused as Refused } from './refusals.ts'
import {
  type Capture2011,
  certificationFlag,
  readRepresentations,
  representationBytes,
} from './representation-2011.ts'

/*
 * ISO/IEC 19794-5:2011, general header 17 bytes:
 *   "FAC\0" 4 | "030\0" 4 | length 4 | representations 2 | certification flag 1 | temporal semantics 2
 */
const kind = { format: 'FAC\0', version: '030\0', lengthBytes: 4, Refused }

const generalFields = [
  ['representations', 16],
  ['certified', 8, 0, 1],
  ['temporalSemantics', 16],
] as const satisfies readonly Field[]

/*
 * Representation: the common beginning, then facial information 17 bytes:
 *   points 2 | gender 1 | eye colour 1 | hair colour 1 | height 1 (centimetres) | feature mask 3 | expression 2
 *   yaw, pitch, roll 3 | their uncertainty 3
 * Feature points 8 each, image information 11 bytes, the image:
 *   face image type 1 | format 1 | width 2 | height 2 | sampling rate 1 | post-processing 2 | cross reference 1
 *   colour space 1 | image length 4 | image
 */
const personFields = [
  ...appearanceFields,
  ['subjectHeight', 8],
  ...expressionFields,
] as const satisfies readonly Field[]

/** In the order of their codes. */
const formats = ['jpeg', 'jp2', 'jp2-lossless', 'png'] as const

const typeFields = [
  ['imageType', 8],
  ['format', 8, 0, formats.length - 1],
] as const satisfies readonly Field[]

const imageFields = [
  ['width', 16, 1],
  ['height', 16, 1],
  ['samplingRate', 8],
  ['postProcessing', 16],
  ['crossReference', 8],
  ['colourSpace', 8],
] as const satisfies readonly Field[]

export interface Face2011
  extends Capture2011, FieldValues<typeof personFields>, FieldValues<typeof imageFields> {
  readonly points: readonly FeaturePoint[]
  readonly imageType: number
  readonly format: (typeof formats)[number]
  readonly image: Uint8Array
}

export interface FaceRecord2011 {
  /** 0: one representation; 1, 2 …: how several hang together in time. */
  readonly temporalSemantics: number
  readonly representations: readonly Face2011[]
}

/** Throws FaceRecordRefused for a value that its field cannot hold. */
export function writeFaces2011(record: FaceRecord2011): Uint8Array<ArrayBuffer> {
  const { representations, temporalSemantics } = record
  const certified = certificationFlag(representations)
  const parts = representations.map((face) => {
    checkPoints(face, null)
    const { imageType, image, points } = face
    if (image.length === 0) throw new Refused({ fault: 'length', field: 'image', offset: null })
    const own = [
      numberBytes('points', points.length, { size: 2, Refused }),
      fieldBytes(personFields, face, Refused),
      featurePointBytes(points),
      fieldBytes(
        typeFields,
        { imageType, format: codeIn('format', face.format, { codes: formats, Refused }) },
        Refused,
      ),
      fieldBytes(imageFields, face, Refused),
      numberBytes('imageLength', image.length, { size: 4, Refused }),
      image,
    ]
    return representationBytes(face, own, { certified, Refused })
  })
  const general = { representations: parts.length, certified, temporalSemantics }
  return closeRecord(kind, [fieldBytes(generalFields, general, Refused), ...parts])
}

/** The images are views into `bytes`. Throws FaceRecordRefused. */
export function readFaces2011(bytes: Uint8Array): FaceRecord2011 {
  const record = openRecord(bytes, kind)
  const general = record.fields(generalFields)
  const representations = readRepresentations(record, general, readOwn)
  return { temporalSemantics: general.temporalSemantics, representations }
}

function readOwn(cursor: ByteCursor): Omit<Face2011, keyof Capture2011> {
  const count = cursor.number('points', 2)
  const person = cursor.fields(personFields)
  const pointsAt = cursor.offset
  const points = readFeaturePoints(cursor, count)
  const { imageType, format } = cursor.fields(typeFields)
  const picture = cursor.fields(imageFields)
  checkPoints({ ...picture, points }, pointsAt)
  const length = cursor.number('imageLength', 4)
  if (length === 0) throw cursor.refusal('length', 'image')
  const image = cursor.bytes('image', length)
  return { ...person, points, imageType, format: formats[format] ?? 'jpeg', ...picture, image }
}
