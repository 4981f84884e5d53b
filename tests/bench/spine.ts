import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../prisma/embedded.ts'
import { install } from '../demo/installation.ts'
import { stopAll } from '../demo/programs.ts'
import type { Bench } from './measure.ts'
import { measurePipeline } from './pipeline-rate.ts'
import { measureStarts } from './starts.ts'
import { measureStatus } from './status-rate.ts'

/** Starts, memory, the whole pipeline, and the citizen's status query. */
export const bench: Bench = {
  name: 'spine',
  async *run(say) {
    const directory = await mkdtemp(join(tmpdir(), 'citizen-id-bench-'))
    await chmod(directory, 0o755)
    try {
      say('starting twice from an empty folder')
      yield* measureStarts(join(directory, 'starts'))
      say('starting an installation')
      const site = await install({ directory, paced: false, progress: say, blanks: 500 })
      const { measure, code, birthDate } = await measurePipeline(site, say)
      yield measure
      const database = await startEmbedded({ dataDir: join(directory, 'server') })
      yield await measureStatus({ server: site.server, databaseUrl: database.url, code, birthDate, say })
      await database.stop()
    } finally {
      await stopAll()
      await rm(directory, { recursive: true, force: true })
    }
  },
}
