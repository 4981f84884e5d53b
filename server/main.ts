import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { startEmbedded } from '../prisma/embedded.ts'
import { applyMigrations } from '../prisma/engine.ts'
import { createApp, type Running } from './create-app.ts'
import { ensureDemoInstallation, printSignIns } from './demo-installation.ts'
import { createHttp, type Readiness } from './http.ts'
import { type Env, readEnv } from './kernel/env.ts'
import { keepCardPki } from './pki/card/keep-card-pki.ts'
import { refusalOf } from './start-refusal.ts'
import { ensureWebBundles } from './web-bundles.ts'
import { startWorker, type Worker } from './jobs/worker.ts'

const migrations = join(import.meta.dirname, '../prisma/migrations')

/** The port asked for, or a free one where it is taken. Nothing is answered before everything is ready. */
async function listen(server: Server, { host, port }: Env['http']): Promise<number> {
  const tryPort = (wanted: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject).listen(wanted, host, () => {
        server.off('error', reject)
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : wanted)
      })
    })
  return tryPort(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return tryPort(0)
  })
}

async function start(env: Env): Promise<() => Promise<void>> {
  const server = createServer(
    (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end(),
  )
  const port = await listen(server, env.http)
  const log = (message: string) => console.log(message)
  const [embedded, pages] = await Promise.all([
    env.database.url ? null : startEmbedded({ dataDir: env.dataDir, log }),
    ensureWebBundles({ log }),
  ])
  try {
    const databaseUrl = env.database.url ?? embedded?.url ?? ''
    const publicUrl = env.http.publicUrl ?? `http://localhost:${port}`
    await applyMigrations(databaseUrl, migrations)
    const running = await createApp(env, { databaseUrl, publicUrl })
    if (env.demo) await ensureDemoInstallation(running.app, databaseUrl)
    // Before the first card; elsewhere the hourly job waits for the custodians.
    if (env.cardPki.automatic) await keepCardPki(running.app)
    const worker = env.worker.inline ? await startWorker(running.app, running.pool) : null
    // Asked only after all of this is there; a worker that ends by a fault takes the process out of service.
    const readiness: Readiness = { migrations: true, worker: true, bundles: true }
    void worker?.ended.then(() => {
      readiness.worker = false
    })
    server.removeAllListeners('request')
    server.on('request', await createHttp(running.app, { ...pages, readiness }))
    console.log(`Hệ thống sẵn sàng / ready: ${publicUrl}`)
    if (env.demo) await printSignIns(running.app)
    return () => stop({ server, worker, running, embedded })
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

/** Lets running requests and jobs end, for a moment; then everything goes, PostgreSQL last. */
async function stop(parts: {
  readonly server: Server
  readonly worker: Worker | null
  readonly running: Running
  readonly embedded: { stop(): Promise<void> } | null
}): Promise<void> {
  const { server, worker, running, embedded } = parts
  const atMost = (ms: number, work: Promise<unknown>) =>
    Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms).unref())])
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  await atMost(1000, Promise.all([closed, worker?.stop()]))
  server.closeAllConnections()
  await atMost(500, running.close())
  await embedded?.stop()
}

try {
  const ended = Promise.withResolvers<void>()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => ended.resolve())
  const end = await start(readEnv(process.env))
  await ended.promise
  await end()
  process.exit(0)
} catch (error) {
  const refusal = refusalOf(error)
  if (refusal) console.error(`${refusal.vi}\n${refusal.en}`)
  else console.error(error)
  process.exit(1)
}
