/**
 * The picture on the wire (ZFM-20 manual, UpImage): one byte is two neighbours of a row, the left one in the high four bits,
 * sixteen grey levels, rows from the top.
 */

/** Sixteen levels spread over 0..255. */
export function unpackPicture(bytes: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(bytes.length * 2)
  for (let i = 0; i < bytes.length; i++) {
    pixels[2 * i] = (bytes[i]! >> 4) * 17
    pixels[2 * i + 1] = (bytes[i]! & 0x0f) * 17
  }
  return pixels
}

/** 8-bit pixels, an even number of them, to sixteen levels. */
export function packPicture(pixels: Uint8Array): Uint8Array {
  return Uint8Array.from(
    { length: pixels.length / 2 },
    (_, i) => (pixels[2 * i]! & 0xf0) | (pixels[2 * i + 1]! >> 4),
  )
}
