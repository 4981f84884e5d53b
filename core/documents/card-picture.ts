import { crc32, inflateSync } from 'node:zlib'
import type { PdfObject } from './pdf-file.ts'

/** A picture as an image XObject (ISO 32000-1, 8.9): the compressed bytes are embedded as they are. */
export interface CardPicture {
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly object: PdfObject
}

const colourSpaces: Readonly<Record<number, string>> = { 1: '/DeviceGray', 3: '/DeviceRGB' }

/** Reads a JPEG, or a PNG of eight bits without transparency; null for anything else and for what is cut off. */
export function readPicture(bytes: Uint8Array): CardPicture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 64) return null
  if (view.getUint16(0) === 0xffd8) return readJpeg(bytes, view)
  // PNG, 5.2.
  return view.getBigUint64(0) === 0x89504e470d0a1a0an ? readPng(bytes, view) : null
}

const image = (width: number, height: number, rest: string) =>
  `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /Interpolate true ${rest}`

/** Start of frame of the processes that PDF readers decode: baseline, extended, progressive (ITU-T T.81, B.1.1.3). */
const frames: readonly number[] = [0xc0, 0xc1, 0xc2]

/** ITU-T T.81, B.2: marker, length, content, up to the frame's header; whole only if the end of image stands at its end. */
function readJpeg(bytes: Uint8Array, view: DataView): CardPicture | null {
  if (!endsWithMarker(bytes)) return null
  for (let at = 2; at + 10 < bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    if (frames.includes(marker)) {
      const [precision, height, width] = [
        view.getUint8(at + 4),
        view.getUint16(at + 5),
        view.getUint16(at + 7),
      ]
      const space = colourSpaces[view.getUint8(at + 9)]
      if (precision !== 8 || height === 0 || width === 0 || space === undefined) return null
      const dictionary = image(width, height, `/ColorSpace ${space} /Filter /DCTDecode`)
      return { width, height, object: { dictionary, stream: bytes } }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** Some writers pad behind the end of image (FF D9). */
function endsWithMarker(bytes: Uint8Array): boolean {
  const last = bytes.findLastIndex((byte) => byte !== 0)
  return bytes[last - 1] === 0xff && bytes[last] === 0xd9
}

/** PNG, 11.2.2: grey or colour, not interlaced. Its rows go into the PDF as PNG filters them (ISO 32000-1, 7.4.4.4). */
function readPng(bytes: Uint8Array, view: DataView): CardPicture | null {
  const chunks = pngChunks(bytes, view)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const [depth, type, interlaced] = [view.getUint8(24), view.getUint8(25), view.getUint8(28)]
  const channels = { 0: 1, 2: 3 }[type]
  if (!chunks || depth !== 8 || interlaced !== 0 || channels === undefined || width * height > 1e8)
    return null
  const stream = Buffer.concat(chunks)
  if (!inflatesTo(height * (width * channels + 1), stream)) return null
  const rows = `/DecodeParms << /Predictor 15 /Colors ${channels} /Columns ${width} >>`
  const dictionary = image(
    width,
    height,
    `/ColorSpace ${colourSpaces[channels]} /Filter /FlateDecode ${rows}`,
  )
  return { width, height, object: { dictionary, stream: new Uint8Array(stream) } }
}

/** It stops behind the length that the header tells: a small file may unpack to more than there is memory. */
function inflatesTo(length: number, stream: Uint8Array): boolean {
  if (length === 0) return false
  try {
    return inflateSync(stream, { maxOutputLength: length }).length === length
  } catch {
    return false
  }
}

/** The picture's data: length, type, content, check over type and content; null where one is broken or it has transparency. */
function pngChunks(bytes: Uint8Array, view: DataView): readonly Uint8Array[] | null {
  const data: Uint8Array[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at)
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) return null
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (type === 'tRNS') return null
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, end))
    if (type === 'IEND') return data
    at = end + 4
  }
  return null
}
