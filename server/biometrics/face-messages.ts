import type { FaceJudgement } from '../../core/biometrics/judge-face.ts'
import type { FaceMeasures } from '../../core/biometrics/face-measures.ts'
import type { FaceVerdict } from '../../core/biometrics/compare-faces.ts'
import type { FaceFault } from './face-refused.ts'

/** A portrait as it was measured and judged. */
export interface FaceReport extends FaceJudgement {
  readonly width: number
  readonly height: number
  readonly measures: FaceMeasures
}

export interface FaceComparison {
  /** Of the descriptors, 0 … about 1,4. */
  readonly distance: number
  readonly verdict: FaceVerdict
}

export type ToFaceWorker =
  | { readonly kind: 'measure'; readonly picture: Uint8Array }
  | { readonly kind: 'compare'; readonly pictures: readonly [Uint8Array, Uint8Array] }

export type FromFaceWorker =
  | { readonly kind: 'measured'; readonly report: FaceReport }
  | { readonly kind: 'compared'; readonly comparison: FaceComparison }
  | { readonly kind: 'refused'; readonly fault: FaceFault }
