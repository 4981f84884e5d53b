import type { PaneId } from '../panes.ts'

interface Place {
  readonly pane: PaneId
  readonly place?: string
}

/** Parts of codes of core/enrollment/shortcomings.ts, the first that fits, and where that is put right. */
const places: readonly (readonly [RegExp, Place])[] = [
  [/^(?:CLAIM|DIFFERENCE)_/, { pane: 'compare' }],
  [/^PAPER_/, { pane: 'details', place: 'papers' }],
  [/^REPRESENTATIVE/, { pane: 'details', place: 'representative.name' }],
  [/^IDENTITY_SOURCE/, { pane: 'details', place: 'hasCollectionForm' }],
  [/^CONSENT/, { pane: 'details', place: 'consent' }],
  [/^(?:FINGER|SLAP|HAND|EXCEPTION|PORTRAIT|IRIS|MARKS|SIGNATURE)/, { pane: 'biometrics' }],
]

/** Where a shortcoming is put right. */
export function whereMissing({ code }: { readonly code: string }): Place {
  return places.find(([pattern]) => pattern.test(code))?.[1] ?? { pane: 'details' }
}
