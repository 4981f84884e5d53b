import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { composeFormSerial } from '../../../core/forms/serial.ts'
import { collectForms } from '../../../server/registry/forms/collect-forms.ts'
import { orderPrintRun } from '../../../server/registry/forms/order-print-run.ts'
import { proposeChange } from '../../../server/registry/propose-change.ts'
import { submitChange } from '../../../server/registry/submit-change.ts'
import { readCorrectableRecord } from '../../../server/registry/worklists/read-correctable-record.ts'
import { readForm } from '../../../server/registry/worklists/read-form.ts'
import { workQueues } from '../../../server/registry/worklists/work-queues.ts'
import { minutes, testApp, type TestApp } from '../../support/app.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer, type Officer, officerOf } from '../../support/officers.ts'
import { makePerson, registerResident } from '../../support/people.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server?.close()
  await running?.close()
})

async function print(count: number): Promise<readonly string[]> {
  const id = await orderPrintRun(running.app, officerOf('REGISTRAR'), { kind: 'DC01', unitCode: '01', count })
  const forms = await running.app.db.form.findMany({ where: { printRunId: id }, orderBy: { serial: 'asc' } })
  return forms.map(({ serial }) => serial)
}

const stateCounts = async (officer: Officer) => {
  const queues = await workQueues(running.app, officer)
  return Object.fromEntries(queues.map(({ kind, state, count }) => [state ?? kind, count]))
}

describe('work queues', () => {
  test('count what waits by state, and since when the oldest does', async () => {
    const serials = await print(3)
    const printedAt = running.app.clock()
    running.advanceClock(minutes(10))
    const collector = officerOf('COLLECTOR')
    await collectForms(running.app, collector, { serials: serials.slice(0, 1), step: 'declare' })
    const queues = await workQueues(running.app, collector)
    expect(
      queues.map(({ kind, state, count, oldestAt }) => [kind, state, count, oldestAt?.getTime()]),
    ).toEqual(
      expect.arrayContaining([
        ['FORMS', 'ISSUED', 2, printedAt],
        ['FORMS', 'DECLARED', 1, running.app.clock()],
      ]),
    )
  })

  test('hold nothing of another unit, and nothing that the role may not do', async () => {
    expect(await stateCounts(officerOf('COLLECTOR', '79'))).toEqual({})
    expect(await stateCounts(officerOf('STOCK_KEEPER'))).toEqual({})
  })

  test('of forms to key, those that the officer has keyed are no more', async () => {
    const [serial = ''] = await print(1)
    await running.app.db.form.update({ where: { serial }, data: { status: 'SCANNED' } })
    const operator = officerOf('KEY_ENTRY_OPERATOR')
    expect(await stateCounts(operator)).toMatchObject({ FORMS_TO_KEY: 1 })
    await running.app.db.keyEntry.create({
      data: { formSerial: serial, round: 1, officerId: operator.id, answers: {}, at: new Date(0) },
    })
    expect(await stateCounts(operator)).not.toHaveProperty('FORMS_TO_KEY')
    expect(await stateCounts(officerOf('KEY_ENTRY_OPERATOR'))).toMatchObject({ FORMS_TO_KEY: 1 })
  })

  test('a correction waits with its maker while it is a draft, then with the checkers of its unit', async () => {
    const maker = officerOf('REGISTRAR')
    const { residentId } = await registerResident(running.app)
    const id = await proposeChange(running.app, maker, {
      residentId,
      baseVersion: 1,
      wanted: { ethnicity: 'Tày' },
      evidenceKind: 'OTHER',
      evidenceNumber: null,
    })
    expect(await stateCounts(maker)).toMatchObject({ MY_CHANGES: 1 })
    expect(await stateCounts(officerOf('APPROVER'))).not.toHaveProperty('CHANGES_TO_DECIDE')
    await submitChange(running.app, maker, { id })
    expect(await stateCounts(maker)).not.toHaveProperty('MY_CHANGES')
    expect(await stateCounts(officerOf('APPROVER'))).toMatchObject({ CHANGES_TO_DECIDE: 1 })
    expect(await stateCounts(officerOf('APPROVER', '79'))).not.toHaveProperty('CHANGES_TO_DECIDE')
  })
})

