/** A process of its own that loads one import and may be killed over it: `node import-program.ts DATABASE_URL DATA_DIR ID`. */
import { join } from 'node:path'
import { fileBlobs } from '../../server/kernel/blobs.ts'
import { systemClock } from '../../server/kernel/clock.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { readEnv } from '../../server/kernel/env.ts'
import { createLogger } from '../../server/kernel/logger.ts'
import { runImport } from '../../server/registry/imports/run-import.ts'

const [databaseUrl = '', dataDir = '', importId = ''] = process.argv.slice(2)
const env = readEnv({ NODE_ENV: 'production', LOG_LEVEL: 'silent', DATA_DIR: dataDir })
const { db, pool, close } = openDatabase(databaseUrl, env.database.connections)
const app = {
  env,
  clock: systemClock,
  publicUrl: 'http://localhost',
  db,
  pool,
  log: createLogger(env.logLevel),
  blobs: fileBlobs(join(dataDir, 'blobs'), null),
}
const began = performance.now()
await runImport(app, { importId, work: 'load' })
const milliseconds = performance.now() - began
console.log(JSON.stringify({ milliseconds, maxRssMb: process.resourceUsage().maxRSS / 1024 }))
await close()
