import type { CombinedError } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'

/** A rule that the server would not break, in words; a member of a field's result union. */
export interface Refusal {
  readonly code?: string
  readonly text: Bilingual
}

/** Why there is no answer: no line to the server, an answer it may not give, or a fault of the server. */
export type Trouble =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'refused'; readonly text: Bilingual }
  | { readonly kind: 'fault' }

/** Reads what went wrong out of an answer that is none. */
export function troubleOf(error: CombinedError): Trouble {
  const [first] = error.graphQLErrors
  if (!first) return { kind: 'unreachable' }
  const { code, vi, en } = first.extensions
  if (code === 'UNAUTHENTICATED') return { kind: 'signedOut' }
  if (typeof vi === 'string' && typeof en === 'string') return { kind: 'refused', text: { vi, en } }
  return { kind: 'fault' }
}
