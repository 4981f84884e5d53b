import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Blobs } from './blobs.ts'
import type { Clock } from './clock.ts'
import type { Database } from './db.ts'
import type { Env } from './env.ts'

/** What every operation may use; domains that need more say so in their first parameter. */
export interface App {
  readonly env: Env
  readonly clock: Clock
  /** Origin under which clients know this system. */
  readonly publicUrl: string
  readonly db: Database
  /** The same connections without Prisma, for the one read that the whole country may ask at once. */
  readonly pool: Pool
  readonly log: Logger
  /** Sealed at rest. */
  readonly blobs: Blobs
}
