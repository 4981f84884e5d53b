import { join } from 'node:path'
import { Agent } from 'node:http'
import { startEmbedded } from '../../prisma/embedded.ts'
import { applyMigrations } from '../../prisma/engine.ts'
import { ownFolders } from '../../prisma/migration.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { publishForecast } from '../../server/production/capacity/publish-forecast.ts'
import { keepPromises } from '../../server/issuance/promises/keep-promises.ts'
import { startProgram } from '../demo/programs.ts'
import { until } from '../demo/http.ts'
import { benchApp } from './bench-app.ts'
import { fillFiles, nthFile } from './issuance-files.ts'
import { fillAppointments, measureSlots } from './issuance-slots.ts'
import { type Bench, type Measure, percentile, rounded } from './measure.ts'
import { openLoop } from './open-loop.ts'
import { startOverIfOutdated } from './registry-population.ts'
import { measureStatus, statusQuery } from './status-rate.ts'

const dataDir = join(import.meta.dirname, '../../.data/bench')
const files = 1_200_000
const perSecond = 500
const seconds = 20

type Say = (what: string) => void

/** The citizen's status page over a country's files, and promises for all that are under way. The database is kept for the next run. */
export const bench: Bench = {
  name: 'issuance',
  async *run(say) {
    const database = await startEmbedded({ dataDir, database: 'issuance', settings: { max_wal_size: '4GB' } })
    try {
      await startOverIfOutdated(database.url, say)
      await applyMigrations(database.url, ownFolders.migrations)
      await fillFiles(database.url, files, say)
      yield await measureBookings(database.url, say)
      const server = await startProgram({
        args: ['server/main.ts'],
        env: {
          PORT: '0',
          DATABASE_URL: database.url,
          DATA_DIR: join(dataDir, 'issuance-server'),
          WORKER: 'off',
          LOOK_UPS_PER_MINUTE: '10000000',
          DEMO: 'off',
        },
        ready: /(http:\/\/localhost:\d+)/,
      })
      const site = server.ready[1] ?? ''
      await until('ready', () => fetch(`${site}/readyz`).then(({ ok }) => ok))
      yield await measureLookups(site, say)
      yield await measureStatus({ server: site, databaseUrl: database.url, ...nthFile(7), say })
      await server.stop()
      yield await measurePromises(database.url, say)
    } finally {
      await database.stop()
    }
  },
}

/** Everybody asks for another file, 500 a second, whether the answers come or not. */
async function measureLookups(site: string, say: Say): Promise<Measure> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const times = await openLoop({
    perSecond,
    seconds,
    agent,
    request: (nth) => ({
      url: `${site}/graphql`,
      body: JSON.stringify({ query: statusQuery, variables: nthFile((nth * 7919) % files) }),
    }),
  })
  agent.destroy()
  say(
    `${times.length} look-ups, median ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`,
  )
  return { measure: 'status_p95_ms', value: rounded(percentile(times, 0.95), 1), unit: 'ms' }
}

/** Free times of centres with as many appointments as there are files. */
async function measureBookings(url: string, say: Say): Promise<Measure> {
  const { db, pool, close } = openDatabase(url, 4)
  try {
    if ((await db.appointment.count()) === 0) await fillAppointments(pool, files)
    return await measureSlots(benchApp({ db, pool, dataDir }), say)
  } finally {
    await close()
  }
}

/** Every open file's promise set anew at once, all of them changed: those whose card is under way, one in eight. */
async function measurePromises(url: string, say: Say): Promise<Measure> {
  const { db, pool, close } = openDatabase(url, 4)
  try {
    const app = benchApp({ db, pool, dataDir })
    await publishForecast(app)
    await pool.query(
      `UPDATE "Application" SET "promisedOn" = "deadlineOn", "promiseCause" = NULL WHERE "promiseCause" IS NOT NULL`,
    )
    const began = performance.now()
    const changed = await keepPromises(app)
    if (changed === 0) throw new Error('no promise was changed')
    say(`${changed} promises changed`)
    return { measure: 'promises_s', value: rounded((performance.now() - began) / 1000, 1), unit: 's' }
  } finally {
    await close()
  }
}
