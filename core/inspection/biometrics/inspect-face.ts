/*
 * ISO/IEC 19794-5:2005. Record header 14 bytes: "FAC\0" 4 | "010\0" 4 | length 4 | faces 2
 * Facial information 20 bytes: length 4 | points 2 | gender 1 | eye colour 1 | hair colour 1 | features 3 | expression 2 | pose 6
 * Points 8 each: type 1 | code 1 | x 2 | y 2 | reserved 2
 * Image information 12 bytes: type 1 | data type 1 | width 2 | height 2 | colour space 1 | source 1 | device 2 | quality 2; the image
 */
import { isText } from '../der/parts.ts'
import type { Tell } from '../findings.ts'
import { formatOf, type PictureFormat, wholePicture } from './pictures.ts'
import { numberAt } from './number-at.ts'

const headerBytes = 14
const informationBytes = 20
const pointBytes = 8
const imageBytes = 12
const pointsAt = headerBytes + informationBytes

// 19794-5, 5.5.3 to 5.5.5, 5.7.5 and 5.7.6; 255 and from 128 on: not known, the maker's own
const codes = {
  gender: (code: number) => code <= 2 || code === 255,
  eyes: (code: number) => code <= 8 || code === 255,
  hair: (code: number) => code <= 9 || code === 255,
  colour: (code: number) => code <= 4 || code >= 128,
  source: (code: number) => code <= 7 || code >= 128,
}
/** Full frontal and token; a basic picture is not enough for a document (Doc 9303-10, 4.7.2). */
const imageTypes: readonly number[] = [1, 2]
const dataTypes: readonly PictureFormat[] = ['JPEG', 'JP2']

/** Answers the code of the sex, where it can be read. */
export function inspectFace(record: Uint8Array, tell: Tell): number | null {
  if (!isText(record.subarray(0, 8), 'FAC\0' + '010\0')) {
    tell('FACE_FORMAT', 'DG2')
    return null
  }
  const [length, faces] = [numberAt(record, 8, 4), numberAt(record, 12, 2)]
  const [block, points] = [numberAt(record, 14, 4), numberAt(record, 18, 2)]
  if (length !== record.length) tell('FACE_LENGTH', 'DG2', `${length} of ${record.length}`)
  if (faces !== 1) tell('FACE_COUNT', 'DG2', `${faces}`)
  else if (block !== record.length - headerBytes) tell('FACE_BLOCK', 'DG2', `${block}`)
  const imageAt = pointsAt + points * pointBytes
  if (imageAt + imageBytes > record.length) {
    tell('FACE_POINTS', 'DG2', `${points}`)
    return null
  }
  const places = { gender: 20, eyes: 21, hair: 22, colour: imageAt + 6, source: imageAt + 7 } as const
  const names = Object.keys(codes) as (keyof typeof codes)[]
  const unknown = names.filter((name) => !codes[name](numberAt(record, places[name], 1)))
  if (unknown.length > 0) tell('FACE_CODES', 'DG2', unknown.join())
  inspectPoints(record, imageAt, tell)
  inspectImage(record, imageAt, tell)
  return numberAt(record, places.gender, 1)
}

/** Points of the picture lie in it. */
function inspectPoints(record: Uint8Array, imageAt: number, tell: Tell): void {
  const [width, height] = [numberAt(record, imageAt + 2, 2), numberAt(record, imageAt + 4, 2)]
  for (let at = pointsAt; at < imageAt; at += pointBytes) {
    const isOutside = numberAt(record, at + 2, 2) >= width || numberAt(record, at + 4, 2) >= height
    if (record[at] === 1 && isOutside)
      return tell('FACE_POINTS', 'DG2', `point ${(at - pointsAt) / pointBytes + 1}`)
  }
}

function inspectImage(record: Uint8Array, at: number, tell: Tell): void {
  const image = record.subarray(at + imageBytes)
  const [type, dataType] = [numberAt(record, at, 1), numberAt(record, at + 1, 1)]
  if (!imageTypes.includes(type)) tell('FACE_IMAGE_TYPE', 'DG2', `${type}`)
  const told = dataTypes[dataType]
  const found = formatOf(image)
  if (told === undefined) tell('FACE_DATA_TYPE', 'DG2', `${dataType}`)
  else if (told !== found) tell('FACE_DATA_DIFFERS', 'DG2', `${found}`)
  const picture = found === null ? null : wholePicture(found, image)
  if (found === null) return
  if (!picture) return tell('FACE_IMAGE', 'DG2')
  const isSize =
    picture.width === numberAt(record, at + 2, 2) && picture.height === numberAt(record, at + 4, 2)
  if (!isSize) tell('FACE_DIMENSIONS', 'DG2', `${picture.width} × ${picture.height}`)
}
