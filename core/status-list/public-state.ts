import type { StateOf } from '../lifecycle/machine.ts'
import type { cardLifecycle } from '../lifecycle/card.ts'

type CardState = StateOf<typeof cardLifecycle>

/**
 * What the world may know of a card: whether to accept it. Why a card is suspended or ended (lost, in custody, a death) is its
 * holder's own affair and is told to nobody.
 */
export const publicCardStates = ['VALID', 'ENDED', 'SUSPENDED'] as const
export type PublicCardState = (typeof publicCardStates)[number]

/** Null for a card that nobody was handed yet: to the world it does not exist. */
const publicStates: Readonly<Record<CardState, PublicCardState | null>> = {
  MADE: null,
  DISPATCHED: null,
  AT_UNIT: null,
  POSTED: null,
  ACTIVE: 'VALID',
  LOCKED: 'SUSPENDED',
  HELD: 'SUSPENDED',
  EXPIRED: 'ENDED',
  REVOKED: 'ENDED',
  REPLACED: 'ENDED',
  DESTROYED: 'ENDED',
}

export const publicCardState = (state: string): PublicCardState | null =>
  Object.hasOwn(publicStates, state) ? publicStates[state as CardState] : null

/** Token Status List, 7.1: VALID, INVALID, SUSPENDED. */
export const statusValue: Readonly<Record<PublicCardState, number>> = { VALID: 0, ENDED: 1, SUSPENDED: 2 }
