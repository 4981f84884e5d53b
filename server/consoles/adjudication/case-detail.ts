import type { DuplicateCaseQuery } from '../generated/duplicate-case.ts'

/** One case as this officer may see it. */
export type CaseDetail = Extract<
  DuplicateCaseQuery['duplicateCase'],
  { readonly __typename: 'DuplicateCaseDetail' }
>

/** Somebody whom the applicant may be. */
export type CaseCandidate = CaseDetail['candidates'][number]
