import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectForms } from '../../../../server/registry/forms/collect-forms.ts'
import { voidForm } from '../../../../server/registry/forms/void-form.ts'
import { handOutForms } from '../../../../server/registry/scanning-office/hand-out-forms.ts'
import { listPrintRuns } from '../../../../server/registry/scanning-office/list-print-runs.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { printedForms } from '../../../support/received-forms.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const collector = officerOf('COLLECTOR')
const handOut = (firstSerial = '', lastSerial = '', actor = collector) =>
  handOutForms(running.app, actor, { firstSerial, lastSerial })

async function countsOf(serial: string) {
  const { runs } = await listPrintRuns(running.app, collector, { after: null })
  return runs.find(({ run }) => run.firstSerial === serial)?.counts
}

test('a stack is handed out once; what comes back, or is spoiled, is outstanding no more', async () => {
  const serials = await printedForms(running.app, 10)
  const [first = '', second = '', third = '', , , sixth] = serials
  expect(await countsOf(first)).toEqual({ printed: 10, handedOut: 0, returned: 0, outstanding: 0, void: 0 })
  expect(await handOut(first, sixth)).toBe(6)
  expect(await handOut(first, sixth)).toBe(0)
  for (const step of ['declare', 'check', 'match', 'authenticate', 'collect'] as const)
    await collectForms(running.app, collector, { serials: [first, second], step })
  await voidForm(running.app, collector, { serial: third, replacedBy: null })
  // Filled in without having been marked: handed out all the same.
  await collectForms(running.app, collector, { serials: serials.slice(9), step: 'declare' })
  expect(await countsOf(first)).toEqual({ printed: 10, handedOut: 6, returned: 2, outstanding: 4, void: 1 })
})

test('a stack across two print runs, backwards, of another unit, or by another role is refused', async () => {
  const [one = '', two = ''] = await printedForms(running.app, 2)
  const [other = ''] = await printedForms(running.app, 1)
  expect(await refusalOf(handOut(one, other))).toBe('NOT_FOUND')
  expect(await refusalOf(handOut(two, one))).toBe('NOT_FOUND')
  expect(await refusalOf(handOut(one, 'x'))).toBe('ILLEGAL_FORM_SERIAL')
  expect(await refusalOf(handOut(one, two, officerOf('COLLECTOR', '79')))).toBe('FORBIDDEN')
  expect(await refusalOf(handOut(one, two, officerOf('KEY_ENTRY_OPERATOR')))).toBe('FORBIDDEN')
})

test('print runs are listed page by page, the latest first, within the officer’s units', async () => {
  const order = [...Array(22).keys()]
  for (const _ of order) await printedForms(running.app, 1)
  await printedForms(running.app, 1, '79')
  const first = await listPrintRuns(running.app, collector, { after: null })
  expect(first.runs).toHaveLength(20)
  const second = await listPrintRuns(running.app, collector, { after: first.next })
  const ids = [...first.runs, ...second.runs].map(({ run }) => run.id)
  expect(ids).toEqual([...new Set(ids)].toSorted().toReversed())
  expect(second.next).toBeNull()
  expect([...first.runs, ...second.runs].every(({ run }) => run.unitCode === '01')).toBe(true)
  expect(await refusalOf(listPrintRuns(running.app, collector, { after: 'x' }))).toBe('NOT_FOUND')
})
