/** A production floor of real programs: server, two stations, two printers, and lines between them that can be cut. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IppCardPrinter } from '../../../card-printer-driver/ipp/ipp-card-printer.ts'
import { CardReader } from '../../../card-printer-driver/scan-back.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { issueBlanks } from '../../../server/production/issue-blanks.ts'
import { type Line, openLine } from '../../enrollment-kiosk/outbox/cutting-proxy.ts'
import { centres } from '../../support/app.ts'
import { receiveStock, stockKeeper } from '../../support/factory.ts'
import { control } from '../processes.ts'
import { openEvolisPost } from './evolis-post.ts'
import { freePort, Program } from './program.ts'
import { planChipJobs, planJobs } from './plan-jobs.ts'
import { certified, type FloorPlan, type PhysicalCard, type Post, type PostPlan } from './post.ts'

export interface Floor {
  readonly app: ServerApp
  readonly server: Program
  /** Both stations reach the server by it: it is the server's name that they sign for. */
  readonly serverLine: Line
  readonly posts: readonly Post[]
  readonly reader: CardReader
  plan(count: number): Promise<void>
  readonly blanks: number
  close(): Promise<void>
}

export async function openFloor(plan: FloorPlan): Promise<Floor> {
  const { app, cards } = plan
  const directory = await mkdtemp(join(tmpdir(), 'crash-'))
  const server = await startServer(plan)
  // Every card may fail twice before a person has to look at the file.
  const blanks = cards * 3
  await receiveStock(app, blanks * 2)
  const open = plan.evolis ? openEvolisPost : openPost
  const posts = [
    await open(plan, { name: 'A', directory, serverUrl: server.line.url, blanks }),
    await open(plan, { name: 'B', directory, serverUrl: server.line.url, blanks }),
  ]
  const reader = await CardReader.open()
  await (plan.evolis ? planChipJobs : planJobs)(app, plan.planned ?? cards)
  return {
    app,
    server: server.program,
    serverLine: server.line,
    posts,
    reader,
    plan: (count) => (plan.evolis ? planChipJobs : planJobs)(app, count),
    blanks,
    async close() {
      for (const { station, printer, printerLine } of posts) {
        await Promise.all([station.kill(), printer.kill()])
        await printerLine.close()
      }
      await server.program.kill()
      await server.line.close()
      reader.close()
      await rm(directory, { recursive: true })
    },
  }
}

async function startServer(plan: FloorPlan) {
  const { databaseUrl, dataDir, variables = {} } = plan
  const port = await freePort()
  const line = await openLine(() => port)
  const program = new Program({
    args: ['tests/card-printer-driver/crash/floor-server.ts'],
    env: {
      NODE_ENV: 'test',
      PORT: String(port),
      PUBLIC_URL: line.url,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      CHIP_PROFILE: plan.evolis ? 'cc-2024' : 'none',
      BATCHES: 'off',
      SHIFTS: 'off',
      PRINT_LEASE_SECONDS: '30',
      ...variables,
    },
    ready: /^ready$/,
  })
  await program.start()
  return { line, program }
}

async function openPost(plan: FloorPlan, { name, directory, serverUrl, blanks }: PostPlan): Promise<Post> {
  const { app, slow = 40 } = plan
  const port = await freePort()
  const place = join(directory, name)
  await mkdir(place)
  const tray = join(place, 'tray')
  const socket = join(place, 'printer.sock')
  const kept = ['--control', socket, '--dir', tray, '--state', join(place, 'made.ndjson')]
  const printer = new Program({
    args: ['card-printer-driver/emulators/ipp.ts', '--port', String(port), '--no-pace', ...kept],
    ready: /^ready /,
  })
  await printer.start()
  const printerLine = await openLine(() => port)
  const station = new Program({
    args: ['card-printer-driver/main.ts'],
    env: {
      SERVER_URL: serverUrl,
      STATION_DATA_DIR: join(place, 'station'),
      PRINTER_URL: `${printerLine.url.replace('http:', 'ipp:')}/ipp/print`,
      CENTRE: centres.factory.code,
      POLL_MS: '50',
      ...plan.station,
    },
    ready: /trạm in sẵn sàng/,
  })
  const started = station.start()
  const id = await certified(app)
  await issueBlanks(app, stockKeeper, { stationId: id, count: blanks })
  await started
  await setFaults(socket, { slow })
  return {
    name,
    directory: join(place, 'station'),
    station,
    printer,
    printerLine,
    id,
    fault: (faults) => setFaults(socket, { slow, ...faults }),
    cards: async () => physical(await control(socket, { method: 'GET', path: '/cards' }), tray),
    nameOf: ({ id: job, lease }) => `${job}.${lease}`,
    provocations: { reject: { jamNext: true }, return: { outputFull: true } },
    isQueued: (name) => isQueued(`ipp://127.0.0.1:${port}/ipp/print`, name),
  }
}

type Switches = Readonly<Record<string, unknown>>

async function setFaults(socket: string, faults: Switches): Promise<void> {
  await control(socket, { method: 'PUT', path: '/faults', body: JSON.stringify(faults) })
}

async function isQueued(url: string, name: string): Promise<boolean> {
  const display = new IppCardPrinter(url)
  const jobId = await display.jobNamed(name)
  if (jobId === null) return false
  const { state } = await display.progress(jobId)
  return state === 'waiting' || state === 'printing'
}

function physical(answer: string, tray: string): readonly PhysicalCard[] {
  const made = JSON.parse(answer) as readonly {
    readonly card: number
    readonly job: string
    readonly at: PhysicalCard['at']
  }[]
  return made.map(({ card, job: name, at }) => ({
    name,
    at,
    picture: async () => new Uint8Array(await readFile(join(tray, `card-${card}.pdf`))),
  }))
}
