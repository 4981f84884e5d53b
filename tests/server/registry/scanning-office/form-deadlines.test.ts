import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportFormArrears } from '../../../../server/registry/scanning-office/form-deadlines.ts'
import { transmitForms } from '../../../../server/registry/scanning-office/transmit-forms.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { enteredForms, receivedForms } from '../../../support/received-forms.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

async function due(withinDays: number, unitCode = '01') {
  const { credentials } = await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR', unitCode))
  const query = `{ dueTransfers(withinDays: ${withinDays}, first: 50) { edges { node { daysLeft forms untransmitted } } } }`
  const { data, errors } = await askGraphql(server, { query }, credentials)
  expect(errors).toEqual([])
  return (data as { dueTransfers: { edges: { node: object }[] } }).dueTransfers.edges.map(({ node }) => node)
}

test('a transfer is due soon, then overdue, until its last form is transmitted; offices in arrears are told', async () => {
  const keyed = await enteredForms(running.app, 2)
  await receivedForms(running.app, 3)
  await receivedForms(running.app, 1, '79')
  expect(await due(44)).toEqual([])
  expect(await due(45)).toEqual([
    { daysLeft: 45, forms: 2, untransmitted: 2 },
    { daysLeft: 45, forms: 3, untransmitted: 3 },
  ])
  running.advanceClock(days(45))
  expect(await reportFormArrears(running.app)).toEqual([])
  running.advanceClock(days(1))
  expect(await due(-1)).toHaveLength(2)
  expect(await due(0, '79')).toEqual([{ daysLeft: -1, forms: 1, untransmitted: 1 }])
  const told = running.logged.length
  expect(await reportFormArrears(running.app)).toEqual([
    { office: '01', transfers: 2, forms: 5 },
    { office: '79', transfers: 1, forms: 1 },
  ])
  expect(running.logged.slice(told).map((line) => JSON.parse(line) as object)).toMatchObject([
    { office: '01', forms: 5 },
    { office: '79', forms: 1 },
  ])
  await transmitForms(running.app, officerOf('KEY_ENTRY_OPERATOR'), { unitCode: '01', serials: keyed })
  expect(await due(0)).toEqual([{ daysLeft: -1, forms: 3, untransmitted: 3 }])
})
