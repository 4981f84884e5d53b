import { lifecycle } from './machine.ts'

const open = { void: 'VOID' } as const

/** Two judges for every verdict, a third on disagreement; void when the application ends. */
export const duplicateCaseLifecycle = lifecycle('duplicate case', 'OPEN', {
  OPEN: { take: 'TAKEN', ...open },
  TAKEN: { judge: 'JUDGED_ONCE', wait: 'WAITING', giveBack: 'OPEN', ...open },
  WAITING: { take: 'TAKEN', ...open },
  JUDGED_ONCE: { agree: 'CLOSED', disagree: 'ESCALATED', giveBack: 'JUDGED_ONCE', ...open },
  ESCALATED: { decide: 'CLOSED', giveBack: 'ESCALATED', ...open },
  CLOSED: {},
  VOID: {},
})
