import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { plainPortrait, printOrder } from './orders.ts'
import { startPrinter, startStation, type EmulatorProcess, type StationProcess } from './processes.ts'
import { ProductionServer } from './production-server.ts'

let production: ProductionServer
let directory: string
let printer: EmulatorProcess | null = null
let station: StationProcess | null = null

beforeEach(async () => {
  production = new ProductionServer()
  await production.start()
  directory = await mkdtemp(join(tmpdir(), 'station-'))
})
afterEach(async () => {
  await station?.stop('SIGKILL')
  await printer?.stop()
  await production.stop()
  await rm(directory, { recursive: true })
})

function start(url: string): StationProcess {
  return startStation({
    SERVER_URL: production.url,
    STATION_DATA_DIR: directory,
    PRINTER_URL: url,
    CENTRE: 'SX001',
    POLL_MS: '50',
  })
}

async function planned(count: number) {
  const portrait = await plainPortrait()
  const orders = Array.from({ length: count }, (_, i) => printOrder(i + 1, portrait))
  for (const order of orders) production.plan(order, portrait)
  return orders
}

const states = () => [...production.jobs.values()].map(({ state }) => state)

async function admitted(): Promise<void> {
  await production.until(() => production.machineCount === 1)
  production.certify()
}

test('a new station asks to be admitted, waits for its certificate, then makes every card', async () => {
  printer = await startPrinter('--no-pace')
  await planned(5)
  station = start(printer.url)
  await production.until(() => production.machineCount === 1)
  expect(states()).toEqual(Array(5).fill('PLANNED'))
  production.certify()
  await production.until(() => states().every((state) => state === 'STACKED'))
  expect((await stat(join(directory, 'station-key.pk8'))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(directory, 'steps.ndjson'), 'utf8')).not.toContain('Đỗ')
  expect(await station.stop('SIGTERM')).toBeLessThan(3000)
})

test('a station that is told to stop gives back or reports every card within three seconds', async () => {
  printer = await startPrinter()
  await planned(3)
  station = start(printer.url)
  await admitted()
  await production.until(() => states().filter((state) => state === 'CARD_FED').length === 2)
  expect(await station.stop('SIGTERM')).toBeLessThan(3000)
  expect(states().filter((state) => state === 'CARD_FED' || state === 'CLAIMED')).toEqual([])
  expect(states()).toContain('PLANNED')
})

test('a station that was killed, and its printer switched off, says of the card that nobody knows', async () => {
  printer = await startPrinter()
  await planned(1)
  station = start(printer.url)
  await admitted()
  await production.until(() => states()[0] === 'CARD_FED')
  await untilSent()
  await station.stop('SIGKILL')
  // The queue is in no memory that outlives the power.
  await printer.setFaults({ off: true })
  await printer.setFaults({})
  station = start(printer.url)
  await production.until(() => states()[0] === 'OUTCOME_UNKNOWN')
  expect(production.machineCount).toBe(1)
  expect([...production.jobs.values()][0]?.events.at(-1)).toMatchObject({ event: 'loseTrack', lease: 1 })
})

/** The journal says that the printer has the card. */
async function untilSent(): Promise<void> {
  while (!(await readFile(join(directory, 'steps.ndjson'), 'utf8')).includes('"sent"'))
    await new Promise((resolve) => setTimeout(resolve, 20))
}
