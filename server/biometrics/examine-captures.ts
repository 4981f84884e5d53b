import sharp from 'sharp'
import { type CaptureDoubt, captureDoubts } from '../../core/biometrics/capture-doubts.ts'
import type { MinutiaeTemplate } from '../../core/biometrics/minutiae.ts'
import { type FingerPosition, fingerPositions } from '../../core/biometrics/positions.ts'
import { unpackTemplate } from '../../core/biometrics/template-bytes.ts'
import type { App } from '../kernel/app.ts'
import type { FingerReader } from './finger-reader.ts'
import type { FingerReading } from './finger-reading.ts'

export type WithFingerReader = App & { readonly fingers: FingerReader }

/** A row of BiometricSample. */
export interface CaptureRow {
  readonly id: string
  readonly position: number
  readonly sha256: string | null
  readonly width: number | null
  readonly height: number | null
  readonly dpi: number | null
  readonly bitDepth: number | null
  readonly quality: number | null
  readonly template: Uint8Array | null
}

/** What is to be held of one finger: its best impression. */
export interface ExaminedFinger {
  readonly position: FingerPosition
  readonly sample: CaptureRow
  readonly doubts: readonly CaptureDoubt[]
  /** Whether the image was read again. */
  readonly reread: boolean
  readonly finding: 'MISMATCH' | 'NO_FINGER' | null
  /** Null where the scanner's images give none. */
  readonly template: MinutiaeTemplate | null
  readonly quality: number | null
  readonly source: 'DESK' | 'SERVER'
}

/**
 * Below, the template is not of the image. A template and the same image read again score 300 with eleven minutiae and 500
 * with twenty; strangers stay under matchThreshold (docs/biometrics.md).
 */
export const leastAgreement = 150

/** The fingers of a file, those in doubt read again from their images, or all of them. */
export async function examineCaptures(
  app: WithFingerReader,
  rows: readonly CaptureRow[],
  { rereadAll }: { readonly rereadAll: boolean },
): Promise<readonly ExaminedFinger[]> {
  return Promise.all(
    bestSamples(rows).map(async ({ position, sample }) => {
      const desk = sample.template && unpackTemplate(sample.template)
      const doubts = captureDoubts({ ...sample, template: desk })
      const asDesk = { position, sample, doubts, template: desk, quality: sample.quality }
      if (!rereadAll && doubts.length === 0)
        return { ...asDesk, reread: false, finding: null, source: 'DESK' } as const
      const reading = await readAgain(app, sample, desk)
      return { ...asDesk, ...judged(reading, asDesk), reread: true }
    }),
  )
}

/** Of each position the impression that the template is of, else the best. */
function bestSamples(rows: readonly CaptureRow[]) {
  const worth = ({ template, quality }: CaptureRow) => (template ? 1000 : 0) + (quality ?? -1)
  return fingerPositions.flatMap((position) => {
    const [sample] = rows
      .filter((row) => row.position === position && row.sha256 !== null)
      .toSorted((a, b) => worth(b) - worth(a))
    return sample ? [{ position, sample }] : []
  })
}

function judged(
  reading: FingerReading,
  { template: desk, quality, doubts }: Pick<ExaminedFinger, 'template' | 'quality' | 'doubts'>,
): Pick<ExaminedFinger, 'finding' | 'template' | 'quality' | 'source'> {
  const asDesk = { template: desk, quality, source: 'DESK' } as const
  // A desk that found minutiae in what nobody can read did not find them there.
  if (reading.outcome === 'UNREADABLE') return { ...asDesk, finding: desk ? 'MISMATCH' : null }
  if (reading.outcome === 'NO_FINGER') return { ...asDesk, finding: desk ? 'MISMATCH' : 'NO_FINGER' }
  const { template, agreement } = reading
  if (agreement === null) return { template, quality: reading.quality, source: 'SERVER', finding: null }
  const believed = doubts.some((doubt) => doubt.startsWith('QUALITY')) ? reading.quality : quality
  return { ...asDesk, quality: believed, finding: agreement < leastAgreement ? 'MISMATCH' : null }
}

const mostPixels = 2000 * 2000

async function readAgain(
  app: WithFingerReader,
  { sha256, width, height, dpi }: CaptureRow,
  desk: MinutiaeTemplate | null,
): Promise<FingerReading> {
  const png = await app.blobs.get(sha256 ?? '')
  if (!png) throw new Error('a captured image is missing')
  const raw = await sharp(png, { limitInputPixels: mostPixels })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => null)
  if (raw?.info.width !== width || raw?.info.height !== height) return { outcome: 'NO_FINGER' }
  const image = { width, height, dpi: dpi ?? 0, pixels: new Uint8Array(raw.data) }
  return app.fingers.read({ image, desk })
}
