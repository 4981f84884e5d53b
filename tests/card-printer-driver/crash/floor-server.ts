/** The production server as a program of its own, to be killed: everything but the pages, which a station never asks for. */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createApp } from '../../../server/create-app.ts'
import { createHttp } from '../../../server/http.ts'
import { readEnv } from '../../../server/kernel/env.ts'
import { recoverPrintJobs } from '../../../server/production/recover-print-jobs.ts'

const env = readEnv(process.env)
const page = join(env.dataDir, 'page')
await mkdir(page, { recursive: true })
await writeFile(join(page, 'index.html'), '<!doctype html><title>no page</title>')
const { app } = await createApp(env, {
  databaseUrl: env.database.url ?? '',
  publicUrl: env.http.publicUrl ?? '',
})
const readiness = { migrations: true, worker: true, bundles: true }
const server = createServer(await createHttp(app, { portal: page, consoles: page, readiness }))
// The worker's crontab does this every minute; a crash test has not so much time.
const again = async () => {
  await recoverPrintJobs(app)
  setTimeout(() => void again(), 1000)
}
void again()
server.listen(env.http.port, '127.0.0.1', () => console.log('ready'))
