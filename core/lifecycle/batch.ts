import { lifecycle } from './machine.ts'

/** Lô sản xuất: frozen with a signed manifest, released by a second person. `closeShort` detaches what is planned. */
export const batchLifecycle = lifecycle('batch', 'DRAFT', {
  DRAFT: { freeze: 'FROZEN', discard: 'DISCARDED' },
  FROZEN: { release: 'RELEASED', reopen: 'DRAFT' },
  RELEASED: { start: 'RUNNING', recall: 'FROZEN' },
  RUNNING: { finish: 'FINISHED', stop: 'STOPPED', closeShort: 'FINISHED' },
  STOPPED: { resume: 'RUNNING', closeShort: 'FINISHED' },
  FINISHED: {},
  DISCARDED: {},
})
