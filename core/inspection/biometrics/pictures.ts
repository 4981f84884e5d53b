import { readDecodableJp2 } from '../../biometrics/codestream.ts'
import { RecordRefused } from '../../biometrics/records/refusals.ts'
import type { ChipPicture } from '../../card/chip-person.ts'
import { pictureHeader } from '../../lds/picture-header.ts'

export type PictureFormat = ChipPicture['format']

// JP2 signature box (ISO/IEC 15444-1, I.5.1) or bare codestream; SOI of JPEG (ITU-T T.81, B.1.1.3); SOI of WSQ (IAFIS-IC-0110, 4.2.1)
const beginnings: readonly (readonly [PictureFormat, readonly number[]])[] = [
  ['JP2', [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a]],
  ['JP2', [0xff, 0x4f, 0xff, 0x51]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['WSQ', [0xff, 0xa0]],
]

/** What a picture is by its first bytes, whatever its record says. */
export function formatOf(bytes: Uint8Array): PictureFormat | null {
  return beginnings.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0] ?? null
}

/** End of image: JPEG, WSQ. */
const endings: Readonly<Partial<Record<PictureFormat, number>>> = { JPEG: 0xd9, WSQ: 0xa1 }

/** Its size; null where it is cut short or its frame is damaged. */
export function wholePicture(
  format: PictureFormat,
  bytes: Uint8Array,
): { width: number; height: number } | null {
  if (format === 'JP2') return wholeJp2(bytes)
  const isEnded = bytes.at(-2) === 0xff && bytes.at(-1) === endings[format]
  return isEnded ? pictureHeader(format, bytes) : null
}

function wholeJp2(bytes: Uint8Array) {
  try {
    return readDecodableJp2(bytes)
  } catch (error) {
    if (error instanceof RecordRefused) return null
    throw error
  }
}
