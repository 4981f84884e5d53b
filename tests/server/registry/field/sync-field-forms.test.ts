import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectForms } from '../../../../server/registry/forms/collect-forms.ts'
import { keyForm } from '../../../../server/registry/forms/key-form.ts'
import { orderPrintRun } from '../../../../server/registry/forms/order-print-run.ts'
import { receiveForms, sendForms } from '../../../../server/registry/forms/transfer-forms.ts'
import { voidForm } from '../../../../server/registry/forms/void-form.ts'
import { syncFieldForms } from '../../../../server/registry/field/sync-field-forms.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

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

const collector = officerOf('COLLECTOR')
const answers = { name: 'TRẦN THỊ MẪU ĐƠN', birthDate: '15/02/1990', number: '001190000001', sex: 'FEMALE' }

async function printed(): Promise<string> {
  const registrar = officerOf('REGISTRAR')
  const id = await orderPrintRun(running.app, registrar, { kind: 'DC01', unitCode: '01', count: 1 })
  return (await running.app.db.form.findFirstOrThrow({ where: { printRunId: id } })).serial
}

const filled = (serial: string, changes: object = {}) => ({
  clientId: randomUUID(),
  serial,
  version: 'DC01/2025',
  filledOn: '2026-03-01',
  answers,
  ...changes,
})
const sync = (forms: readonly unknown[], actor = collector) => syncFieldForms(running.app, actor, forms)
const outcome = async (form: unknown, actor = collector) => {
  const [{ result, refusal } = { result: 'NONE', refusal: null }] = await sync([form], actor)
  return refusal ? `${result} ${refusal.code}` : result
}
const formOf = (serial: string) => running.app.db.form.findUniqueOrThrow({ where: { serial } })

describe('a form filled in at the door', () => {
  test('is declared and is the first of its two keys', async () => {
    const serial = await printed()
    const form = filled(serial)
    expect(await sync([form])).toEqual([
      { clientId: form.clientId, result: 'STORED', score: expect.any(Number) as number, refusal: null },
    ])
    expect((await formOf(serial)).status).toBe('DECLARED')
    expect(await running.app.db.keyEntry.findMany({ where: { formSerial: serial } })).toMatchObject([
      { round: 1, officerId: collector.id, answers },
    ])
    const audited = await running.app.db.auditEntry.findMany({ where: { subjectId: serial } })
    expect(audited.map(({ action }) => action)).toEqual(['form.fill-in-field'])
    expect(audited[0]?.details).not.toContain('MẪU ĐƠN')
  })

  test('agrees with the second key, made from the paper at the scanning office', async () => {
    const { app } = running
    const serial = await printed()
    await sync([filled(serial)])
    const serials = [serial]
    for (const step of ['check', 'match', 'authenticate', 'collect'] as const)
      await collectForms(app, collector, { serials, step })
    const id = await sendForms(app, collector, { fromUnitCode: '01', toUnitCode: '01', serials })
    const keyer = officerOf('KEY_ENTRY_OPERATOR')
    await receiveForms(app, keyer, { id, serials })
    await collectForms(app, keyer, { serials, step: 'scan' })
    const { next } = await keyForm(app, keyer, { serial, answers: { ...answers, sex: '' } })
    expect(next).toBe('ENTERED')
    expect((await formOf(serial)).answers).toMatchObject({ sex: { choice: 'FEMALE' } })
  })

  test('sent again, also at the same moment, changes nothing', async () => {
    const serial = await printed()
    const form = filled(serial)
    const together = await Promise.all([1, 2, 3].map(() => outcome(form)))
    expect(together.toSorted()).toEqual(['STORED', 'STORED_BEFORE', 'STORED_BEFORE'])
    const before = await contentOf(running.app)
    expect(await outcome({ ...form, clientId: randomUUID() })).toBe('STORED_BEFORE')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('that cannot be taken in keeps back none of the others', async () => {
    const [first, second] = [await printed(), await printed()]
    const forms = [filled(first), filled('không phải'), null, filled(second)]
    const results = await sync(forms)
    expect(results.map(({ result }) => result)).toEqual(['STORED', 'REFUSED', 'REFUSED', 'STORED'])
    expect(results[1]?.clientId).toBe((forms[1] as { clientId: string }).clientId)
  })
})

describe('a form is refused, and nothing is changed,', () => {
  const cases: readonly [string, object, string][] = [
    ['of tomorrow', { filledOn: '2026-03-03' }, 'FIELD_FORM_NOT_POSSIBLE'],
    ['of a day that is not', { filledOn: '2026-02-30' }, 'FIELD_FORM_NOT_POSSIBLE'],
    ['of another version than its paper', { version: 'DC01/2016' }, 'FIELD_FORM_NOT_POSSIBLE'],
    ['with answers that are none', { answers: 'x' }, 'FIELD_FORM_NOT_POSSIBLE'],
    ['with answers without end', { answers: { name: 'A'.repeat(40_000) } }, 'FIELD_FORM_NOT_POSSIBLE'],
    ['with more than was agreed', { extra: 1 }, 'FIELD_FORM_NOT_POSSIBLE'],
  ]
  test.each(cases)('%s', async (_, changes, code) => {
    const serial = await printed()
    const before = await contentOf(running.app)
    expect(await outcome(filled(serial, changes))).toBe(`REFUSED ${code}`)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('of another unit, and to an officer who does not collect', async () => {
    const serial = await printed()
    expect(await outcome(filled(serial), officerOf('COLLECTOR', '79'))).toBe('REFUSED FORBIDDEN')
    expect(await refusalOf(sync([filled(serial)], officerOf('KEY_ENTRY_OPERATOR')))).toBe('FORBIDDEN')
  })

  test('under a serial with other answers, or of another collector', async () => {
    const serial = await printed()
    await sync([filled(serial)])
    const other = filled(serial, { answers: { ...answers, name: 'TRẦN THỊ KHÁC' } })
    expect(await outcome(other)).toBe('REFUSED FIELD_FORM_NOT_POSSIBLE')
    expect(await outcome(filled(serial), officerOf('COLLECTOR'))).toBe('REFUSED FIELD_FORM_NOT_POSSIBLE')
  })

  test('that was voided', async () => {
    const serial = await printed()
    await voidForm(running.app, collector, { serial, replacedBy: null })
    expect(await outcome(filled(serial))).toBe('REFUSED TRANSITION_REFUSED')
  })

  test('when too many come at once', async () => {
    expect(await refusalOf(sync(Array.from({ length: 51 }, () => null)))).toBe('TOO_MANY_FORMS')
  })
})

test('over GraphQL each form is answered on its own', async () => {
  const { credentials } = await signIn(server, await hireOfficer(running.app, 'COLLECTOR'))
  const query = `mutation ($forms: [FieldFormInput!]!) {
    syncFieldForms(forms: $forms) { ... on SyncedFieldForms { forms { clientId result refusal { code text { vi } } } } }
  }`
  const good = { ...filled(await printed()), answers: JSON.stringify(answers) }
  const bad = { ...good, clientId: randomUUID(), answers: '{' }
  const { data } = await askGraphql(server, { query, variables: { forms: [good, bad] } }, credentials)
  expect(data).toMatchObject({
    syncFieldForms: {
      forms: [
        { clientId: good.clientId, result: 'STORED', refusal: null },
        { clientId: bad.clientId, result: 'REFUSED', refusal: { code: 'FIELD_FORM_NOT_POSSIBLE' } },
      ],
    },
  })
})
