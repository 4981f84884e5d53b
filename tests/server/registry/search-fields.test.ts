import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../support/app.ts'
import { askGraphql, type Credentials, type HttpServer, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer } from '../../support/officers.ts'
import { type Applicant, makePerson, registerResident } from '../../support/people.ts'

let running: TestApp
let server: HttpServer
let reception: Credentials
let resident: Applicant

beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  resident = await registerResident(running.app, makePerson({ name: 'Lã Thị Thuỷ' }))
  reception = (await signIn(server, await hireOfficer(running.app, 'RECEPTION'))).credentials
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const residents = `query ($name: String, $first: Int) {
  residents(name: $name, first: $first) {
    ... on ResidentPage { residents { match number name residence unitCode } next }
    ... on DomainRefusal { code text { vi en } }
  }
}`

describe('the search over GraphQL', () => {
  test('answers residents with the degree of likeness', async () => {
    const { data } = await askGraphql(
      server,
      { query: residents, variables: { name: 'lã thị thủy' } },
      reception,
    )
    const { number, person } = resident
    expect(data).toEqual({
      residents: {
        residents: [
          { match: 'SPELLING', number, name: person.name, residence: person.residence, unitCode: '01' },
        ],
        next: null,
      },
    })
  })

  test('answers a question that is too wide with a refusal in both languages', async () => {
    const { data, text } = await askGraphql(server, { query: residents, variables: { name: 'A' } }, reception)
    expect(data).toMatchObject({ residents: { code: 'SEARCH_TOO_WIDE' } })
    expect(text).toContain('Cần thêm thông tin')
  })

  test('answers units of both eras', async () => {
    const query = `query ($on: String) {
      units(text: "thu mot", on: $on) { ... on UnitList { units { code path } } }
    }`
    const former = await askGraphql(server, { query, variables: { on: '2025-06-30' } }, reception)
    expect(former.text).toContain('Phường Thử Một, Quận Thử Một, Thành phố Hà Nội')
    const today = await askGraphql(server, { query }, reception)
    expect(today.text).not.toContain('Quận Thử Một')
  })
})
