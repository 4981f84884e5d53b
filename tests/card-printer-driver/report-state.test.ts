import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IppCardPrinter } from '../../card-printer-driver/ipp/ipp-card-printer.ts'
import { type Condition, reportState } from '../../card-printer-driver/report-state.ts'
import { ServerClient } from '../../card-printer-driver/server-client.ts'
import { tokenAnswerSchema } from '../../core/contracts/machine-sign-in.ts'
import { readBoard } from '../../server/production/board/read-board.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { producer } from '../support/factory.ts'
import { askForToken, type HttpServer, openHttp } from '../support/http.ts'
import { assertionOf, installMachine, type Machine } from '../support/machines.ts'
import { type EmulatorProcess, startPrinter } from './processes.ts'

let running: TestApp
let http: HttpServer
let emulator: EmulatorProcess
let machine: Machine
beforeAll(async () => {
  ;[running, emulator] = await Promise.all([testApp({ now: Date.now() }), startPrinter('--no-pace')])
  http = await openHttp(running)
  machine = await installMachine(running.app, 'STATION')
})
afterAll(async () => {
  await http.close()
  await emulator.stop()
  await running.close()
})

const tile = async () => (await readBoard(running.app, producer)).stations[0]
const token = async () => {
  const answer = await askForToken(http, await assertionOf(running.app, machine))
  return tokenAnswerSchema.parse(await answer.json()).access_token
}

test('a station tells the server of each change, of its printer, of a clock that is wrong, and that it goes', async () => {
  const stop = new AbortController()
  const said: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) })
  let condition: Condition = { working: 0, trouble: null, refusal: null }
  const station = {
    server: new ServerClient(http.url, token),
    printer: new IppCardPrinter(emulator.url),
    stop: stop.signal,
  }
  const reporting = reportState(station, () => condition, log)
  await expect.poll(tile, { timeout: 10_000 }).toMatchObject({
    state: 'IDLE',
    reason: 'NO_WORK',
    clockWrong: false,
    printer: {
      model: 'Citizen ID Emulated Card Printer',
      trouble: null,
    },
  })
  expect(said).toEqual([])
  running.advanceClock(86_400_000)
  condition = { working: 1, trouble: null, refusal: null }
  await expect.poll(tile, { timeout: 10_000 }).toMatchObject({ state: 'RUNNING', clockWrong: true })
  await expect.poll(() => said.join()).toContain('đồng hồ của trạm sai')
  condition = { working: 1, trouble: 'RIBBON_OUT', refusal: null }
  await expect.poll(tile, { timeout: 10_000 }).toMatchObject({ state: 'STOPPED', reason: 'RIBBON_OUT' })
  stop.abort()
  await reporting
  expect(await tile()).toMatchObject({
    state: 'OFF',
    reason: 'SWITCHED_OFF',
    fault: { reason: 'RIBBON_OUT' },
  })
})
