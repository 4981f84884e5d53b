import { lifecycle } from './machine.ts'

/** What is done to a card: at once, or after a second officer has agreed. */
export const cardMeasureLifecycle = lifecycle('card measure', 'PROPOSED', {
  PROPOSED: { carryOut: 'DONE', refuse: 'REFUSED', withdraw: 'WITHDRAWN' },
  DONE: {},
  REFUSED: {},
  WITHDRAWN: {},
})
