import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correctionDiffSchema } from '../../../core/citizen/correction.ts'
import { approveChange } from '../../../server/registry/approve-change.ts'
import { type ChangeProposal, proposeChange } from '../../../server/registry/propose-change.ts'
import { reEstablishNumber } from '../../../server/registry/re-establish-number.ts'
import { refuseChange } from '../../../server/registry/refuse-change.ts'
import { submitChange } from '../../../server/registry/submit-change.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { officerOf } from '../../support/officers.ts'
import { registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const maker = officerOf('REGISTRAR')
const checker = officerOf('APPROVER')

const residentOf = (id: string) => running.app.db.resident.findUniqueOrThrow({ where: { id } })

function proposal(residentId: string, changes: Partial<ChangeProposal> = {}): ChangeProposal {
  const wanted = { ethnicity: 'Tày' }
  return {
    residentId,
    baseVersion: 1,
    wanted,
    evidenceKind: 'BIRTH_CERTIFICATE',
    evidenceNumber: null,
    ...changes,
  }
}

async function submitted(changes: Partial<ChangeProposal> = {}) {
  const { residentId } = await registerResident(running.app)
  const id = await proposeChange(running.app, maker, proposal(residentId, changes))
  await submitChange(running.app, maker, { id })
  return { id, residentId }
}

describe('a correction', () => {
  test('that another officer approves gives the record its next version, its keys and its history', async () => {
    const { id, residentId } = await submitted({ wanted: { name: 'Đặng Thuý Hoà', birthDate: '1991-05-20' } })
    expect(await approveChange(running.app, checker, { id })).toEqual({ residentId, touchesNumber: true })
    expect(await residentOf(residentId)).toMatchObject({
      version: 2,
      name: 'Đặng Thuý Hoà',
      nameSearchKey: 'DANG THUY HOA',
      birthYear: 1991,
    })
    const change = await running.app.db.residentChange.findUniqueOrThrow({ where: { id } })
    expect(change).toMatchObject({ status: 'APPLIED', makerId: maker.id, checkerId: checker.id })
    expect(correctionDiffSchema.parse(change.diff).birthDate).toEqual({
      from: '1990-05-20',
      to: '1991-05-20',
    })
  })

  test('cannot be approved by its maker, even one who may approve', async () => {
    const both = { ...maker, roles: [...maker.roles, { role: 'APPROVER', unitCode: '01' }] }
    const { id, residentId } = await submitted()
    const before = await contentOf(running.app)
    expect(await refusalOf(approveChange(running.app, both, { id }))).toBe('SAME_PERSON')
    expect(await contentOf(running.app)).toEqual(before)
    expect(await residentOf(residentId)).toMatchObject({ version: 1 })
  })

  test('based on an older version is refused when proposed and when approved', async () => {
    const { id, residentId } = await submitted()
    await running.app.db.resident.update({ where: { id: residentId }, data: { version: 5 } })
    expect(await refusalOf(approveChange(running.app, checker, { id }))).toBe('STALE_VERSION')
    const other = await registerResident(running.app)
    const stale = proposeChange(running.app, maker, proposal(other.residentId, { baseVersion: 7 }))
    expect(await refusalOf(stale)).toBe('STALE_VERSION')
  })

  test('waits for the one under way; a rejected one stays on record and makes room', async () => {
    const { id, residentId } = await submitted()
    const second = () =>
      proposeChange(running.app, maker, proposal(residentId, { wanted: { religion: 'Phật giáo' } }))
    expect(await refusalOf(second())).toBe('CHANGE_UNDER_WAY')
    await refuseChange(running.app, checker, { id, event: 'reject', reason: 'EVIDENCE_MISSING' })
    const next = await running.app.db.residentChange.findUniqueOrThrow({ where: { id: await second() } })
    expect(next.diff).toEqual({ religion: { from: null, to: 'Phật giáo' } })
    expect(await residentOf(residentId)).toMatchObject({ version: 1, ethnicity: 'Kinh' })
  })

  test('sent back returns to its maker, who may submit it again', async () => {
    const { id } = await submitted()
    await refuseChange(running.app, checker, { id, event: 'sendBack', reason: 'EVIDENCE_MISSING' })
    await submitChange(running.app, maker, { id })
    await approveChange(running.app, checker, { id })
    expect(await refusalOf(approveChange(running.app, checker, { id }))).toBe('TRANSITION_REFUSED')
  })

  test('is refused outside the officer’s province, for somebody unknown, and for another’s draft', async () => {
    const { residentId } = await registerResident(running.app)
    const elsewhere = officerOf('REGISTRAR', '79')
    expect(await refusalOf(proposeChange(running.app, elsewhere, proposal(residentId)))).toBe('FORBIDDEN')
    expect(await refusalOf(proposeChange(running.app, checker, proposal(residentId)))).toBe('FORBIDDEN')
    expect(await refusalOf(proposeChange(running.app, maker, proposal('nobody')))).toBe('NOT_FOUND')
    const id = await proposeChange(running.app, maker, proposal(residentId))
    expect(await refusalOf(submitChange(running.app, officerOf('REGISTRAR'), { id }))).toBe('FORBIDDEN')
  })
})

describe('a number that is established again', () => {
  test('is chained to the cancelled one, which nobody gets again', async () => {
    const { residentId, number } = await registerResident(running.app)
    const successor = await reEstablishNumber(running.app, checker, {
      residentId,
      baseVersion: 1,
      ground: 'BIRTH_YEAR_CORRECTED',
    })
    expect(successor).not.toBe(number)
    expect(await residentOf(residentId)).toMatchObject({ number: successor, version: 2 })
    const numbers = await running.app.db.identityNumber.findMany({
      where: { residentId },
      orderBy: { status: 'asc' },
    })
    expect(numbers).toMatchObject([
      { number: successor, status: 'ACTIVE', successor: null },
      { number, status: 'CANCELLED', successor, reason: 'BIRTH_YEAR_CORRECTED' },
    ])
  })

  test('is refused for a version that is no longer the newest, and changes nothing', async () => {
    const { residentId } = await registerResident(running.app)
    const before = await contentOf(running.app)
    const stale = reEstablishNumber(running.app, checker, {
      residentId,
      baseVersion: 3,
      ground: 'SEX_REDETERMINED',
    })
    expect(await refusalOf(stale)).toBe('STALE_VERSION')
    expect(await contentOf(running.app)).toEqual(before)
  })
})
