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
  appearanceFields,
  checkPoints,
  expressionFields,
  type FeaturePoint,
  featurePointBytes,
  readFeaturePoints,
} from './face-points.ts'
import { FaceRecordRefused as Refused } from './refusals.ts'

/*
 * ISO/IEC 19794-5:2005, the edition on chips (ICAO 9303-10, DG2). Record header 14 bytes:
 *   "FAC\0" 4 | "010\0" 4 | length 4 | faces 2
 * Facial information 20 bytes:
 *   length 4 (of everything of this face) | points 2 | gender 1 | eye colour 1 | hair colour 1 | feature mask 3
 *   expression 2 | yaw, pitch, roll 3 | their uncertainty 3
 * Feature points 8 each, then image information 12 bytes:
 *   face image type 1 (0 basic, 1 full frontal, 2 token) | format 1 | width 2 | height 2
 *   colour space 1 (1 RGB, 2 YUV 4:2:2, 3 grey) | source 1 | device 2 | quality 2
 * Then the image, to the end of the face.
 */
const kind = { format: 'FAC\0', version: '010\0', lengthBytes: 4, Refused }

const personFields = [...appearanceFields, ...expressionFields] as const satisfies readonly Field[]

/** In the order of their codes. */
const formats = ['jpeg', 'jp2'] as const

const typeFields = [
  ['imageType', 8],
  ['format', 8, 0, formats.length - 1],
] as const satisfies readonly Field[]

const imageFields = [
  ['width', 16, 1],
  ['height', 16, 1],
  ['colourSpace', 8],
  ['source', 8],
  ['device', 16],
  ['quality', 16],
] as const satisfies readonly Field[]

/** What a face takes without its points and its image. */
const fixedBytes = 32

export interface Face2005 extends FieldValues<typeof personFields>, FieldValues<typeof imageFields> {
  readonly points: readonly FeaturePoint[]
  readonly imageType: number
  readonly format: (typeof formats)[number]
  readonly image: Uint8Array
}

export interface FaceRecord2005 {
  readonly faces: readonly Face2005[]
}

/** Throws FaceRecordRefused for a value that its field cannot hold. */
export function writeFaces2005({ faces }: FaceRecord2005): Uint8Array<ArrayBuffer> {
  const parts = faces.map((face) => {
    checkPoints(face, null)
    if (face.image.length === 0) throw new Refused({ fault: 'length', field: 'image', offset: null })
    const { imageType, points } = face
    const format = codeIn('format', face.format, { codes: formats, Refused })
    const body = concatBytes(
      numberBytes('points', points.length, { size: 2, Refused }),
      fieldBytes(personFields, face, Refused),
      featurePointBytes(points),
      fieldBytes(typeFields, { imageType, format }, Refused),
      fieldBytes(imageFields, face, Refused),
      face.image,
    )
    return concatBytes(numberBytes('length', body.length + 4, { size: 4, Refused }), body)
  })
  return closeRecord(kind, [numberBytes('faces', parts.length, { size: 2, Refused }), ...parts])
}

/** The images are views into `bytes`. Throws FaceRecordRefused. */
export function readFaces2005(bytes: Uint8Array): FaceRecord2005 {
  const record = openRecord(bytes, kind)
  const count = record.number('faces', 2)
  const faces: Face2005[] = []
  while (faces.length < count) faces.push(readFace(record))
  record.end('faces')
  return { faces }
}

function readFace(record: ByteCursor): Face2005 {
  const at = record.offset
  const length = record.number('length', 4)
  if (length <= fixedBytes) throw record.refusal('length', 'length', at)
  const cursor = record.part('face', length - 4)
  const count = cursor.number('points', 2)
  const person = cursor.fields(personFields)
  const pointsAt = cursor.offset
  const points = readFeaturePoints(cursor, count)
  const { imageType, format } = cursor.fields(typeFields)
  const picture = cursor.fields(imageFields)
  checkPoints({ ...picture, points }, pointsAt)
  if (cursor.left === 0) throw cursor.refusal('truncated', 'image')
  const image = cursor.bytes('image', cursor.left)
  return { ...person, points, imageType, format: formats[format] ?? 'jpeg', ...picture, image }
}
