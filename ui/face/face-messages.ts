import type { FaceHint } from '../../core/biometrics/face-hints.ts'
import type { FaceMeasures } from '../../core/biometrics/face-measures.ts'

/** What one frame of the camera shows. */
export interface FaceSight {
  /** Good enough to be taken. */
  readonly accepted: boolean
  /** 0 … 100; 0 without a face. */
  readonly score: number
  readonly hints: readonly FaceHint[]
  /** null without a face. */
  readonly measures: FaceMeasures | null
}

export type FromFaceThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'sight'; readonly sight: FaceSight }
  | { readonly kind: 'failed' }
