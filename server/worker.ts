/** `node server/worker.ts`: works on jobs only. Any number of them share one database (DATABASE_URL) and one data folder. */
import { createApp } from './create-app.ts'
import { startWorker } from './jobs/worker.ts'
import { IllegalEnvironment, readEnv } from './kernel/env.ts'
import { refusalOf } from './start-refusal.ts'

try {
  const env = readEnv(process.env)
  const { url } = env.database
  if (!url)
    throw new IllegalEnvironment(['DATABASE_URL: a worker of its own needs the database of its server'])
  if (!env.http.publicUrl) throw new IllegalEnvironment(['PUBLIC_URL: must be that of the server'])
  const running = await createApp(env, { databaseUrl: url, publicUrl: env.http.publicUrl })
  const worker = await startWorker(running.app, running.pool)
  const stop = () =>
    void worker
      .stop()
      .then(running.close)
      .then(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
  console.log('Tiến trình xử lý sẵn sàng / worker ready')
} catch (error) {
  const refusal = refusalOf(error)
  if (refusal) console.error(`${refusal.vi}\n${refusal.en}`)
  else console.error(error)
  process.exit(1)
}
