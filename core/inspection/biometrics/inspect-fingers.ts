/*
 * ISO/IEC 19794-4:2005. Record header 32 bytes: "FIR\0" 4 | "010\0" 4 | length 6 | device 2 | acquisition level 2 | fingers 1 | units 1
 *   scan x, y 2 + 2 | image x, y 2 + 2 | depth 1 | compression 1 | reserved 2
 * Finger 14 bytes: length 4 | position 1 | views 1 | view 1 | quality 1 | impression 1 | width 2 | height 2 | reserved 1; the image
 */
import { isText } from '../der/parts.ts'
import type { Tell } from '../findings.ts'
import { fingerSubtypes, type Template } from './inspect-group.ts'
import { numberAt } from './number-at.ts'
import { formatOf, type PictureFormat, wholePicture } from './pictures.ts'

const headerBytes = 32
const fingerBytes = 14

/** Codes of compression that Doc 9303-10, 4.7.3 leaves. */
const compressions: Readonly<Record<number, PictureFormat>> = { 2: 'WSQ', 4: 'JP2' }
/** Live and not live, plain and rolled; swipe; rolled upright (ISO/IEC 19794-4, table 7). Nobody enrols a latent print. */
const impressions: readonly number[] = [0, 1, 2, 3, 8, 9]
/** 500 dpi by inch and by centimetre, and the levels of acquisition that have it. */
const resolutions: Readonly<Record<number, number>> = { 1: 500, 2: 197 }
const levels: readonly number[] = [30, 31]
const unknownQuality = 254

export function inspectFingers(templates: readonly Template[], tell: Tell): void {
  const seen = new Set<number>()
  for (const { subtype, record } of templates) {
    const position = record && inspectFinger(record, subtype, tell)
    if (!position) continue
    if (seen.has(position)) tell('FINGER_DUPLICATE', 'DG3', `position ${position}`)
    seen.add(position)
  }
}

/** Answers the position. */
function inspectFinger(record: Uint8Array, subtype: number | null, tell: Tell): number | null {
  if (!isText(record.subarray(0, 8), 'FIR\0' + '010\0')) {
    tell('FINGER_FORMAT', 'DG3')
    return null
  }
  const length = numberAt(record, 8, 6)
  if (length !== record.length) tell('FINGER_LENGTH', 'DG3', `${length} of ${record.length}`)
  if (record.length < headerBytes + fingerBytes) {
    tell('FINGER_BLOCK', 'DG3')
    return null
  }
  inspectScan(record, tell)
  const [fingers, views, view] = [18, headerBytes + 5, headerBytes + 6].map((at) => record[at])
  if (fingers !== 1 || views !== 1 || view !== 1) tell('FINGER_COUNT', 'DG3')
  else if (numberAt(record, headerBytes, 4) !== record.length - headerBytes) tell('FINGER_BLOCK', 'DG3')
  if (!impressions.includes(numberAt(record, headerBytes + 8, 1))) tell('FINGER_IMPRESSION', 'DG3')
  const quality = numberAt(record, headerBytes + 7, 1)
  if (quality > 100 && quality !== unknownQuality) tell('FINGER_QUALITY', 'DG3', `${quality}`)
  const reserved = numberAt(record, 30, 2) + numberAt(record, headerBytes + 13, 1)
  if (reserved !== 0) tell('FINGER_RESERVED', 'DG3')
  inspectImage(record, tell)
  return inspectPosition(numberAt(record, headerBytes + 4, 1), subtype, tell)
}

function inspectScan(record: Uint8Array, tell: Tell): void {
  const expected = resolutions[numberAt(record, 19, 1)]
  const told = [20, 22, 24, 26].map((at) => numberAt(record, at, 2))
  if (!told.every((one) => one === expected) || !levels.includes(numberAt(record, 16, 2)))
    tell('FINGER_RESOLUTION', 'DG3', told.join())
  if (record[28] !== 8) tell('FINGER_DEPTH', 'DG3', `${record[28]}`)
}

function inspectImage(record: Uint8Array, tell: Tell): void {
  const image = record.subarray(headerBytes + fingerBytes)
  const told = compressions[numberAt(record, 29, 1)]
  const found = formatOf(image)
  if (told === undefined) tell('FINGER_COMPRESSION', 'DG3', `${record[29]}`)
  else if (told !== found) tell('FINGER_DATA_DIFFERS', 'DG3', `${found}`)
  if (found === null) return
  const picture = wholePicture(found, image)
  if (!picture) return tell('FINGER_IMAGE', 'DG3')
  const [width, height] = [numberAt(record, headerBytes + 9, 2), numberAt(record, headerBytes + 11, 2)]
  if (picture.width !== width || picture.height !== height)
    tell('FINGER_DIMENSIONS', 'DG3', `${picture.width} × ${picture.height}`)
}

function inspectPosition(position: number, subtype: number | null, tell: Tell): number | null {
  const expected = fingerSubtypes[position - 1]
  if (expected === undefined) {
    tell('FINGER_POSITION', 'DG3', `${position}`)
    return null
  }
  if (subtype !== null && subtype !== expected) tell('FINGER_SUBTYPE', 'DG3', `position ${position}`)
  return position
}
