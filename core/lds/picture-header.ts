/** What a picture says of itself, without decoding it: a record whose sizes are not those of its picture is refused by inspection. */
import { type Jp2Header, Jp2Refused, readJp2 } from '../biometrics/jp2.ts'
import type { ChipPicture } from '../card/chip-person.ts'

export interface PictureHeader {
  readonly width: number
  readonly height: number
  /** 1: grey, 3: colour. */
  readonly components: number
}

const readers: Readonly<Record<ChipPicture['format'], (bytes: Uint8Array) => PictureHeader | null>> = {
  JP2: jp2Header,
  JPEG: jpegHeader,
  WSQ: wsqHeader,
}

/** Null where the bytes are not of this format. */
export const pictureHeader = (format: ChipPicture['format'], bytes: Uint8Array): PictureHeader | null =>
  readers[format](bytes)

function jp2Header(bytes: Uint8Array): Jp2Header | null {
  try {
    return readJp2(bytes)
  } catch (error) {
    if (error instanceof Jp2Refused) return null
    throw error
  }
}

/** SOI, then segments `ff marker, length 2`; frame: depth 1 | height 2 | width 2 | components 1 (ITU-T T.81, B.2.2). */
function jpegHeader(bytes: Uint8Array): PictureHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const frame = segmentAt(bytes, (marker) => marker >= 0xc0 && marker <= 0xc2)
  if (frame === null) return null
  return { height: short(frame, 1), width: short(frame, 3), components: frame[5] ?? 0 }
}

/** SOI ffa0, then segments like JPEG's; frame ffa2: black 1 | white 1 | height 2 | width 2 (IAFIS-IC-0110, 4.2.2). */
function wsqHeader(bytes: Uint8Array): PictureHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xa0) return null
  const frame = segmentAt(bytes, (marker) => marker === 0xa2)
  return frame === null ? null : { height: short(frame, 2), width: short(frame, 4), components: 1 }
}

const short = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

/** The content of the first segment with such a marker. */
function segmentAt(bytes: Uint8Array, isWanted: (marker: number) => boolean): Uint8Array | null {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const length = short(bytes, at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    if (isWanted(bytes[at + 1] ?? 0)) return bytes.subarray(at + 4, end)
    at = end
  }
  return null
}
