/** 8-bit grey, rows from the top, no padding. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

export function isBitmap(file: Uint8Array): boolean {
  return file[0] === 0x42 && file[1] === 0x4d
}

/**
 * Reads a Windows bitmap of 8 (palette), 24 or 32 bits without compression; null for anything else.
 *
 *   file header   "BM" | size 4 | reserved 4 | offset of pixels 4
 *   info header   own size 4 | width 4 | height 4, negative for rows from the top | planes 2 | bits 2 | compression 4 | …
 *   palette       blue, green, red, 0 for each colour; rows are padded to 4 bytes; little-endian throughout
 */
export function readBitmap(file: Uint8Array): GreyPicture | null {
  if (file.length < 54) return null
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  const width = view.getInt32(18, true)
  const rows = view.getInt32(22, true)
  const height = Math.abs(rows)
  const bytes = view.getUint16(28, true) / 8
  const plain = view.getUint32(30, true) === 0 && [1, 3, 4].includes(bytes)
  const stride = Math.ceil((width * bytes) / 4) * 4
  const start = view.getUint32(10, true)
  if (!plain || width <= 0 || height === 0 || start + stride * height > file.length) return null
  const palette = 14 + view.getUint32(14, true)
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = start + stride * (rows < 0 ? y : height - 1 - y)
    for (let x = 0; x < width; x++) {
      const at = row + x * bytes
      pixels[y * width + x] = greyAt(file, bytes === 1 ? palette + 4 * file[at]! : at)
    }
  }
  return { width, height, pixels }
}

/** Luma of a blue, green, red triple (ITU-R BT.601). */
function greyAt(file: Uint8Array, at: number): number {
  return Math.round(0.114 * (file[at] ?? 0) + 0.587 * (file[at + 1] ?? 0) + 0.299 * (file[at + 2] ?? 0))
}
