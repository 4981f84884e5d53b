/** A worker of its own that begins to check a file and never ends: node stuck-worker.ts DATABASE_URL DATA_DIR NOW FILE */
import { checkBiometrics } from '../../../server/biometrics/check-biometrics.ts'
import { createApp } from '../../../server/create-app.ts'
import { readEnv } from '../../../server/kernel/env.ts'
import { runStage } from '../../../server/kernel/stages.ts'
import { publicUrl } from '../../support/app.ts'

const [databaseUrl = '', dataDir = '', now = '', applicationId = ''] = process.argv.slice(2)
const env = readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dataDir })
const { app } = await createApp(env, { databaseUrl, publicUrl, clock: () => Number(now) })
const read = () => {
  process.stdout.write('reading\n')
  return new Promise<never>(() => setInterval(() => undefined, 1000))
}
await runStage(
  app,
  {
    name: 'check-biometrics',
    timeoutMs: 60_000,
    maxAttempts: 3,
    run: (run) =>
      checkBiometrics(
        {
          ...app,
          draw: () => 0,
          fingers: { read, compare: async () => [], close: async () => undefined },
          returnToDesk: async () => undefined,
        },
        run,
      ),
  },
  applicationId,
)
