import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { residenceCounts } from '../../../../server/registry/residence/residence-counts.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { askGraphql, type Credentials, type HttpServer, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { loadUnits } from '../units/decree.ts'
import { declare, settle } from './registrar.ts'

let running: TestApp
let server: HttpServer
let registrar: Credentials
let approver: Credentials

beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
  const sign = async (role: 'REGISTRAR' | 'APPROVER') =>
    (await signIn(server, await hireOfficer(running.app, role))).credentials
  registrar = await sign('REGISTRAR')
  approver = await sign('APPROVER')
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const declared = `mutation ($residentId: String!, $declaration: ResidenceDeclarationInput!) {
  declareResidence(residentId: $residentId, baseVersion: 1, declaration: $declaration, evidenceKind: RESIDENCE_REQUEST) {
    ... on ResidenceDeclaration { id state kind label { vi } fields { field label { vi } to } origin }
    ... on DomainRefusal { code }
  }
}`
const declareOver = async (declaration: unknown) => {
  const { residentId } = await registerResident(running.app)
  const variables = { residentId, declaration }
  const { data } = await askGraphql(server, { query: declared, variables }, registrar)
  return { residentId, answer: data?.['declareResidence'] }
}

describe('declarations over GraphQL', () => {
  test('go from the registrar to the approver’s list and into the record', async () => {
    const { answer } = await declareOver({
      ADDRESS: {
        addressKind: 'TEMPORARY',
        unitCode: '00002',
        text: 'Số 9, Phường Mẫu Một',
        from: '2026-02-01',
      },
    })
    expect(answer).toMatchObject({
      state: 'SUBMITTED',
      kind: 'ADDRESS',
      label: { vi: 'Đăng ký nơi cư trú' },
      fields: [{ field: 'temporaryAddress', label: { vi: 'Nơi tạm trú' }, to: 'Số 9, Phường Mẫu Một' }],
      origin: 'OFFICER',
    })
    const list = `{ declarationsToDecide { totalCount edges { node { id residentName law } } } }`
    const waiting = await askGraphql(server, { query: list }, approver)
    const { id } = answer as { id: string }
    expect(waiting.data).toMatchObject({
      declarationsToDecide: {
        totalCount: 1,
        edges: [{ node: { id, law: 'Luật Cư trú 2020, Điều 22, 28' } }],
      },
    })
    const approve = `mutation { approveDeclaration(id: "${id}") { ... on ResidenceDeclaration { state } ... on DomainRefusal { code } } }`
    expect((await askGraphql(server, { query: approve }, approver)).data).toEqual({
      approveDeclaration: { state: 'APPLIED' },
    })
    expect((await askGraphql(server, { query: approve }, approver)).data).toEqual({
      approveDeclaration: { code: 'TRANSITION_REFUSED' },
    })
  })

  test('that only take down what the person says apply at once', async () => {
    const status = { STATUS: { status: 'DECLARED_ABSENT', reason: 'STUDYING_ELSEWHERE', from: '2026-03-01' } }
    expect((await declareOver(status)).answer).toMatchObject({ state: 'APPLIED' })
    const relative = { RELATIONSHIP: { relation: 'CHILD', name: 'LÊ VĂN MẪU', from: '2026-03-01' } }
    expect((await declareOver(relative)).answer).toMatchObject({ state: 'SUBMITTED' })
    const household = { HOUSEHOLD_CREATE: { unitCode: '00002', text: 'Số 9', from: '2026-03-01' } }
    expect((await declareOver(household)).answer).toMatchObject({ state: 'SUBMITTED' })
  })

  test('of no form, and of an illegal one, are refused', async () => {
    const illegal = { STATUS: { status: 'ABSENT', from: '2026-03-01' } }
    expect((await declareOver(illegal)).answer).toEqual({ code: 'ILLEGAL_DECLARATION' })
    expect((await declareOver({})).answer).toBeUndefined()
  })
})

describe('counts of residence', () => {
  test('are those of the periods in force, for a unit and each right below it', async () => {
    const { app } = running
    await loadUnits(app)
    const south = officerOf('REGISTRAR', '79')
    const before = await residenceCounts(app, south, { unitCode: '79' })
    const person = makePerson({ residenceUnit: '25742' })
    const { residentId } = await registerResident(app, person)
    const absence = { kind: 'STATUS', status: 'DECLARED_ABSENT', reason: 'ABROAD', from: '2026-03-01' }
    await declare(app, { residentId, declaration: absence, actor: south })
    const { whole, parts } = await residenceCounts(app, south, { unitCode: '79' })
    expect(whole).toMatchObject({
      unitName: 'Thành phố Hồ Chí Minh',
      permanent: before.whole.permanent + 1,
      declaredAbsent: before.whole.declaredAbsent + 1,
      absent: before.whole.absent,
    })
    expect(parts.find(({ unitCode }) => unitCode === '25742')).toMatchObject({
      unitName: 'Phường Mẫu Mười Ba',
      declaredAbsent: 1,
    })
    expect(await refusalOf(residenceCounts(app, south, { unitCode: '01' }))).toBe('FORBIDDEN')
  })

  test('follow a person who moves', async () => {
    const { app } = running
    const anyone = officerOf('REGISTRAR')
    const count = async () => (await residenceCounts(app, anyone, { unitCode: '00002' })).whole.permanent
    const before = await count()
    const { residentId } = await registerResident(app)
    const moved = {
      kind: 'ADDRESS',
      addressKind: 'PERMANENT',
      unitCode: '00002',
      text: 'Số 5, Phường Mẫu Một',
      from: '2026-02-01',
    }
    await settle(app, { residentId, declaration: moved })
    expect(await count()).toBe(before + 1)
  })
})
