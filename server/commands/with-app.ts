import { join } from 'node:path'
import { startEmbedded } from '../../prisma/embedded.ts'
import { applyMigrations } from '../../prisma/engine.ts'
import { createApp } from '../create-app.ts'
import type { ServerApp } from '../graphql/context.ts'
import { readEnv } from '../kernel/env.ts'

/** Runs a command's work over the installation's database; shares the embedded one with a running server. */
export async function withApp<Result>(work: (app: ServerApp) => Promise<Result>): Promise<Result> {
  const env = readEnv(process.env)
  const embedded = env.database.url ? null : await startEmbedded({ dataDir: env.dataDir })
  try {
    const databaseUrl = env.database.url ?? embedded?.url ?? ''
    await applyMigrations(databaseUrl, join(import.meta.dirname, '../../prisma/migrations'))
    const publicUrl = env.http.publicUrl ?? `http://localhost:${env.http.port}`
    const running = await createApp(env, { databaseUrl, publicUrl })
    try {
      return await work(running.app)
    } finally {
      await running.close()
    }
  } finally {
    await embedded?.stop()
  }
}
