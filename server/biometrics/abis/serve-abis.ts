import type { App } from '../../kernel/app.ts'
import type { PoolOptions } from '../matcher-pool.ts'
import { openEmbeddedAbis } from './embedded-abis.ts'
import { galleryLock, GalleryInUse, tryLock } from './exclusive.ts'
import { httpBiometrics } from './fetch-biometrics.ts'
import type { RebuildProgress } from './gallery-store.ts'
import { openStomp, type StompOptions } from './stomp-connection.ts'

export interface ServeOptions extends Pick<StompOptions, 'broker' | 'user' | 'password' | 'ca'> {
  /** Queue that is read. */
  readonly requests: string
  /** Queue that is answered to. */
  readonly answers: string
  /** Origins from which biometrics may be fetched. */
  readonly origins: readonly string[]
  readonly pool?: PoolOptions
  readonly progress?: RebuildProgress
}

export interface ServedAbis {
  readonly size: number
  /** Settles when the gallery had to be given up: the connection to its database broke. */
  readonly lost: Promise<void>
  close(): Promise<void>
}

/** The embedded matcher as an ABIS for others, over a gallery of its own. Throws GalleryInUse. */
export async function serveAbis(app: App, options: ServeOptions): Promise<ServedAbis> {
  const client = await app.pool.connect()
  try {
    if (!(await tryLock(client, galleryLock))) throw new GalleryInUse()
    const lost = Promise.withResolvers<void>()
    client.on('error', () => lost.resolve())
    client.on('end', () => lost.resolve())
    const { pool, progress, origins, requests, answers } = options
    const abis = await openEmbeddedAbis(app, {
      fetchBiometrics: httpBiometrics(origins),
      ...(pool && { pool }),
      ...(progress && { progress }),
    })
    let closed = false
    const connection = openStomp({
      ...options,
      receiveFrom: requests,
      received: async ({ text, kind }) => {
        const answer = await abis.answer(text)
        // Not acknowledged, the message comes again to whoever serves next.
        if (closed) throw new Error('closed')
        await connection.send(answers, { text: answer, kind })
      },
      connected: () => undefined,
      log: app.log,
    })
    return {
      get size() {
        return abis.size
      },
      lost: lost.promise,
      close: async () => {
        closed = true
        await connection.close()
        await abis.close()
        client.release(true)
      },
    }
  } catch (error) {
    client.release(true)
    throw error
  }
}
