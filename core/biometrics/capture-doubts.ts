import { enoughQuality } from './finger-quality.ts'
import type { MinutiaeTemplate } from './minutiae.ts'

/** Why what the desk says of a finger is not taken at its word. */
export type CaptureDoubt = 'NO_TEMPLATE' | 'QUALITY_MISSING' | 'QUALITY_IMPLAUSIBLE' | 'LESSER_SCANNER'

export interface DeskFinger {
  readonly template: MinutiaeTemplate | null
  readonly quality: number | null
  readonly dpi: number | null
  /** Bits of a pixel on the scanner's wire. */
  readonly bitDepth: number | null
}

/** What every standard for enrolment asks for (ISO/IEC 19794-4, setting level 31). */
const fullScanner = { dpi: 500, bitDepth: 8 } as const
/** A finger of the quality that ends a capture shows more. */
const fewestOfGoodFinger = 12

/** Empty where the desk's template may stand. */
export function captureDoubts({ template, quality, dpi, bitDepth }: DeskFinger): readonly CaptureDoubt[] {
  const implausible =
    template !== null && (quality ?? 0) >= enoughQuality && template.x.length < fewestOfGoodFinger
  const lesser = (dpi ?? 0) < fullScanner.dpi || (bitDepth ?? 0) < fullScanner.bitDepth
  return [
    ...(template ? [] : (['NO_TEMPLATE'] as const)),
    ...(quality === null ? (['QUALITY_MISSING'] as const) : []),
    ...(implausible ? (['QUALITY_IMPLAUSIBLE'] as const) : []),
    ...(lesser ? (['LESSER_SCANNER'] as const) : []),
  ]
}
