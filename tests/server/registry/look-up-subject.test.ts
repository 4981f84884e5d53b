import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { lookUpSubject } from '../../../server/registry/look-up-subject.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { installMachine } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { freeNumber, makePerson, registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const operator = officerOf('CAPTURE_OFFICER')
const lookUp = (number: string, birthDate: string, actor = operator) =>
  lookUpSubject(running.app, actor, { number, birthDate })

test('the desk sees the register’s record, and the look-up is kept without the number', async () => {
  const { app } = running
  const { number, person, residentId } = await registerResident(app)
  const subject = await lookUp(number, person.birthDate)
  expect(subject).toMatchObject({ number, person, version: 1, pulledAt: '2026-03-02T02:30:00.000Z' })
  const entries = await app.db.auditEntry.findMany({ where: { subjectId: residentId } })
  expect(entries).toMatchObject([{ action: 'subject.look-up', actorId: operator.id }])
  expect(JSON.stringify(entries.map(({ details }) => details))).not.toContain(number)
})

test('a person is received wherever they come', async () => {
  const { number, person } = await registerResident(running.app)
  expect(await lookUp(number, person.birthDate, officerOf('RECEPTION', '79'))).toMatchObject({ number })
})

test('where the register knows the year alone, a full birth date of that year fits', async () => {
  const person = makePerson({ birthDate: parsePartialDate('1948') })
  const { number } = await registerResident(running.app, person)
  expect(await lookUp(number, '1948-07-15')).toMatchObject({ number })
  expect(await refusalOf(lookUp(number, '1949-07-15'))).toBe('SUBJECT_UNKNOWN')
})

describe('nobody is shown, and nothing is changed,', () => {
  const cases: readonly [string, string, string, string][] = [
    ['for a number that nobody has', freeNumber(), '1990-05-20', 'SUBJECT_UNKNOWN'],
    ['for eleven digits', '00119000001', '1990-05-20', 'ILLEGAL_CITIZEN_NUMBER'],
    ['for letters', 'ABCDEFGHIJKL', '1990-05-20', 'ILLEGAL_CITIZEN_NUMBER'],
    ['for a day that is not in the calendar', freeNumber(), '2023-02-30', 'ILLEGAL_DATE'],
    ['for a month that is not', freeNumber(), '2023-13', 'ILLEGAL_DATE'],
    ['for no date', freeNumber(), '', 'ILLEGAL_DATE'],
  ]
  test.each(cases)('%s', async (_, number, birthDate, code) => {
    const before = await contentOf(running.app)
    expect(await refusalOf(lookUp(number, birthDate))).toBe(code)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('for a wrong birth date, a cancelled number or a dead person: all look the same', async () => {
    const { app } = running
    const [wrong, cancelled, dead] = [
      await registerResident(app),
      await registerResident(app),
      await registerResident(app),
    ]
    await app.db.identityNumber.update({ where: { number: cancelled.number }, data: { status: 'CANCELLED' } })
    await app.db.resident.update({ where: { id: dead.residentId }, data: { deathOn: '2026-01-01' } })
    const before = await contentOf(app)
    expect(await refusalOf(lookUp(wrong.number, '1990-05-21'))).toBe('SUBJECT_UNKNOWN')
    expect(await refusalOf(lookUp(cancelled.number, cancelled.person.birthDate))).toBe('SUBJECT_UNKNOWN')
    expect(await refusalOf(lookUp(dead.number, dead.person.birthDate))).toBe('SUBJECT_UNKNOWN')
    expect(await contentOf(app)).toEqual(before)
  })

  test('to a role that does not receive applicants', async () => {
    const { number, person } = await registerResident(running.app)
    const kiosk = await installMachine(running.app, 'KIOSK')
    for (const actor of [officerOf('APPROVER'), officerOf('ADMINISTRATOR'), kiosk.actor]) {
      const question = lookUpSubject(running.app, actor, { number, birthDate: person.birthDate })
      expect(await refusalOf(question)).toBe('FORBIDDEN')
    }
  })
})
