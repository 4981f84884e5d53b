import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unknownAnswer } from '../../../../core/forms/answers.ts'
import { loadFormIntoRegister } from '../../../../server/registry/forms/load-form.ts'
import {
  confirmDecision,
  refuseDecision,
} from '../../../../server/registry/reconciliation/decide-conflict.ts'
import {
  confirmProvisional,
  type ProvisionalConfirmation,
} from '../../../../server/registry/reconciliation/provisional/confirm-provisional.ts'
import { followUpProvisional } from '../../../../server/registry/reconciliation/provisional/follow-up-provisional.ts'
import { provisionalResidents } from '../../../../server/registry/reconciliation/provisional/provisional-worklist.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { acceptLocality, answersOf, transmitted } from './transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await acceptLocality(running.app, '01')
})
afterAll(() => running.close())

const registrar = officerOf('REGISTRAR', '00002')
const approver = officerOf('APPROVER', '00002')
const residentOf = (id: string) => running.app.db.resident.findUniqueOrThrow({ where: { id } })

/** An old man of whom only the year is known, and not where his birth was registered. */
async function withoutPapers(changes: object = {}): Promise<string> {
  const serial = await transmitted(
    running.app,
    answersOf({
      sex: 'MALE',
      birthDate: '1938',
      ethnicity: unknownAnswer,
      birthRegistrationPlace: unknownAnswer,
      ...changes,
    }),
  )
  const { residentId } = await loadFormIntoRegister(running.app, registrar, { serial })
  return residentId ?? ''
}

async function worklist(officer = registrar) {
  const page = await provisionalResidents(running.app, officer, { unitCode: null, first: 50, after: null })
  return page.residents
}

const papers = (residentId: string, changes: Partial<ProvisionalConfirmation> = {}) =>
  confirmProvisional(running.app, registrar, {
    residentId,
    baseVersion: 1,
    documentSha256: null,
    documentKind: 'VERIFICATION_MINUTES',
    documentNumber: '05/BB-CAP',
    fields: [
      { field: 'birthRegistrationPlace', value: 'Xã Mẫu Ba, Tỉnh Tuyên Quang' },
      { field: 'birthProvince', value: '008' },
      { field: 'ethnicity', value: 'Tày' },
    ],
    ...changes,
  })

