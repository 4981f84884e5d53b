import type { ProvisionalResidentsQuery } from '../generated/provisional.ts'

type Page = Extract<ProvisionalResidentsQuery['provisionalResidents'], { __typename: 'ProvisionalPage' }>

/** One row of the worklist of provisional records. */
export type ProvisionalPerson = Page['residents'][number]
