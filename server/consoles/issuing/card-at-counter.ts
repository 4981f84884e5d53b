import type { CounterCardQuery } from '../generated/issuing.ts'

/** A scanned card with what its hand-over needs. */
export type CardAtCounter = Extract<CounterCardQuery['counterCard'], { __typename: 'CounterCard' }>
