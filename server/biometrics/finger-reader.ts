import { Worker } from 'node:worker_threads'
import type { FingerReading, FingerToRead } from './finger-reading.ts'

interface Task {
  readonly finger: FingerToRead
  readonly done: (reading: FingerReading) => void
  readonly failed: (reason: unknown) => void
}

/** Reads images of fingers in threads of its own, so that the server goes on answering meanwhile. */
export interface FingerReader {
  read(finger: FingerToRead): Promise<FingerReading>
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
    worker.postMessage(task.finger)
  }
  const start = (): Worker => {
    const worker = new Worker(new URL('finger-worker.ts', import.meta.url))
    worker.on('message', (reading: FingerReading) => {
      const task = threads.get(worker)
      give(worker)
      task?.done(reading)
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

  return {
    read: (finger) =>
      new Promise((done, failed) => {
        if (closed) return failed(new Error('the finger reader is closed'))
        waiting.push({ finger, done, failed })
        const thread = freeThread()
        if (thread) give(thread)
      }),
    async close() {
      closed = true
      const cut = [...waiting.splice(0), ...[...threads.values()].flatMap((task) => task ?? [])]
      for (const task of cut) task.failed(new Error('the finger reader is closed'))
      await Promise.all([...threads.keys()].map((worker) => worker.terminate()))
    },
  }
}
