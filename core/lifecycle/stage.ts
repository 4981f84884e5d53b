import { lifecycle } from './machine.ts'

/** One stage of the pipeline for one application; the row is the only record of progress. */
export const stageLifecycle = lifecycle('stage', 'PENDING', {
  PENDING: { begin: 'RUNNING', pause: 'PAUSED', cancel: 'CANCELLED' },
  RUNNING: {
    succeed: 'DONE',
    retryLater: 'PENDING',
    exhaust: 'FAILED',
    refuse: 'DONE',
    cancel: 'CANCELLED',
    pause: 'PAUSED',
  },
  PAUSED: { resume: 'PENDING', cancel: 'CANCELLED' },
  FAILED: { restart: 'PENDING', cancel: 'CANCELLED' },
  DONE: { restart: 'PENDING' },
  CANCELLED: { restart: 'PENDING' },
})
