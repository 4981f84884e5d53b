import { Worker } from 'node:worker_threads'
import { KeyExists, type KeyId, KeyMissing, KeyStoreUnavailable, KeyStoreUnusable } from '../key-store.ts'
import type { FromTokenThread, TokenAnswer, TokenPlaces, TokenRefusal, TokenRequest } from './messages.ts'

/** A module that has not answered for so long is taken for gone; some need seconds to make a key. */
const longestWaitMs = 30_000

/** Requests to the thread that talks to the hardware module, all at once. */
export interface TokenLine {
  /** Throws what the port of key stores says. */
  ask(request: TokenRequest): Promise<TokenAnswer>
  close(): Promise<void>
}

interface Asked {
  readonly key: KeyId | null
  readonly timer: NodeJS.Timeout
  readonly done: (answer: TokenAnswer) => void
  readonly failed: (reason: Error) => void
}

/** The thread starts with the first request; one that died is replaced by the next. */
export function openTokenLine({ module, tokenLabel, pinFile }: TokenPlaces): TokenLine {
  const workerData: TokenPlaces = { module, tokenLabel, pinFile }
  const asked = new Map<number, Asked>()
  let worker: Worker | null = null
  let lastId = 0

  const settle = (id: number): Asked | null => {
    const request = asked.get(id)
    if (!request) return null
    asked.delete(id)
    clearTimeout(request.timer)
    if (asked.size === 0) worker?.unref()
    return request
  }
  const hear = (said: FromTokenThread) => {
    const request = settle(said.id)
    if ('answer' in said) request?.done(said.answer)
    else request?.failed(errorOf(said.refusal, request.key))
  }
  const started = () => {
    const thread = new Worker(new URL('token-thread.ts', import.meta.url), { workerData })
    const died = (why: Error) => {
      if (worker !== thread) return
      worker = null
      for (const id of asked.keys()) settle(id)?.failed(why)
    }
    thread.on('message', hear)
    // What the thread does not catch is a bug, and told as one.
    thread.on('error', died)
    thread.on('exit', () => died(new KeyStoreUnavailable('GONE')))
    return thread
  }
  const ask = (request: TokenRequest): Promise<TokenAnswer> => {
    const { promise, resolve, reject } = Promise.withResolvers<TokenAnswer>()
    const id = ++lastId
    const timer = setTimeout(() => settle(id)?.failed(new KeyStoreUnavailable('GONE')), longestWaitMs)
    const key = request.kind === 'close' ? null : request.key
    asked.set(id, { key, timer, done: resolve, failed: reject })
    worker ??= started()
    worker.ref()
    worker.postMessage({ id, request })
    return promise
  }
  return {
    ask,
    close: async () => {
      if (!worker) return
      await ask({ kind: 'close' }).catch(() => undefined)
      await worker.terminate()
    },
  }
}

function errorOf(refusal: TokenRefusal, key: KeyId | null): Error {
  if (refusal.code === 'KEY_STORE_UNAVAILABLE') return new KeyStoreUnavailable(refusal.reason)
  if (refusal.code === 'KEY_STORE_UNUSABLE') return new KeyStoreUnusable(refusal.reason)
  if (refusal.code === 'BUG' || key === null) return new Error(`token thread: ${JSON.stringify(refusal)}`)
  return refusal.code === 'KEY_MISSING' ? new KeyMissing(key) : new KeyExists(key)
}
