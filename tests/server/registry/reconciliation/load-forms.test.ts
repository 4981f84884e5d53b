import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadForms, loadUnitForms, refusalsOf } from '../../../../server/registry/forms/load-forms.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { acceptLocality, answersFor, answersOf, transmitted } from './transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await acceptLocality(running.app, '00002')
})
afterAll(() => running.close())

const registrar = officerOf('REGISTRAR', '01')
const start = (unitCode: string) => loadForms(running.app, registrar, { unitCode, kind: 'DC01' })
const runOf = (id: string) => running.app.db.formLoad.findUniqueOrThrow({ where: { id } })

test('a unit’s forms are loaded one by one; those that wait or are refused are counted and passed over', async () => {
  const known = await registerResident(running.app)
  const good = [await transmitted(running.app, answersOf()), await transmitted(running.app, answersOf())]
  const waiting = await transmitted(running.app, answersFor(known, { sex: 'MALE' }))
  await transmitted(running.app, answersOf({ ethnicity: '' }))
  const notAccepted = await transmitted(running.app, answersOf(), { unitCode: '00009' })
  const elsewhere = await transmitted(running.app, answersOf(), { unitCode: '26735' })
  const id = await start('01')
  expect(await refusalOf(start('01'))).toBe('LOAD_UNDER_WAY')
  await loadUnitForms(running.app, { loadId: id })
  const run = await runOf(id)
  expect(run).toMatchObject({ total: 5, loaded: 2, reconciling: 1 })
  expect(run.finishedAt).not.toBeNull()
  expect(refusalsOf(run)).toEqual([
    { code: 'FORM_HAS_FAULTS', count: 1 },
    { code: 'LOCALITY_NOT_ACCEPTED', count: 1 },
  ])
  const states = await running.app.db.form.findMany({ select: { serial: true, status: true } })
  const state = Object.fromEntries(states.map(({ serial, status }) => [serial, status]))
  expect(good.map((serial) => state[serial])).toEqual(['LOADED', 'LOADED'])
  expect([waiting, notAccepted, elsewhere].map((serial) => state[serial])).toEqual(
    Array.from({ length: 3 }, () => 'TRANSMITTED'),
  )
  const history = await running.app.db.transition.findMany({
    where: { record: 'form', event: 'load', recordId: { in: good } },
  })
  expect(history.map(({ actorId }) => actorId)).toEqual([registrar.id, registrar.id])
})

test('a run that was cut off goes on behind the last form that it tried; a finished one does nothing', async () => {
  const serials = [await transmitted(running.app, answersOf()), await transmitted(running.app, answersOf())]
  const id = await start('00002')
  await running.app.db.formLoad.update({
    where: { id },
    data: { lastSerial: serials.toSorted()[0] ?? '', loaded: 1 },
  })
  await loadUnitForms(running.app, { loadId: id })
  expect(await runOf(id)).toMatchObject({ loaded: 2 })
  const finished = await runOf(id)
  await loadUnitForms(running.app, { loadId: id })
  expect(await runOf(id)).toEqual(finished)
})

test('is started by officers of the unit alone', async () => {
  for (const officer of [officerOf('REGISTRAR', '79'), officerOf('COLLECTOR', '01')]) {
    const started = loadForms(running.app, officer, { unitCode: '01', kind: 'DC01' })
    expect(await refusalOf(started)).toBe('FORBIDDEN')
  }
})
