/**
 * Devices that a program of their maker, or the desk's own page, works: they hand their picture to the agent over its local
 * API. To everything behind, they are devices like those on a serial port.
 */
import sharp from 'sharp'
import { DomainError } from '../../core/errors.ts'
import type { IrisCamera } from '../devices/iris-camera.ts'
import type { SlapScanner } from '../devices/slap-scanner.ts'

/** The body is no picture of the agreed kind. */
export class CaptureUnreadable extends DomainError<'CAPTURE_UNREADABLE'> {
  constructor(cause: 'FORMAT' | 'SIZE' | 'RESOLUTION') {
    super(
      'CAPTURE_UNREADABLE',
      {
        FORMAT: {
          vi: 'Ảnh gửi đến không đọc được. Hãy chụp hoặc quét lại.',
          en: 'The picture cannot be read. Take or scan it again.',
        },
        SIZE: {
          vi: 'Ảnh gửi đến quá nhỏ hoặc quá lớn.',
          en: 'The picture is too small or too large.',
        },
        RESOLUTION: {
          vi: 'Ảnh gửi đến không ghi độ phân giải của máy quét.',
          en: "The picture does not name the scanner's resolution.",
        },
      }[cause],
      { cause },
    )
  }
}

export interface DeliveredBy {
  readonly model: string
  readonly serial: string
}

/** 4 × 3 inches at 1000 dpi. */
const mostPixels = 12_000_000
const leastSide = 64

/** `dpi` where the picture itself does not name it. */
export function deliveredSlap(
  png: Uint8Array,
  { dpi, ...by }: DeliveredBy & { readonly dpi: number | null },
): SlapScanner {
  return {
    capabilities: { ...by, bitDepth: 8 },
    async capture() {
      const { density, width, height, pixels } = await greyOf(png)
      const resolution = dpi ?? density
      if (resolution === null) throw new CaptureUnreadable('RESOLUTION')
      return { width, height, dpi: resolution, pixels }
    },
  }
}

export function deliveredIris(png: Uint8Array, by: DeliveredBy): IrisCamera {
  return {
    capabilities: by,
    async capture() {
      const { width, height, pixels } = await greyOf(png)
      return new Uint8Array(
        await sharp(pixels, { raw: { width, height, channels: 1 } })
          .toColourspace('b-w')
          .png()
          .toBuffer(),
      )
    },
  }
}

async function greyOf(png: Uint8Array) {
  const picture = sharp(png, { failOn: 'warning', limitInputPixels: mostPixels })
  const unreadable = () => {
    throw new CaptureUnreadable('FORMAT')
  }
  const { density } = await picture.metadata().catch(unreadable)
  const { data, info } = await picture
    .toColourspace('b-w')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(unreadable)
  const { width, height, channels } = info
  if (channels !== 1) throw new CaptureUnreadable('FORMAT')
  if (Math.min(width, height) < leastSide) throw new CaptureUnreadable('SIZE')
  // Without a pHYs chunk the reader says 72, which no scanner has.
  const named = density !== undefined && density > 72 ? Math.round(density) : null
  return { width, height, density: named, pixels: new Uint8Array(data) }
}
