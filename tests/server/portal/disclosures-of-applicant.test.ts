import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeApplicationCode } from '../../../core/enrollment/application-code.ts'
import type { OwnDisclosurePage } from '../../../server/portal/disclosures-of-applicant.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { askGraphql, type HttpServer, openHttp } from '../../support/http.ts'
import { type Applicant, freeNumber, registerResident } from '../../support/people.ts'
import { contentOf } from '../../support/rows.ts'
import { ask, type Claims, claimsOf, openAgency, type TestAgency } from '../registry/sharing/agencies.ts'

let running: TestApp
let server: HttpServer
let agency: TestAgency
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  agency = await openAgency(running.app, { name: 'Cục Thuế Mẫu' })
})
afterAll(async () => {
  await server.close()
  await running.close()
})

/** A code as it should be, of no file. */
const nobodys = composeApplicationCode({ centre: 'HN001', machine: 1, day: '2026-03-02', sequence: 1 })

const query = `query ($code: String!, $birthDate: String!, $number: String!, $after: String) {
  disclosures(code: $code, birthDate: $birthDate, number: $number, after: $after) {
    __typename
    ... on OwnDisclosurePage { disclosures { agency purpose { vi en } on fields { vi en } } next }
    ... on DomainRefusal { code text { vi en } }
  }
}`

interface Keys {
  readonly code: string
  readonly birthDate: string
  readonly number: string
}

async function read(keys: Keys, after?: string | null, at = server) {
  const answer = await askGraphql(at, { query, variables: { ...keys, after } })
  expect(answer.errors).toEqual([])
  return {
    text: answer.text,
    answer: answer.data?.['disclosures'] as OwnDisclosurePage & { __typename: string; code?: string },
  }
}

/** Somebody with a file, and what they have in hand. */
async function citizen(applicant?: Applicant) {
  const person = applicant ?? (await registerResident(running.app))
  const { code } = await applicationIn(running.app, 'ISSUED', { applicant: person })
  const keys: Keys = { code, birthDate: person.person.birthDate, number: person.number }
  return { person, keys }
}

const askAbout = (number: string, changes: Claims = {}) =>
  ask(server, agency, claimsOf(running.app, agency, number, changes))

describe('the holder of an application', () => {
  test('reads who asked about them, for what, when, and what was told, the newest first', async () => {
    const { person, keys } = await citizen()
    const { number } = person
    await askAbout(number, { fields: ['name', 'permanentAddress'] })
    running.advanceClock(days(1))
    await askAbout(number, { subject: { number, name: 'TRẦN VĂN KHÁC' } })
    await askAbout((await registerResident(running.app)).number)
    const { answer, text } = await read(keys)
    const purpose = { vi: 'Quản lý thuế', en: expect.stringMatching(/\S/) }
    const label = (vi: string) => ({ vi, en: expect.stringMatching(/\S/) })
    expect(answer).toEqual({
      __typename: 'OwnDisclosurePage',
      disclosures: [
        { agency: 'Cục Thuế Mẫu', purpose, on: '2026-03-03', fields: [] },
        {
          agency: 'Cục Thuế Mẫu',
          purpose,
          on: '2026-03-02',
          fields: [label('Họ, chữ đệm và tên khai sinh'), label('Nơi thường trú')],
        },
      ],
      next: null,
    })
    for (const secret of [number, person.person.name, person.person.residence, person.residentId])
      expect(text).not.toContain(secret)
  })

  test('may type the code and the number as people do', async () => {
    const { person, keys } = await citizen()
    const { answer } = await read({
      code: ` ${keys.code.toLowerCase().replaceAll('-', ' ')}`,
      birthDate: keys.birthDate,
      number: person.number.replaceAll(/(\d{3})/g, '$1 '),
    })
    expect(answer.__typename).toBe('OwnDisclosurePage')
  })

  test('is told so when nobody has asked', async () => {
    const { keys } = await citizen()
    expect((await read(keys)).answer).toMatchObject({ disclosures: [], next: null })
  })

  test('reads on by the cursor, twenty at a time, each once', async () => {
    const { person, keys } = await citizen()
    for (let i = 0; i < 21; i++) {
      running.advanceClock(1000)
      await askAbout(person.number, { fields: i === 0 ? ['sex'] : ['name'] })
    }
    const first = (await read(keys)).answer
    expect(first.disclosures).toHaveLength(20)
    expect(first.disclosures.every(({ fields }) => fields[0]?.vi.startsWith('Họ'))).toBe(true)
    const second = (await read(keys, first.next)).answer
    expect(second).toMatchObject({ disclosures: [{ fields: [{ vi: 'Giới tính' }] }], next: null })
  })

  test('leaves a trace in the audit with each page, without a word about the person', async () => {
    const { person, keys } = await citizen()
    await askAbout(person.number)
    await read(keys)
    const entries = await running.app.db.auditEntry.findMany({
      where: { subjectId: person.residentId, action: 'disclosure.read-own' },
    })
    expect(entries).toMatchObject([
      { actorKind: 'anonymous', actorId: null, subjectKind: 'resident', details: expect.anything() },
    ])
    expect(JSON.parse(String(entries[0]?.details))).toEqual({ found: 1, firstPage: true })
    expect(running.logged.join('\n')).not.toContain(person.number)
  })
})

