import { lifecycle, type StateOf } from './machine.ts'

const open = { void: 'VOID' } as const

/**
 * Two judges for every verdict, a third on disagreement; void when the application ends. Whoever judges takes the case
 * first, in every round: `take` and `giveBack` say who holds it. What is held longer than its lease may be taken by another.
 */
export const duplicateCaseLifecycle = lifecycle('duplicate case', 'OPEN', {
  OPEN: { take: 'TAKEN', ...open },
  TAKEN: { take: 'TAKEN', judge: 'JUDGED_ONCE', wait: 'WAITING', giveBack: 'OPEN', ...open },
  WAITING: { take: 'TAKEN', ...open },
  JUDGED_ONCE: {
    take: 'JUDGED_ONCE',
    agree: 'CLOSED',
    disagree: 'ESCALATED',
    giveBack: 'JUDGED_ONCE',
    ...open,
  },
  ESCALATED: { take: 'ESCALATED', decide: 'CLOSED', giveBack: 'ESCALATED', ...open },
  CLOSED: {},
  VOID: {},
})
export type DuplicateCaseState = StateOf<typeof duplicateCaseLifecycle>
