/** A second server process: claims the next job for a station, in the name of its machine. Arguments: database, data folder, station. */
import { createApp } from '../../../server/create-app.ts'
import { readEnv } from '../../../server/kernel/env.ts'
import { claimPrintJob } from '../../../server/production/claim-print-job.ts'

const [databaseUrl = '', DATA_DIR = '', id = '', now = ''] = process.argv.slice(2)
const env = readEnv({
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  DATA_DIR,
  CHIP_PROFILE: 'none',
  SHIFTS: 'off',
  BATCHES: 'off',
})
const { app, close } = await createApp(env, { databaseUrl, publicUrl: '', clock: () => Number(now) })
await claimPrintJob(app, { kind: 'machine', id, machine: 'STATION', centreCode: 'SX001' })
await close()
process.exit(0)
