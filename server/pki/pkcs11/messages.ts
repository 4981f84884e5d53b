/** What the server's thread and the thread that talks to the hardware module tell each other. */
import type { CurveName } from '../../../core/pki/curves.ts'
import type { KeyId, KeyStoreFault, KeyStoreProblem, KeyUse } from '../key-store.ts'

export interface TokenPlaces {
  /** Library of the hardware module. */
  readonly module: string
  readonly tokenLabel: string
  /** The PIN on one line, mode 600; not there until the custodians activate the store. */
  readonly pinFile: string
}

export type TokenRequest =
  | { readonly kind: 'generate'; readonly key: KeyId; readonly use: KeyUse; readonly curve: CurveName }
  /** Answered with a PublicPoint, or with null. */
  | { readonly kind: 'publicKey'; readonly key: KeyId }
  /** Answered with r ‖ s. */
  | { readonly kind: 'sign'; readonly key: KeyId; readonly hash: Uint8Array }
  /** With a point 04 ‖ X ‖ Y; answered with the shared x-coordinate. */
  | { readonly kind: 'derive'; readonly key: KeyId; readonly curve: CurveName; readonly point: Uint8Array }
  | { readonly kind: 'close' }

/** Errors lose their class between processes. */
export type TokenRefusal =
  | { readonly code: 'KEY_MISSING' | 'KEY_EXISTS' }
  | { readonly code: 'KEY_STORE_UNAVAILABLE'; readonly reason: KeyStoreFault }
  | { readonly code: 'KEY_STORE_UNUSABLE'; readonly reason: KeyStoreProblem }
  | { readonly code: 'BUG'; readonly message: string }

export interface ToTokenProcess {
  readonly id: number
  readonly request: TokenRequest
}

export type TokenAnswer = { readonly curve: CurveName; readonly point: Uint8Array } | Uint8Array | null

export type FromTokenProcess =
  | { readonly id: number; readonly answer: TokenAnswer }
  | { readonly id: number; readonly refusal: TokenRefusal }
