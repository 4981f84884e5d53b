/** A whole server with one released batch of cards with chips, and a bureau station that speaks with it over HTTP. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { type Admission, admitStation } from '../../../card-printer-driver/admit-station.ts'
import { type Bureau, openBureau } from '../../../card-printer-driver/bureau/open-bureau.ts'
import { main as emulate } from '../../../card-printer-driver/emulators/bureau.ts'
import type { BureauFault } from '../../../card-printer-driver/emulators/bureau/faults.ts'
import { withFaults } from '../../../card-printer-driver/emulators/bureau/faults.ts'
import {
  type BureauKeys,
  certificatesFile,
  openBureauKeys,
} from '../../../card-printer-driver/emulators/bureau/keys.ts'
import { makeCards, openExport } from '../../../card-printer-driver/emulators/bureau/make-cards.ts'
import { sealResult } from '../../../card-printer-driver/emulators/bureau/seal-result.ts'
import { readConfig } from '../../../card-printer-driver/env.ts'
import { CardReader } from '../../../card-printer-driver/scan-back.ts'
import { fromPem } from '../../../core/cms/certificate.ts'
import type { BureauExport, BureauResult } from '../../../core/contracts/bureau.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { createHttp } from '../../../server/http.ts'
import { freezeBatch } from '../../../server/production/batches/freeze-batch.ts'
import { planBatches } from '../../../server/production/batches/plan-batches.ts'
import { releaseBatch } from '../../../server/production/batches/release-batch.ts'
import { issueBlanks } from '../../../server/production/issue-blanks.ts'
import { centres, type TestApp, testApp } from '../../support/app.ts'
import { producer, receiveStock, stockKeeper } from '../../support/factory.ts'
import { ready } from '../../support/http.ts'
import { officerOf } from '../../support/officers.ts'
import { planChipJobs } from '../crash/plan-jobs.ts'
import { certified } from '../crash/post.ts'
import { freePort } from '../crash/program.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Watch {
  /** Sees every request before the server does. */
  onRequest: (request: IncomingMessage) => void
}

/** The server, a station that was admitted, and a bureau's keys: once for a file. */
export interface BureauFloor {
  readonly app: ServerApp
  readonly keys: BureauKeys
  readonly environment: Readonly<Record<string, string>>
  readonly stationId: string
  readonly watch: Watch
  advanceClock(milliseconds: number): void
  /** As one command opens it; close its journal before the next. */
  open(stop?: AbortSignal): Promise<Bureau>
  /** Plans, freezes and releases a batch; gives its number and the jobs in it. */
  release(count: number): Promise<{ readonly number: string; readonly jobs: readonly string[] }>
  /** What the bureau finds in an export. */
  opened(file: string): Promise<BureauExport>
  /** Makes every card of it. */
  made(opened: BureauExport): Promise<BureauResult>
  /** Writes the result of these cards as a bureau with these faults does; gives its path. */
  answer(opened: BureauExport, result: BureauResult, faults?: readonly BureauFault[]): Promise<string>
  /** What the emulated bureau makes of an export by itself, from its command line; gives the path of its result. */
  emulated(file: string): Promise<string>
  /** The command as a program of its own, killed by the callback or run to its end; its exit code, null where it was killed. */
  command(args: readonly string[], started?: (kill: () => void) => void): Promise<number | null>
  close(): Promise<void>
}

export async function openBureauFloor(): Promise<BureauFloor> {
  const directory = await mkdtemp(join(tmpdir(), 'bureau-'))
  // The station signs in by its own clock.
  const running: TestApp = await testApp({
    now: Date.now(),
    variables: { CHIP_PROFILE: 'cc-2024', BATCHES: 'required', BUREAU_LEASE_DAYS: '8' },
  })
  const port = await freePort()
  let ahead = 0
  // The server's clock goes on as the station's does, however slow the machine is.
  const clock = () => Date.now() + ahead
  const app: ServerApp = { ...running.app, clock, publicUrl: `http://127.0.0.1:${port}` }
  const page = join(directory, 'page')
  await mkdir(page)
  await writeFile(join(page, 'index.html'), '<!doctype html><title>no page</title>')
  const handler = await createHttp(app, { portal: page, consoles: page, readiness: ready })
  const watch: Watch = { onRequest: () => undefined }
  const server = createServer((request, response) => {
    watch.onRequest(request)
    handler(request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const keys = await openBureauKeys(join(directory, 'keys'))
  const environment = {
    SERVER_URL: app.publicUrl,
    STATION_DATA_DIR: join(directory, 'station'),
    PRINTER_URL: `bureau://${join(directory, 'folder')}`,
    BUREAU_CERTIFICATES_FILE: certificatesFile(join(directory, 'keys')),
    CENTRE: centres.factory.code,
    POLL_MS: '50',
  }
  const config = readConfig(environment)
  await mkdir(config.station.dataDirectory)
  const stop = new AbortController().signal
  const admitting = admitStation(config, { log: pino({ level: 'silent' }), stop })
  const stationId = await certified(app)
  const admission = (await admitting) as Admission
  const issuer = join(directory, 'issuer.pem')
  await writeFile(issuer, admission.machine.issuer)
  const reader = await CardReader.open()
  const at = { keys, issuers: [fromPem('CERTIFICATE', admission.machine.issuer)], reader }
  let results = 0
  return {
    app,
    advanceClock: (milliseconds) => void (ahead += milliseconds),
    keys,
    environment,
    stationId,
    watch,
    open: (ended = stop) => openBureau(config, { admission, stop: ended, say: () => undefined }),
    release: (count) => releasedBatch(app, stationId, count),
    opened: async (file) => openExport(at, new Uint8Array(await readFile(file))),
    made: (opened) => makeCards(at, opened),
    answer: async (opened, result, faults = []) => {
      const path = join(directory, `result-${++results}.cms`)
      const { replyKey } = opened.manifest
      await writeFile(path, await sealResult(withFaults(result, faults), { keys, replyKey, faults }))
      return path
    },
    emulated: async (file) => {
      const out = join(directory, `result-${++results}.cms`)
      await emulate(['--keys', join(directory, 'keys'), '--issuer', issuer, '--in', file, '--out', out])
      return out
    },
    command: (args, started) => command(environment, args, started),
    close: async () => {
      reader.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await running.close()
      await rm(directory, { recursive: true })
    },
  }
}

async function releasedBatch(app: ServerApp, stationId: string, count: number) {
  await planChipJobs(app, count)
  // What a batch spoils, and gives back, is made again on other blanks.
  const blanks = count * 2
  await receiveStock(app, blanks)
  await issueBlanks(app, stockKeeper, { stationId, count: blanks })
  await planBatches(app, producer)
  const batch = await app.db.batch.findFirstOrThrow({
    where: { status: 'DRAFT', priority: 0 },
    include: { items: { orderBy: { position: 'asc' } } },
  })
  await freezeBatch(app, producer, { id: batch.id })
  await releaseBatch(app, officerOf('PRODUCTION_SUPERVISOR'), { id: batch.id })
  return { number: batch.number, jobs: batch.items.map(({ jobId }) => jobId) }
}

async function command(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  started: (kill: () => void) => void = () => undefined,
): Promise<number | null> {
  const child = spawn(process.execPath, ['card-printer-driver/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  started(() => void child.kill('SIGKILL'))
  await ended
  return child.exitCode
}
