import type { PoolClient } from 'pg'
import { placesOf } from '../../kernel/http-refusals.ts'
import { type AbisDesk, openAbisDesk } from './abis-desk.ts'
import { galleryLock, lineLock, tryLock } from './exclusive.ts'
import type { SharingApp } from './share-token.ts'
import { deskChannel } from './wake-desks.ts'

export interface AbisDesks {
  close(): Promise<void>
}

/** A wish that was not heard, a pause that is over, an ABIS whose process died: found within this time. */
const lookEveryMs = 5000
const reconnectMs = 1000
const silentMs = 10_000

/**
 * The desks of all configured ABIS, as far as no other process has them: one connection holds their locks and hears who
 * wakes them. When it breaks the locks are gone, and the desks are closed before they are asked for again.
 */
export function startAbisDesks(app: SharingApp): AbisDesks {
  const closing = new AbortController()
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        await attend(app, closing.signal)
      } catch (error) {
        app.log.warn(
          { err: { type: nameOf(error), stack: placesOf(error) } },
          'the desks of the ABIS are closed for a moment',
        )
      }
      await pause(reconnectMs, closing.signal)
    }
  }
  const ended = run()
  return {
    close: () => {
      closing.abort()
      return ended
    },
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error)

async function attend(app: SharingApp, closing: AbortSignal): Promise<void> {
  const client = await app.pool.connect()
  const lost = new AbortController()
  const end = AbortSignal.any([closing, lost.signal])
  const desks = new Map<string, AbisDesk>()
  const wake = () => {
    for (const desk of desks.values()) desk.wake()
  }
  client.on('notification', wake)
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  try {
    await client.query(`LISTEN ${deskChannel}`)
    while (!end.aborted) {
      await answering(client)
      await openFreeDesks(app, client, desks)
      for (const desk of desks.values()) desk.review()
      await pause(lookEveryMs, end)
    }
  } finally {
    await Promise.all([...desks.values()].map((desk) => desk.close()))
    client.release(true)
  }
}

/** Throws when the connection is silent: the locks may be gone without anybody having said so. */
async function answering(client: PoolClient): Promise<void> {
  const silent = Promise.withResolvers<never>()
  const timer = setTimeout(() => silent.reject(new Error('the connection of the locks is silent')), silentMs)
  try {
    await Promise.race([client.query('SELECT 1'), silent.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function openFreeDesks(app: SharingApp, client: PoolClient, desks: Map<string, AbisDesk>) {
  for (const settings of app.env.abis) {
    const { name, kind } = settings
    if (desks.has(name)) continue
    const lock = kind === 'embedded' ? galleryLock : lineLock(name)
    if (!(await tryLock(client, lock))) continue
    try {
      desks.set(name, await openAbisDesk(app, settings))
    } catch (error) {
      // A file with a password that is not there is no reason to leave the other ABIS without a desk.
      app.log.error(
        { abis: name, err: { type: nameOf(error), stack: placesOf(error) } },
        'no desk for an ABIS',
      )
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
