import sharp from 'sharp'
import type { FaceHint } from '../../core/biometrics/face-hints.ts'
import type { App } from '../kernel/app.ts'
import type { FaceEngine } from './face-engine.ts'
import { type FaceFault, FaceRefused } from './face-refused.ts'
import { leastFaceSide } from './read-face-image.ts'

/** What the server finds of a portrait that a desk took. */
export type PortraitFinding =
  | {
      readonly outcome: 'MEASURED'
      readonly accepted: boolean
      readonly score: number
      readonly hints: readonly FaceHint[]
    }
  | { readonly outcome: 'UNUSABLE'; readonly cause: FaceFault }

const unknownSize = { width: Infinity, height: Infinity }

/** Measures a kept portrait again. Throws FaceEngineBusy and FaceEngineFailed, after which it may be asked once more. */
export async function checkPortrait(
  app: Pick<App, 'blobs'> & { readonly faces: FaceEngine },
  sha256: string,
): Promise<PortraitFinding> {
  const picture = await app.blobs.get(sha256)
  if (!picture) throw new Error('a portrait is missing')
  // By its header: the networks are not loaded for what they cannot measure.
  const { width, height } = await sharp(picture)
    .metadata()
    .catch(() => unknownSize)
  if (Math.min(width, height) < leastFaceSide) return { outcome: 'UNUSABLE', cause: 'TOO_SMALL' }
  try {
    const { accepted, score, hints } = await app.faces.measure(picture)
    return { outcome: 'MEASURED', accepted, score, hints }
  } catch (error) {
    if (error instanceof FaceRefused) return { outcome: 'UNUSABLE', cause: error.fault }
    throw error
  }
}
