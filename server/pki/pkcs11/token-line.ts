import { type ChildProcess, fork } from 'node:child_process'
import { KeyExists, type KeyId, KeyMissing, KeyStoreUnavailable, KeyStoreUnusable } from '../key-store.ts'
import type { FromTokenProcess, TokenAnswer, TokenPlaces, TokenRefusal, TokenRequest } from './messages.ts'

/** A module that has not answered for so long is taken for gone; some need seconds to make a key. */
const longestWaitMs = 30_000

/** Requests to the process that talks to the hardware module, all at once. */
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

/** One process and what it was asked. */
interface Talk {
  readonly child: ChildProcess
  readonly asked: Map<number, Asked>
}

/**
 * The process starts with the first request. One that died, or left a request unanswered for too long, is replaced by the next request:
 * it is killed, and with it a call into the module that never returns.
 */
export function openTokenLine(
  { module, tokenLabel, pinFile }: TokenPlaces,
  waitMs: number = longestWaitMs,
): TokenLine {
  const places: TokenPlaces = { module, tokenLabel, pinFile }
  let current: Talk | null = null
  let lastId = 0

  const abandon = (talk: Talk) => {
    if (current === talk) current = null
    talk.child.kill('SIGKILL')
    for (const id of talk.asked.keys()) settle(talk, id)?.failed(new KeyStoreUnavailable('GONE'))
  }
  const ask = (request: TokenRequest): Promise<TokenAnswer> => {
    const { promise, resolve, reject } = Promise.withResolvers<TokenAnswer>()
    const talk = (current ??= begin(places, abandon))
    const id = ++lastId
    const timer = setTimeout(() => abandon(talk), waitMs)
    const key = request.kind === 'close' ? null : request.key
    talk.asked.set(id, { key, timer, done: resolve, failed: reject })
    hold(talk, true)
    // Answered by the end of the process where the message does not arrive.
    talk.child.send({ id, request }, () => undefined)
    return promise
  }
  return {
    ask,
    close: async () => {
      const talk = current
      if (!talk) return
      await ask({ kind: 'close' }).catch(() => undefined)
      abandon(talk)
    },
  }
}

function begin(places: TokenPlaces, abandon: (talk: Talk) => void): Talk {
  const child = fork(new URL('token-process.ts', import.meta.url), [JSON.stringify(places)], {
    // Signatures are bytes.
    serialization: 'advanced',
    // Not what the program was started with: inspectors and loaders of its own.
    execArgv: [],
  })
  const talk: Talk = { child, asked: new Map() }
  child.on('message', (said: FromTokenProcess) => {
    const request = settle(talk, said.id)
    if ('answer' in said) request?.done(said.answer)
    else request?.failed(errorOf(said.refusal, request.key))
  })
  child.on('error', () => abandon(talk))
  child.on('exit', () => abandon(talk))
  return talk
}

function settle(talk: Talk, id: number): Asked | null {
  const request = talk.asked.get(id)
  if (!request) return null
  talk.asked.delete(id)
  clearTimeout(request.timer)
  if (talk.asked.size === 0) hold(talk, false)
  return request
}

/** A process that nobody waits for does not keep the program from its end. */
function hold({ child }: Talk, isAwaited: boolean): void {
  if (isAwaited) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

function errorOf(refusal: TokenRefusal, key: KeyId | null): Error {
  if (refusal.code === 'KEY_STORE_UNAVAILABLE') return new KeyStoreUnavailable(refusal.reason)
  if (refusal.code === 'KEY_STORE_UNUSABLE') return new KeyStoreUnusable(refusal.reason)
  if (refusal.code === 'BUG' || key === null) return new Error(`token process: ${JSON.stringify(refusal)}`)
  return refusal.code === 'KEY_MISSING' ? new KeyMissing(key) : new KeyExists(key)
}
