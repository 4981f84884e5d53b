import { PhotoDamaged } from './camera-refusals.ts'

/** Cameras pad their pictures by a few bytes. */
const mostPadding = 16

/** The start and end markers (ISO/IEC 10918-1, B.1.1.3) are all that shows a whole picture on a line without checksums. */
export function wholeJpeg(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new PhotoDamaged()
  for (let end = bytes.length; end > bytes.length - mostPadding && end >= 4; end--) {
    if (bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9) return bytes.slice(0, end)
  }
  throw new PhotoDamaged()
}
