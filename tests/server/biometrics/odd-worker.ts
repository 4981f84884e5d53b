/** A thread with moods, for worker-line.test.ts: answers how often it was asked, or does what it is told to. */
import { parentPort } from 'node:worker_threads'

let asked = 0
parentPort?.on('message', (message: string) => {
  asked++
  if (message === 'die') throw new Error('as it was told')
  if (message === 'leave') process.exit(0)
  if (message !== 'hang') parentPort?.postMessage(asked)
})
