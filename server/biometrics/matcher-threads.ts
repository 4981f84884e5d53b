import { Worker } from 'node:worker_threads'
import type { Slab } from '../../core/biometrics/gallery.ts'
import type { FromMatcher, ToMatcher } from './matcher-messages.ts'

type Request = Exclude<ToMatcher, { readonly kind: 'slab' }>

interface Task {
  readonly request: Request
  readonly done: (answer: FromMatcher) => void
  readonly failed: (reason: unknown) => void
}

interface Thread {
  readonly worker: Worker
  task: Task | null
}

export interface MatcherThreads {
  /** Every thread, also one that is started later, knows the slab under the next number. */
  share(slab: Slab): void
  ask(request: Request): Promise<FromMatcher>
  close(): Promise<void>
}

/** Threads that work on requests in their order, one each. A thread that dies fails its request and is replaced. */
export function startMatcherThreads(count: number): MatcherThreads {
  const slabs: Slab[] = []
  const waiting: Task[] = []
  const threads = new Set<Thread>()
  let closed = false

  /** The other pieces of its search would fail the same way, each at the cost of a thread. */
  const failSearch = (failed: Task, reason: unknown) => {
    const pieces = waiting.filter(({ request }) => request.search === failed.request.search)
    for (const piece of pieces) waiting.splice(waiting.indexOf(piece), 1)
    for (const piece of [failed, ...pieces]) piece.failed(reason)
  }
  const give = (thread: Thread): void => {
    thread.task = waiting.shift() ?? null
    if (!thread.task) return thread.worker.unref()
    thread.worker.ref()
    try {
      thread.worker.postMessage(thread.task.request)
    } catch (reason) {
      failSearch(thread.task, reason)
      give(thread)
    }
  }
  const start = () => {
    const thread: Thread = { worker: new Worker(new URL('matcher-worker.ts', import.meta.url)), task: null }
    threads.add(thread)
    for (const slab of slabs) thread.worker.postMessage({ kind: 'slab', slab })
    thread.worker.on('message', (answer: FromMatcher) => {
      const { task } = thread
      give(thread)
      task?.done(answer)
    })
    thread.worker.on('error', (reason) => {
      threads.delete(thread)
      if (thread.task) failSearch(thread.task, reason)
      if (!closed) give(start())
    })
    thread.worker.unref()
    return thread
  }
  for (let i = 0; i < count; i++) start()

  return {
    share(slab) {
      slabs.push(slab)
      for (const { worker } of threads) worker.postMessage({ kind: 'slab', slab })
    },
    ask: (request) =>
      new Promise((done, failed) => {
        if (closed) return failed(new Error('the matcher is closed'))
        waiting.push({ request, done, failed })
        const idle = [...threads].find(({ task }) => task === null)
        if (idle) give(idle)
      }),
    async close() {
      closed = true
      const cut = [...waiting.splice(0), ...[...threads].flatMap(({ task }) => task ?? [])]
      for (const task of cut) task.failed(new Error('the matcher is closed'))
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }
}
