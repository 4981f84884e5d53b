import { lifecycle } from './machine.ts'

/** A request for an electronic identity on its way to the system that issues it; an operator sends again what was given up. */
export const eidRequestLifecycle = lifecycle('eid request', 'WAITING', {
  WAITING: { send: 'SENDING', withdraw: 'WITHDRAWN' },
  SENDING: { acknowledge: 'PASSED_ON', refuse: 'REFUSED', fail: 'WAITING', giveUp: 'DEAD' },
  DEAD: { askAgain: 'WAITING' },
  PASSED_ON: {},
  REFUSED: {},
  WITHDRAWN: {},
})
