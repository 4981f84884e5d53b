import type { Slab } from '../../core/biometrics/gallery.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'

/** Which person of the gallery: the slab, and the place in it. */
export interface Place {
  readonly slab: number
  readonly index: number
}

/** What a matcher thread is told: a new slab, or one piece of a search. It answers pieces only, one at a time. */
export type ToMatcher =
  | { readonly kind: 'slab'; readonly slab: Slab }
  | (Piece & { readonly search: number; readonly fingers: readonly EnrolledFinger[] })

export type Piece =
  | {
      readonly kind: 'look'
      readonly slab: number
      readonly from: number
      readonly to: number
      readonly keep: number
    }
  | { readonly kind: 'score'; readonly places: readonly Place[] }

/** The likest persons of a range, in arrays: objects by the hundred thousand would cost more than their search. */
export interface Likenesses {
  readonly slab: number
  readonly indexes: Uint32Array
  readonly ordinals: Uint32Array
  readonly scores: Float64Array
}

export interface FingerScore {
  readonly position: FingerPosition
  readonly score: number
}

export type FromMatcher =
  | ({ readonly kind: 'look' } & Likenesses)
  | { readonly kind: 'score'; readonly scores: readonly (readonly FingerScore[] | null)[] }
