/** Half a million cards put into batches at once: the whole transaction, and the choice alone. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyMigrations } from '../../prisma/engine.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import { ownFolders } from '../../prisma/migration.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { chooseJobs, planBatches, usualBatchSize } from '../../server/production/batches/plan-batches.ts'
import { benchApp } from './bench-app.ts'
import { type Measure, rounded } from './measure.ts'
import { addJobs } from './production-jobs.ts'

const cards = 500_000
const planner: Actor = {
  kind: 'officer',
  id: '00000000-0000-4000-8000-000000000001',
  roles: [{ role: 'PRODUCTION_OPERATOR', unitCode: '01' }],
}

class OnlyLooked extends Error {}

export async function* measurePlanning(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'planning-'))
  const server = await startEmbedded({ dataDir, database: 'planning' })
  try {
    await applyMigrations(server.url, ownFolders.migrations)
    say(`${cards} planned jobs`)
    await addJobs(server.url, [{ status: 'PLANNED', count: cards }])
    const { db, pool, close } = openDatabase(server.url, 4)
    try {
      const app = benchApp({ db, pool, dataDir })
      const choosing = performance.now()
      let choice = 0
      await db
        .$transaction(
          async (tx) => {
            await chooseJobs(tx, usualBatchSize)
            choice = performance.now() - choosing
            throw new OnlyLooked()
          },
          { timeout: 120_000 },
        )
        .catch((error: unknown) => {
          if (!(error instanceof OnlyLooked)) throw error
        })
      const began = performance.now()
      const { batches, jobs } = await planBatches(app, planner)
      const whole = performance.now() - began
      if (jobs !== cards) throw new Error(`planned ${jobs}`)
      say(`${batches} batches`)
      yield { measure: 'plan_500k_s', value: rounded(whole / 1000, 2), unit: 's' }
      yield { measure: 'choose_500k_s', value: rounded(choice / 1000, 2), unit: 's' }
    } finally {
      await close()
    }
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