describe('the worklist', () => {
  test('tells the age, what is missing and what was declared unknown, within the unit', async () => {
    const id = await withoutPapers()
    const found = (await worklist()).find((one) => one.id === id)
    expect(found).toMatchObject({
      age: 88,
      number: null,
      unitCode: '00002',
      missing: [],
      conflictId: null,
      followedUpOn: null,
      unknown: expect.arrayContaining(['birthDate', 'ethnicity', 'birthRegistrationPlace', 'birthProvince']),
    })
    expect((await worklist(officerOf('REGISTRAR', '79'))).map((one) => one.id)).not.toContain(id)
  })

  test('reaches those without a permanent address by where they stay', async () => {
    const id = await withoutPapers({ permanentAddress: unknownAnswer })
    const found = (await worklist()).find((one) => one.id === id)
    expect(found).toMatchObject({ residence: null, unitCode: '00002' })
    expect(found?.unknown).toContain('permanentAddress')
  })

  test('is read page by page, each person once', async () => {
    for (let i = 0; i < 3; i++) await withoutPapers()
    const all = (await worklist()).map(({ id }) => id)
    const read: string[] = []
    for (let after: string | null = null; ;) {
      const page = await provisionalResidents(running.app, registrar, { unitCode: null, first: 2, after })
      read.push(...page.residents.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(read).toEqual(all)
    const wrong = provisionalResidents(running.app, registrar, { unitCode: null, first: 2, after: 'x' })
    expect(await refusalOf(wrong)).toBe('NOT_FOUND')
  })
})

describe('a follow-up', () => {
  test('keeps what is still unknown, and proposes what was found as far as it is known', async () => {
    const residentId = await withoutPapers()
    const { changeId, version } = await followUpProvisional(running.app, registrar, {
      residentId,
      baseVersion: 1,
      stillUnknown: ['placeOfOrigin'],
      found: [{ field: 'birthDate', value: '1938-06' }],
    })
    expect(await residentOf(residentId)).toMatchObject({
      version,
      birthDate: '1938',
      provisional: true,
      otherData: {
        unknown: expect.arrayContaining(['ethnicity', 'placeOfOrigin']),
        followedUpOn: '2026-03-02',
      },
    })
    const change = await running.app.db.residentChange.findUniqueOrThrow({ where: { id: changeId ?? '' } })
    expect(change).toMatchObject({
      status: 'SUBMITTED',
      diff: { birthDate: { from: '1938', to: '1938-06' } },
    })
    expect((await worklist()).find(({ id }) => id === residentId)?.followedUpOn).toBe('2026-03-02')
  })

  test('of a regular record, an older version, another unit or no field is refused', async () => {
    const residentId = await withoutPapers()
    const regular = await registerResident(running.app)
    const provincial = officerOf('REGISTRAR')
    const follow = (officer: typeof registrar, changes: object) =>
      followUpProvisional(running.app, officer, {
        residentId,
        baseVersion: 1,
        stillUnknown: [],
        found: [],
        ...changes,
      })
    const before = await contentOf(running.app)
    expect(await refusalOf(follow(provincial, { residentId: regular.residentId }))).toBe('NOT_PROVISIONAL')
    expect(await refusalOf(follow(registrar, { baseVersion: 3 }))).toBe('STALE_VERSION')
    expect(await refusalOf(follow(officerOf('REGISTRAR', '79'), {}))).toBe('FORBIDDEN')
    expect(await refusalOf(follow(registrar, { stillUnknown: ['shoeSize'] }))).toBe('ILLEGAL_DECISION')
    expect(await contentOf(running.app)).toEqual(before)
  })
})

describe('papers that have come', () => {
  test('make the record regular, with a number, when another officer confirms', async () => {
    const residentId = await withoutPapers()
    const id = await papers(residentId)
    expect(await residentOf(residentId)).toMatchObject({ provisional: true, number: null })
    const { changeId } = await confirmDecision(running.app, approver, { id })
    const resident = await residentOf(residentId)
    expect(resident).toMatchObject({ provisional: false, ethnicity: 'Tày', birthProvince: '008', version: 2 })
    expect(resident.number).toMatch(/^008038\d{6}$/)
    expect(resident.otherData).toEqual({})
    const change = await running.app.db.residentChange.findUniqueOrThrow({ where: { id: changeId ?? '' } })
    expect(change).toMatchObject({
      status: 'APPLIED',
      makerId: registrar.id,
      checkerId: approver.id,
      evidenceKind: 'VERIFICATION_MINUTES',
      evidenceNumber: '05/BB-CAP',
    })
    expect((await worklist()).map((one) => one.id)).not.toContain(residentId)
    expect(await refusalOf(papers(residentId, { baseVersion: 2 }))).toBe('NOT_PROVISIONAL')
  })

  test('that are not enough leave the record as it is, and its case open for the next', async () => {
    const residentId = await withoutPapers()
    const id = await papers(residentId, { fields: [] })
    const found = (await worklist()).find((one) => one.id === residentId)
    expect(found?.conflictId).toBe(id)
    await refuseDecision(running.app, approver, { id, reason: 'DOCUMENT_MISSING' })
    expect(await residentOf(residentId)).toMatchObject({ provisional: true, version: 1 })
    expect(await papers(residentId)).toBe(id)
  })

  test('proposed with an impossible value leave no case behind', async () => {
    const residentId = await withoutPapers()
    const before = await contentOf(running.app)
    const wrong = papers(residentId, { fields: [{ field: 'birthDate', value: '1938-13' }] })
    expect(await refusalOf(wrong)).toBe('ILLEGAL_CORRECTION')
    expect(await contentOf(running.app)).toEqual(before)
  })
})
