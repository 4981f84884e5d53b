import { join } from 'node:path'
import type { Pool } from 'pg'
import type { App } from '../../server/kernel/app.ts'
import { fileBlobs } from '../../server/kernel/blobs.ts'
import type { Database } from '../../server/kernel/db.ts'
import { readEnv } from '../../server/kernel/env.ts'
import { createLogger } from '../../server/kernel/logger.ts'

/** As much of the server as an operation on the database needs. */
export function benchApp({
  db,
  pool,
  dataDir,
}: {
  readonly db: Database
  readonly pool: Pool
  readonly dataDir: string
}): App {
  const env = readEnv({ NODE_ENV: 'production', LOG_LEVEL: 'silent', DATA_DIR: dataDir })
  return {
    env,
    clock: () => Date.now(),
    publicUrl: 'http://localhost',
    db,
    pool,
    log: createLogger(env.logLevel),
    blobs: fileBlobs(join(dataDir, 'blobs'), null),
  }
}