describe('nothing is told, and nothing is changed but the count of tries,', () => {
  test('where one of the three is wrong: the same words as for a file that does not exist', async () => {
    const { person, keys } = await citizen()
    const other = await citizen()
    await askAbout(person.number)
    const before = await contentOf(running.app, ['HolderTry'])
    const unknown = await read({ ...keys, code: nobodys })
    expect(unknown.answer).toMatchObject({ __typename: 'DomainRefusal', code: 'APPLICANT_NOT_FOUND' })
    const wrong: readonly Keys[] = [
      { ...keys, birthDate: '1990-05-21' },
      { ...keys, birthDate: '1990' },
      { ...keys, number: freeNumber(person.person) },
      { ...keys, number: other.keys.number },
      { ...keys, code: other.keys.code },
      { ...keys, code: nobodys, birthDate: '1945', number: freeNumber() },
    ]
    for (const one of wrong) expect((await read(one)).text).toBe(unknown.text)
    expect((await read({ ...keys, number: other.keys.number }, 'không phải')).text).toBe(unknown.text)
    expect(await contentOf(running.app, ['HolderTry'])).toEqual(before)
  })

  test('of a file that is not tied to anybody in the register yet', async () => {
    const person = await registerResident(running.app)
    const { code } = await applicationIn(running.app, 'RECEIVED', { applicant: person, residentId: null })
    const { answer } = await read({ code, birthDate: person.person.birthDate, number: person.number })
    expect(answer.code).toBe('APPLICANT_NOT_FOUND')
  })

  test.each([
    ['a mistyped code', { code: 'HN001-01-260302-0001-A' }, 'ILLEGAL_APPLICATION_CODE'],
    ['a day that is not in the calendar', { birthDate: '2023-02-30' }, 'ILLEGAL_DATE'],
    ['the last four digits alone', { number: '0123' }, 'ILLEGAL_CITIZEN_NUMBER'],
    ['no number', { number: '' }, 'ILLEGAL_CITIZEN_NUMBER'],
  ])('for %s', async (_, wrong, refusal) => {
    const { keys } = await citizen()
    expect((await read({ ...keys, ...wrong })).answer).toMatchObject({
      code: refusal,
      text: { vi: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) },
    })
  })

  test('by a cursor of other origin', async () => {
    const { keys } = await citizen()
    expect((await read(keys, '%%%')).answer.code).toBe('ILLEGAL_CURSOR')
  })

  test('where the register is elsewhere: it does not say that nobody has asked', async () => {
    const { keys } = await citizen()
    const { registry } = running.app.env
    const env = { ...running.app.env, registry: { ...registry, mode: 'remote' as const } }
    const away = await openHttp({ ...running, app: { ...running.app, env } })
    try {
      expect((await read(keys, null, away)).answer.code).toBe('DISCLOSURES_NOT_HERE')
    } finally {
      await away.close()
    }
  })

  test('a number is not to be guessed: after ten wrong tries at a file even the right one waits for the next hour', async () => {
    const { keys } = await citizen()
    const wrong = { ...keys, number: freeNumber() }
    const tries = await Promise.all(Array.from({ length: 12 }, () => read(wrong)))
    const refusals = tries.map(({ answer }) => answer.code).toSorted()
    expect(refusals).toEqual([
      ...Array.from({ length: 10 }, () => 'APPLICANT_NOT_FOUND'),
      'TOO_MANY_TRIES',
      'TOO_MANY_TRIES',
    ])
    expect((await read(keys)).answer.code).toBe('TOO_MANY_TRIES')
    running.advanceClock(3_600_000)
    expect((await read(keys)).answer.__typename).toBe('OwnDisclosurePage')
  })
})