describe('a form by its serial', () => {
  test("is found as typed; another unit's looks like one that does not exist", async () => {
    const [serial = ''] = await print(1)
    const typed = serial.toLowerCase().replaceAll('-', '')
    expect(await readForm(running.app, officerOf('COLLECTOR'), { serial: typed })).toBe(serial)
    const elsewhere = readForm(running.app, officerOf('COLLECTOR', '79'), { serial })
    await expect(elsewhere).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const unprinted = composeFormSerial({ kind: 'DC01', year: 2026, province: '01', sequence: 9_999_999 })
    for (const [typed, code] of [
      [unprinted, 'NOT_FOUND'],
      ['DC01-26-01-0000001-Z', 'ILLEGAL_FORM_SERIAL'],
    ] as const) {
      const read = readForm(running.app, officerOf('COLLECTOR'), { serial: typed })
      await expect(read).rejects.toMatchObject({ code })
    }
    await expect(readForm(running.app, officerOf('STOCK_KEEPER'), { serial })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the fields that a correction may touch', () => {
  test('come with their version, and the view is kept in the audit', async () => {
    const registrar = officerOf('REGISTRAR')
    const { residentId, number } = await registerResident(
      running.app,
      makePerson({ birthDate: parseCalendarDate('1990-05-20'), ethnicity: 'Mường' }),
    )
    const read = await readCorrectableRecord(running.app, registrar, { residentId })
    expect(read).toMatchObject({ residentId, number, version: 1, deceased: false })
    expect(read.record).toMatchObject({ ethnicity: 'Mường', religion: null, birthDate: '1990-05-20' })
    const entry = await running.app.db.auditEntry.findFirst({
      where: { action: 'resident.read', subjectId: residentId },
    })
    expect(entry?.actorId).toBe(registrar.id)
  })

  test('of another unit, or of nobody, are not found', async () => {
    const { residentId } = await registerResident(running.app)
    for (const [officer, id] of [
      [officerOf('REGISTRAR', '79'), residentId],
      [officerOf('REGISTRAR'), '018f0000-0000-7000-8000-000000000000'],
      [officerOf('REGISTRAR'), 'x'],
    ] as const) {
      await expect(readCorrectableRecord(running.app, officer, { residentId: id })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
  })
})

describe('over GraphQL', () => {
  test('a session names the officer and the units; units are named by their codes', async () => {
    const { credentials } = await signIn(server, await hireOfficer(running.app, 'REGISTRAR'))
    const query =
      '{ session { name roles { unitName } } unitNames(codes: ["01", "01", "none"]) { code name } }'
    const { data, errors } = await askGraphql(server, { query }, credentials)
    expect(errors).toEqual([])
    expect(data).toEqual({
      session: { name: 'Cán bộ Mẫu', roles: [{ unitName: 'Thành phố Hà Nội' }] },
      unitNames: [
        { code: '01', name: 'Thành phố Hà Nội' },
        { code: 'none', name: 'none' },
      ],
    })
  })

  test('forms to key come nearest to their end first, and never with what was keyed', async () => {
    const account = await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR')
    const [fresh = '', keyed = ''] = await print(2)
    await running.app.db.form.updateMany({
      where: { serial: { in: [fresh, keyed] } },
      data: { status: 'SCANNED' },
    })
    await running.app.db.keyEntry.create({
      data: {
        formSerial: keyed,
        round: 1,
        officerId: officerOf('KEY_ENTRY_OPERATOR').id,
        answers: { name: 'NGUYỄN THỊ BÍ MẬT' },
        at: new Date(0),
      },
    })
    const { credentials } = await signIn(server, account)
    const query = '{ formsToKey { serial keyed definition currentScan { id } } }'
    const answer = await askGraphql(server, { query }, credentials)
    expect(answer.text.indexOf(keyed)).toBeLessThan(answer.text.indexOf(fresh))
    expect(answer.text).toContain(keyed)
    expect(answer.text).not.toContain('BÍ MẬT')
  })

  test('a correction tells who made it, and whether that was the one who asks', async () => {
    const account = await hireOfficer(running.app, 'REGISTRAR')
    const { residentId, person, number } = await registerResident(running.app)
    await proposeChange(running.app, account.actor, {
      residentId,
      baseVersion: 1,
      wanted: { religion: 'Phật giáo' },
      evidenceKind: 'OTHER',
      evidenceNumber: null,
    })
    const { credentials } = await signIn(server, account)
    const query = '{ myChanges { edges { node { maker mine residentName residentNumber state } } } }'
    const { data } = await askGraphql(server, { query }, credentials)
    expect(data?.['myChanges']).toEqual({
      edges: [
        {
          node: {
            maker: 'Cán bộ Mẫu',
            mine: true,
            residentName: person.name,
            residentNumber: number,
            state: 'DRAFT',
          },
        },
      ],
    })
  })
})
