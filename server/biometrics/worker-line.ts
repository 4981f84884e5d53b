import { Worker } from 'node:worker_threads'

export interface LineOptions {
  /** Requests that may wait; one more is refused. */
  readonly waiting: number
  /** For one request, the thread's start included. */
  readonly timeoutMs: number
  /** After so long without a request the thread ends, and its memory with it. */
  readonly idleMs: number
}

export type LineFault = 'BUSY' | 'DIED' | 'TIMED_OUT' | 'CLOSED'

/** Why a request has no answer. */
export class LineBroken extends Error {
  readonly fault: LineFault

  constructor(fault: LineFault) {
    super(`no answer: ${fault}`)
    this.fault = fault
  }
}

/** Requests to one thread, in their order. */
export interface WorkerLine<Request, Answer> {
  /** Throws LineBroken. */
  ask(request: Request): Promise<Answer>
  close(): Promise<void>
}

interface Task<Request, Answer> {
  readonly request: Request
  readonly done: (answer: Answer) => void
  readonly failed: (reason: LineBroken) => void
}

/**
 * A line of requests before one thread of `program`, which answers each message with one. The thread starts with the first
 * request. One that dies or hangs fails the request it works on; the next gets a new thread.
 */
export function startWorkerLine<Request, Answer>(
  program: URL,
  { waiting: mostWaiting, timeoutMs, idleMs }: LineOptions,
): WorkerLine<Request, Answer> {
  const waiting: Task<Request, Answer>[] = []
  let worker: Worker | null = null
  let current: Task<Request, Answer> | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false

  const stop = async () => {
    const stopped = worker
    worker = null
    await stopped?.terminate()
  }
  const after = (milliseconds: number, run: () => void) => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(run, milliseconds)
    return timer
  }
  const fail = (fault: LineFault) => {
    const failed = current
    current = null
    void stop()
    failed?.failed(new LineBroken(fault))
    next()
  }
  const started = () => {
    const thread = new Worker(program)
    const died = () => {
      if (worker === thread) fail('DIED')
    }
    thread.on('message', (answer: Answer) => {
      if (worker !== thread) return
      const answered = current
      current = null
      answered?.done(answer)
      next()
    })
    thread.on('error', died)
    thread.on('exit', died)
    return thread
  }
  const next = () => {
    if (current || closed) return
    current = waiting.shift() ?? null
    if (!current) {
      worker?.unref()
      after(idleMs, () => void stop()).unref()
      return
    }
    worker ??= started()
    worker.ref()
    after(timeoutMs, () => fail('TIMED_OUT'))
    worker.postMessage(current.request)
  }
  return {
    ask: (request) =>
      new Promise((done, failed) => {
        if (closed) return failed(new LineBroken('CLOSED'))
        if (waiting.length >= mostWaiting) return failed(new LineBroken('BUSY'))
        waiting.push({ request, done, failed })
        next()
      }),
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      for (const task of [current, ...waiting.splice(0)]) task?.failed(new LineBroken('CLOSED'))
      current = null
      await stop()
    },
  }
}
