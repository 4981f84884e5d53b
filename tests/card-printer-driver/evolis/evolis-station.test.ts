/** The station's own program on the emulated Evolis, as its settings say. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainPortrait, printOrder } from '../orders.ts'
import { startStation } from '../processes.ts'
import { ProductionServer } from '../production-server.ts'
import { startEvolis } from './evolis-process.ts'

test('the program makes cards on the printer that its settings name, one at a time with two lanes', async ({
  onTestFinished,
}) => {
  const directory = await mkdtemp(join(tmpdir(), 'evolis-station-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const production = new ProductionServer()
  await production.start()
  onTestFinished(() => production.stop())
  const emulator = await startEvolis('--blanks', 'PT24-0001:3')
  onTestFinished(() => emulator.stop())
  const portrait = await plainPortrait()
  for (const n of [1, 2]) production.plan(printOrder(n, portrait), portrait)
  const station = startStation({
    SERVER_URL: production.url,
    STATION_DATA_DIR: directory,
    PRINTER_URL: `evolis+tcp://${emulator.line}`,
    TRAY_URL: emulator.trayUrl,
    CHIP_ENCODER: 'emulator',
    CHIP_READER: `${emulator.chip.host}:${emulator.chip.port}`,
    CENTRE: 'SX001',
    POLL_MS: '50',
  })
  onTestFinished(async () => void (await station.stop('SIGKILL')))
  await production.until(() => production.machineCount === 1)
  production.certify()
  await production.until(() => [...production.jobs.values()].every(({ state }) => state === 'STACKED'))
  const made = (await emulator.cards()).map(
    ({ serial, place, printed }) => `${serial} ${place} ${printed.length}`,
  )
  expect(made).toEqual(['PT24-0001 OUTPUT 6', 'PT24-0002 OUTPUT 6', 'PT24-0003 FEEDER 0'])
  expect(await station.stop('SIGTERM')).toBeLessThan(3000)
})
