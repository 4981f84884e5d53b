import { Worker } from 'node:worker_threads'
import type { FingerFinding } from '../../core/biometrics/finger-checks.ts'
import type {
  FingerReading,
  FingerResult,
  FingersToCompare,
  FingerToRead,
  FingerWork,
} from './finger-reading.ts'

interface Task {
  readonly work: FingerWork
  readonly done: (result: FingerResult) => void
  readonly failed: (reason: unknown) => void
}

/** Reads images of fingers and compares fingers in threads of its own, so that the server goes on answering meanwhile. */
export interface FingerReader {
  read(finger: FingerToRead): Promise<FingerReading>
  compare(compared: FingersToCompare): Promise<readonly FingerFinding[]>
  close(): Promise<void>
}

/**
 * At most `most` threads, each started when there is work that no other is free for; an idle one does not keep the process
 * alive. A thread that dies fails the finger it was reading and is replaced when it is needed.
 */
export function openFingerReader(most: number): FingerReader {
  const waiting: Task[] = []
  const threads = new Map<Worker, Task | null>()
  let closed = false

  const give = (worker: Worker): void => {
    const task = waiting.shift() ?? null
    threads.set(worker, task)
    if (!task) return worker.unref()
    worker.ref()
    worker.postMessage(task.work)
  }
  const start = (): Worker => {
    const worker = new Worker(new URL('finger-worker.ts', import.meta.url))
    worker.on('message', (result: FingerResult) => {
      const task = threads.get(worker)
      give(worker)
      task?.done(result)
    })
    worker.on('error', (reason) => {
      const task = threads.get(worker)
      threads.delete(worker)
      task?.failed(reason)
      if (waiting.length > 0 && !closed) give(start())
    })
    return worker
  }
  const freeThread = (): Worker | null => {
    const [idle] = [...threads].find(([, task]) => task === null) ?? []
    return idle ?? (threads.size < most ? start() : null)
  }

  const ask = (work: FingerWork) =>
    new Promise<FingerResult>((done, failed) => {
      if (closed) return failed(new Error('the finger reader is closed'))
      waiting.push({ work, done, failed })
      const thread = freeThread()
      if (thread) give(thread)
    })

  return {
    async read(finger) {
      const result = await ask({ kind: 'READ', finger })
      if (result.outcome === 'COMPARED') throw new Error('an answer to another question')
      return result
    },
    async compare(compared) {
      const result = await ask({ kind: 'COMPARE', compared })
      if (result.outcome !== 'COMPARED') throw new Error('an answer to another question')
      return result.findings
    },
    async close() {
      closed = true
      const cut = [...waiting.splice(0), ...[...threads.values()].flatMap((task) => task ?? [])]
      for (const task of cut) task.failed(new Error('the finger reader is closed'))
      await Promise.all([...threads.keys()].map((worker) => worker.terminate()))
    },
  }
}
