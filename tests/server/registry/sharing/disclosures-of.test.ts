import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disclosuresForCitizen } from '../../../../server/registry/sharing/disclosures-for-citizen.ts'
import { disclosuresOf } from '../../../../server/registry/sharing/disclosures-of.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { type Applicant, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { ask, type Claims, claimsOf, openAgency, post, sign, type TestAgency } from './agencies.ts'

let running: TestApp
let server: HttpServer
let agency: TestAgency
let resident: Applicant
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  agency = await openAgency(running.app, { name: 'Cục Thuế Mẫu' })
  resident = await registerResident(running.app)
  const { number, person } = resident
  const question = (changes: Claims) => claimsOf(running.app, agency, number, changes)
  await ask(server, agency, question({ fields: ['name', 'permanentAddress'] }))
  running.advanceClock(days(1))
  await ask(server, agency, question({ subject: { number, name: 'TRẦN VĂN KHÁC' } }))
  running.advanceClock(days(1))
  await ask(
    server,
    agency,
    question({
      purpose: 'IDENTITY_CONFIRMATION',
      fields: ['name', 'birthDate'],
      subject: { number, name: person.name, birthDate: person.birthDate },
    }),
  )
  await post(server, await sign(agency, question({ fields: ['religion'] })))
  const other = await registerResident(running.app)
  await ask(server, agency, claimsOf(running.app, agency, other.number))
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const read = (actor = officerOf('REGISTRAR'), residentId = resident.residentId) =>
  disclosuresOf(running.app, actor, { residentId })

describe('a citizen who asks at the desk', () => {
  test('is told who asked about them, when, for what and which fields, the newest first', async () => {
    const { disclosures, next } = await read()
    expect(next).toBeNull()
    expect(
      disclosures.map(({ on, agency: by, purpose, told, fields }) => [
        on,
        by,
        purpose.vi,
        told,
        fields.map(({ vi }) => vi),
      ]),
    ).toEqual([
      [
        '2026-03-04',
        'Cục Thuế Mẫu',
        'Xác nhận thông tin công dân',
        true,
        ['Họ, chữ đệm và tên khai sinh', 'Ngày, tháng, năm sinh'],
      ],
      [
        '2026-03-03',
        'Cục Thuế Mẫu',
        'Quản lý thuế',
        false,
        ['Họ, chữ đệm và tên khai sinh', 'Ngày, tháng, năm sinh'],
      ],
      [
        '2026-03-02',
        'Cục Thuế Mẫu',
        'Quản lý thuế',
        true,
        ['Họ, chữ đệm và tên khai sinh', 'Nơi thường trú'],
      ],
    ])
  })

  test('and the look into it is in the audit', async () => {
    const officer = officerOf('RECEPTION')
    await read(officer)
    const entries = await running.app.db.auditEntry.findMany({ where: { actorId: officer.id } })
    expect(entries).toMatchObject([
      { action: 'disclosure.read', subjectKind: 'resident', subjectId: resident.residentId },
    ])
  })

  test('page by page', async () => {
    const first = await disclosuresForCitizen(running.app, resident.residentId, { first: 2 })
    expect(first.disclosures).toHaveLength(2)
    const second = await disclosuresForCitizen(running.app, resident.residentId, { after: first.next })
    expect(second).toMatchObject({ disclosures: [{ on: '2026-03-02' }], next: null })
  })
})

describe('nobody is told', () => {
  test('at a unit that is not the citizen’s, or without the role', async () => {
    expect(await refusalOf(read(officerOf('REGISTRAR', '79')))).toBe('FORBIDDEN')
    expect(await refusalOf(read(officerOf('COLLECTOR')))).toBe('FORBIDDEN')
  })

  test('about somebody who is not there, or by another cursor', async () => {
    expect(await refusalOf(read(officerOf('REGISTRAR'), unknownId()))).toBe('NOT_FOUND')
    expect(await refusalOf(read(officerOf('REGISTRAR'), 'không phải'))).toBe('NOT_FOUND')
    const page = disclosuresForCitizen(running.app, resident.residentId, { after: '%%%' })
    expect(await refusalOf(page)).toBe('ILLEGAL_CURSOR')
  })
})

test('over GraphQL the desk reads the same page', async () => {
  const { credentials } = await signIn(server, await hireOfficer(running.app, 'RECEPTION'))
  const query = `query ($id: String!) {
    disclosuresOf(residentId: $id, first: 1) {
      ... on DisclosurePage { disclosures { on agency told purpose { vi } fields { vi } } next }
      ... on DomainRefusal { code }
    }
  }`
  const answer = await askGraphql(server, { query, variables: { id: resident.residentId } }, credentials)
  expect(answer.data).toMatchObject({
    disclosuresOf: { disclosures: [{ on: '2026-03-04', agency: 'Cục Thuế Mẫu', told: true }] },
  })
  const none = await askGraphql(server, { query, variables: { id: unknownId() } }, credentials)
  expect(none.data).toEqual({ disclosuresOf: { code: 'NOT_FOUND' } })
})
