import type { LifeCardsQuery } from '../generated/card-life.ts'

type Found = Extract<LifeCardsQuery['lifeCards'], { readonly __typename: 'QueryLifeCardsSuccess' }>
/** A card with its history and what this officer may do with it. */
export type LifeCard = Found['data'][number]
