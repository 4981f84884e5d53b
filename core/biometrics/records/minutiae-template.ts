import type { MinutiaeTemplate } from '../minutiae.ts'
import type { RecordedMinutia } from './finger-minutiae.ts'
import { MinutiaeRecordRefused } from './refusals.ts'

/** 500 dpi as records write it: 196.85 pixels per centimetre, rounded. */
export const workingPerCm = 197

/** Counts as middling where a record does not tell a minutia's quality (0, 254, 255). */
const unreportedQuality = 50

/** The minutiae of a template as a record at 500 dpi holds them: same corner, same pixels, same unit of angle. */
export function toRecordedMinutiae(template: MinutiaeTemplate): readonly RecordedMinutia[] {
  return Array.from(template.x, (x, i) => ({
    type: template.type[i] ?? 0,
    x,
    y: template.y[i] ?? 0,
    angle: template.angle[i] ?? 0,
    quality: template.quality[i] ?? 0,
  }))
}

export interface RecordedFinger {
  readonly width: number
  readonly height: number
  readonly xPerCm: number
  readonly yPerCm: number
  readonly minutiae: readonly RecordedMinutia[]
}

/**
 * A template from a record of any resolution, scaled to 500 dpi.
 * Throws MinutiaeRecordRefused where pixels are not square: angles of such a record mean nothing to the matcher.
 */
export function toMinutiaeTemplate({
  width,
  height,
  xPerCm,
  yPerCm,
  minutiae,
}: RecordedFinger): MinutiaeTemplate {
  if (xPerCm !== yPerCm)
    throw new MinutiaeRecordRefused({ fault: 'unsupported', field: 'yPerCm', offset: null })
  const scale = workingPerCm / xPerCm
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale))
  if (side(width) > 0xffff || side(height) > 0xffff)
    throw new MinutiaeRecordRefused({ fault: 'limit', field: 'xPerCm', offset: null })
  const coordinate = (value: number, extent: number) => Math.min(side(extent) - 1, Math.round(value * scale))
  return {
    width: side(width),
    height: side(height),
    x: Uint16Array.from(minutiae, ({ x }) => coordinate(x, width)),
    y: Uint16Array.from(minutiae, ({ y }) => coordinate(y, height)),
    angle: Uint8Array.from(minutiae, ({ angle }) => angle),
    type: Uint8Array.from(minutiae, ({ type }) => type),
    quality: Uint8Array.from(minutiae, ({ quality }) =>
      quality >= 1 && quality <= 100 ? quality : unreportedQuality,
    ),
  }
}
