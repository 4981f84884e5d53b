import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { FormAnswers } from '../../../../core/forms/answers.ts'
import { loadFormIntoRegister } from '../../../../server/registry/forms/load-form.ts'
import {
  confirmDecision,
  refuseDecision,
} from '../../../../server/registry/reconciliation/decide-conflict.ts'
import { openCase } from '../../../../server/registry/reconciliation/open-case.ts'
import { openConflict } from '../../../../server/registry/reconciliation/open-conflict.ts'
import { parkConflict, receiveDocument } from '../../../../server/registry/reconciliation/park-conflict.ts'
import {
  proposeDecision,
  type ProposedDecision,
} from '../../../../server/registry/reconciliation/propose-decision.ts'
import { readConflict } from '../../../../server/registry/reconciliation/read-conflict.ts'
import { recordSource } from '../../../../server/registry/reconciliation/record-source.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { type Applicant, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { acceptLocality, answersFor, answersOf, transmitted } from './transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await acceptLocality(running.app, '01')
})
afterAll(() => running.close())

const registrar = officerOf('REGISTRAR')
const approver = officerOf('APPROVER')
const justice = officerOf('CIVIL_STATUS_OFFICER')

const caseOf = (id: string) => running.app.db.conflictCase.findUniqueOrThrow({ where: { id } })
const formOf = (serial: string) => running.app.db.form.findUniqueOrThrow({ where: { serial } })
const residentOf = (id: string) =>
  running.app.db.resident.findUniqueOrThrow({
    where: { id },
    include: { relationships: true, changes: true },
  })
const confirm = (id: string, officer = approver) => confirmDecision(running.app, officer, { id })

interface Waiting {
  readonly id: string
  readonly serial: string
  readonly known: Applicant
}

/** A form that contradicts the register in its birth date and waits for its case. */
async function waitingForm(changes: FormAnswers = { birthDate: '05/02/1990' }): Promise<Waiting> {
  const known = await registerResident(running.app)
  const serial = await transmitted(running.app, answersFor(known, changes), { unitCode: '01' })
  const { conflictId } = await loadFormIntoRegister(running.app, registrar, { serial })
  return { id: conflictId ?? '', serial, known }
}

function propose(id: string, changes: Partial<ProposedDecision> = {}, officer = registrar) {
  return proposeDecision(running.app, officer, {
    id,
    outcome: 'SAME_PERSON',
    residentId: null,
    baseVersion: 1,
    confirmsRecord: false,
    documentKind: 'BIRTH_CERTIFICATE',
    documentNumber: '12/1990',
    documentSha256: null,
    fields: [{ field: 'birthDate', value: '1990-02-05' }],
    ...changes,
  })
}

describe('a case that an officer opens', () => {
  test('stands in the unit of the person; other units may not open it', async () => {
    const { residentId } = await registerResident(running.app)
    const input = { residentId, kinds: ['ETHNICITY'] as const, dueOn: null }
    const id = await openConflict(running.app, registrar, input)
    expect(await caseOf(id)).toMatchObject({ origin: 'OFFICER', unitCode: '01', kinds: ['ETHNICITY'] })
    const elsewhere = officerOf('REGISTRAR', '79')
    expect(await refusalOf(openConflict(running.app, elsewhere, input))).toBe('FORBIDDEN')
    expect(await refusalOf(openConflict(running.app, registrar, { ...input, kinds: [] }))).toBe(
      'ILLEGAL_CASE',
    )
    const nobody = { ...input, residentId: randomUUID() }
    expect(await refusalOf(openConflict(running.app, registrar, nobody))).toBe('NOT_FOUND')
  })
})

describe('what a source says', () => {
  test('is not written down by somebody who keeps that source in another unit only', async () => {
    const { id } = await waitingForm()
    const elsewhere = { role: 'CIVIL_STATUS_OFFICER', unitCode: '79' } as const
    const officer = { ...registrar, roles: [...registrar.roles, elsewhere] }
    const values = [{ field: 'name', value: null, unknown: true }]
    const said = recordSource(running.app, officer, { id, source: 'CIVIL_STATUS', values })
    expect(await refusalOf(said)).toBe('FORBIDDEN')
  })

  test('is written down by whoever keeps it, and read beside the others', async () => {
    const { id } = await waitingForm()
    const say = (officer: typeof registrar, source: 'RESIDENCE_BOOK' | 'CIVIL_STATUS') =>
      recordSource(running.app, officer, {
        id,
        source,
        values: [
          { field: 'birthDate', value: '1990-02-05', unknown: false },
          { field: 'ethnicity', value: null, unknown: true },
        ],
      })
    expect(await refusalOf(say(registrar, 'CIVIL_STATUS'))).toBe('FORBIDDEN')
    expect(await refusalOf(say(justice, 'RESIDENCE_BOOK'))).toBe('FORBIDDEN')
    expect(await refusalOf(say(officerOf('REGISTRAR', '79'), 'RESIDENCE_BOOK'))).toBe('FORBIDDEN')
    await say(justice, 'CIVIL_STATUS')
    await say(registrar, 'RESIDENCE_BOOK')
    const { rows } = await readConflict(running.app, approver, { id })
    const birthDate = rows.find(({ field }) => field === 'birthDate')
    expect(birthDate).toMatchObject({ against: 'REGISTER', contradictory: true, advice: 'CIVIL_STATUS' })
    const differences = birthDate?.cells.map(({ source, difference }) => [source, difference])
    expect(Object.fromEntries(differences ?? [])).toMatchObject({
      FORM: 'DIFFERENT',
      REGISTER: 'SAME',
      RESIDENCE_BOOK: 'DIFFERENT',
      CARD_ARCHIVE: 'NOT_LOOKED_UP',
    })
    const ethnicity = rows.find(({ field }) => field === 'ethnicity')
    expect(ethnicity?.cells.find(({ source }) => source === 'CIVIL_STATUS')).toMatchObject({
      lookedUp: true,
      unknown: true,
      value: null,
      difference: 'UNKNOWN',
    })
  })

  test('about no field, or both a value and unknown, is refused', async () => {
    const { id } = await waitingForm()
    for (const value of [
      { field: 'shoeSize', value: '40', unknown: false },
      { field: 'name', value: 'A', unknown: true },
    ]) {
      const said = recordSource(running.app, registrar, { id, source: 'CARD_ARCHIVE', values: [value] })
      expect(await refusalOf(said)).toBe('ILLEGAL_DECISION')
    }
  })

  test('stays as it was once a decision waits for its checker', async () => {
    const { id } = await waitingForm()
    await propose(id)
    const values = [{ field: 'name', value: null, unknown: true }]
    const said = recordSource(running.app, registrar, { id, source: 'CARD_ARCHIVE', values })
    expect(await refusalOf(said)).toBe('CASE_NOT_OPEN')
  })
})

test('a case waits for a document until a day, and is open again when it has come', async () => {
  const { id } = await waitingForm()
  const past = parseCalendarDate('2026-03-01')
  expect(await refusalOf(parkConflict(running.app, registrar, { id, dueOn: past }))).toBe('ILLEGAL_DUE_DATE')
  await parkConflict(running.app, registrar, { id, dueOn: parseCalendarDate('2026-03-20') })
  expect(await caseOf(id)).toMatchObject({ status: 'WAITING_DOCUMENT' })
  expect(await refusalOf(propose(id))).toBe('TRANSITION_REFUSED')
  await receiveDocument(running.app, registrar, { id })
  expect(await caseOf(id)).toMatchObject({ status: 'OPEN', dueOn: null })
})

describe('a decision', () => {
  test('that another officer confirms corrects the record and loads the form that waited', async () => {
    const { id, serial, known } = await waitingForm()
    await propose(id)
    const settled = await confirm(id)
    expect(settled).toMatchObject({
      residentId: known.residentId,
      formOutcome: 'LOADED',
      touchesNumber: false,
    })
    const resident = await residentOf(known.residentId)
    expect(resident).toMatchObject({ birthDate: '1990-02-05', birthYear: 1990 })
    expect(resident.changes.find((change) => change.id === settled.changeId)).toMatchObject({
      status: 'APPLIED',
      makerId: registrar.id,
      checkerId: approver.id,
      evidenceKind: 'BIRTH_CERTIFICATE',
      evidenceNumber: '12/1990',
    })
    expect(await formOf(serial)).toMatchObject({ status: 'LOADED', residentId: known.residentId })
    expect(await caseOf(id)).toMatchObject({ status: 'RESOLVED', changeId: settled.changeId })
    expect(await refusalOf(confirm(id))).toBe('TRANSITION_REFUSED')
  })

  test('by which the register stands loads the form and changes none of the values', async () => {
    const { id, serial, known } = await waitingForm()
    await propose(id, { fields: [] })
    await confirm(id)
    expect(await residentOf(known.residentId)).toMatchObject({ birthDate: '1990-05-20' })
    expect(await formOf(serial)).toMatchObject({ status: 'LOADED' })
  })

  test('says when the number must be looked at, and may name another parent', async () => {
    const { id, known } = await waitingForm({ birthDate: '20/05/1991' })
    const fields = [
      { field: 'birthDate', value: '1991-05-20' },
      { field: 'motherName', value: 'LÊ THỊ MẸ ĐẺ' },
    ]
    await propose(id, { fields })
    expect(await confirm(id)).toMatchObject({ touchesNumber: true })
    const { relationships } = await residentOf(known.residentId)
    expect(relationships.filter(({ kind }) => kind === 'MOTHER')).toMatchObject([{ name: 'LÊ THỊ MẸ ĐẺ' }])
  })

  test('is not confirmed by its maker, in another unit, or twice at once', async () => {
    const { id } = await waitingForm()
    const both = { ...registrar, roles: [...registrar.roles, { role: 'APPROVER', unitCode: '01' }] }
    await propose(id)
    const before = await contentOf(running.app)
    expect(await refusalOf(confirm(id, both))).toBe('SAME_PERSON')
    expect(await refusalOf(confirm(id, officerOf('APPROVER', '79')))).toBe('FORBIDDEN')
    expect(await contentOf(running.app)).toEqual(before)
    const outcomes = await Promise.all([
      refusalOf(confirm(id)),
      refusalOf(confirm(id, officerOf('APPROVER'))),
    ])
    expect(outcomes.toSorted()).toEqual(['NOT_REFUSED', 'TRANSITION_REFUSED'])
  })

  test('against a record that has changed meanwhile is refused, when proposed and when confirmed', async () => {
    const { id, known } = await waitingForm()
    expect(await refusalOf(propose(id, { baseVersion: 7 }))).toBe('STALE_VERSION')
    await propose(id)
    await running.app.db.resident.update({ where: { id: known.residentId }, data: { version: 4 } })
    const before = await contentOf(running.app)
    expect(await refusalOf(confirm(id))).toBe('STALE_VERSION')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('that it is somebody else gives the form a record and a number of its own', async () => {
    const { id, serial, known } = await waitingForm({
      name: 'VŨ THỊ NGƯỜI KHÁC',
      birthDate: '01/02/1980',
      head: { name: 'VŨ THỊ NGƯỜI KHÁC' },
    })
    await propose(id, { outcome: 'OTHER_PERSON', fields: [] })
    const { residentId } = await confirm(id)
    expect(residentId).not.toBe(known.residentId)
    const other = await residentOf(residentId ?? '')
    expect(other).toMatchObject({ name: 'VŨ THỊ NGƯỜI KHÁC', birthDate: '1980-02-01' })
    expect(other.number).not.toBe(known.number)
    expect(await formOf(serial)).toMatchObject({ status: 'LOADED', residentId })
  })

  test('that it is somebody else leaves an old number with the person who has it', async () => {
    const known = await registerResident(running.app)
    const { legacyNumber } = known.person
    const serial = await transmitted(running.app, answersOf({ number: legacyNumber }), { unitCode: '01' })
    const { conflictId } = await loadFormIntoRegister(running.app, registrar, { serial })
    await propose(conflictId ?? '', { outcome: 'OTHER_PERSON', fields: [] })
    const { residentId } = await confirm(conflictId ?? '')
    const holders = await running.app.db.legacyDocument.findMany({ where: { number: legacyNumber ?? '' } })
    expect(holders.map((one) => one.residentId)).toEqual([known.residentId])
    expect(await residentOf(residentId ?? '')).toMatchObject({ provisional: false })
  })

  test('that a row of a locality’s data is somebody else makes a record of what row and officer say', async () => {
    const known = await registerResident(running.app)
    const id = await openCase(
      running.app.db,
      {
        origin: 'IMPORT',
        unitCode: '01',
        kinds: ['NUMBER_OF_ANOTHER'],
        residentId: known.residentId,
        openedById: null,
        values: {
          IMPORT: {
            name: { value: 'HOÀNG THỊ DÒNG', unknown: false },
            birthDate: { value: '1975-03-04', unknown: false },
            sex: { value: 'FEMALE', unknown: false },
            number: { value: known.number, unknown: false },
            motherName: { value: 'LÝ THỊ MẸ', unknown: false },
          },
        },
      },
      running.app.clock(),
    )
    await propose(id, { outcome: 'OTHER_PERSON', fields: [{ field: 'birthProvince', value: '002' }] })
    const { residentId } = await confirm(id)
    const made = await residentOf(residentId ?? '')
    expect(made).toMatchObject({ name: 'HOÀNG THỊ DÒNG', provisional: true, ethnicity: 'Không rõ' })
    expect(made.number).toMatch(/^002175\d{6}$/)
    expect(made.relationships).toMatchObject([{ kind: 'MOTHER', name: 'LÝ THỊ MẸ' }])
    expect(await residentOf(known.residentId)).toMatchObject({ version: 1 })
  })

  test('that the form is wrong sends it back', async () => {
    const { id, serial, known } = await waitingForm()
    await propose(id, { outcome: 'FORM_WRONG', fields: [] })
    expect(await confirm(id)).toMatchObject({ formOutcome: 'SENT_BACK' })
    expect(await formOf(serial)).toMatchObject({
      status: 'SENT_BACK',
      answers: null,
      sentBackFor: 'CONTRADICTION',
    })
    expect(await residentOf(known.residentId)).toMatchObject({ version: 1 })
  })

  test('that was refused stays on record, and fills in nothing of the next', async () => {
    const { id } = await waitingForm()
    await propose(id)
    const maker = refuseDecision(
      running.app,
      { ...registrar, roles: approver.roles },
      { id, reason: 'WRONG_PERSON' },
    )
    expect(await refusalOf(maker)).toBe('SAME_PERSON')
    await refuseDecision(running.app, approver, { id, reason: 'DOCUMENT_MISSING' })
    expect(await caseOf(id)).toMatchObject({
      status: 'OPEN',
      proposal: null,
      documentKind: null,
      makerId: null,
    })
    const detail = await readConflict(running.app, registrar, { id })
    expect(detail).toMatchObject({
      proposal: null,
      refusals: [
        {
          outcome: 'SAME_PERSON',
          reason: 'DOCUMENT_MISSING',
          documentNumber: '12/1990',
          fields: { birthDate: '1990-02-05' },
          makerId: registrar.id,
          checkerId: approver.id,
        },
      ],
    })
    await propose(id, { documentNumber: '13/1990' })
    expect((await readConflict(running.app, approver, { id })).refusals).toHaveLength(1)
  })

  test.each([
    ['an illegal value', { fields: [{ field: 'birthDate', value: '1990-02-30' }] }, 'ILLEGAL_CORRECTION'],
    ['an unknown field', { fields: [{ field: 'shoeSize', value: '40' }] }, 'ILLEGAL_DECISION'],
    [
      'a field twice',
      { fields: [1, 2].map(() => ({ field: 'ethnicity', value: 'Tày' })) },
      'ILLEGAL_DECISION',
    ],
    ['no document number', { documentNumber: ' ' }, 'ILLEGAL_DECISION'],
    ['a document that there is not', { documentKind: 'POSTCARD' }, 'ILLEGAL_DECISION'],
    ['values of somebody new', { outcome: 'OTHER_PERSON' }, 'ILLEGAL_DECISION'],
    ['a regular record to confirm', { confirmsRecord: true }, 'ILLEGAL_DECISION'],
    ['nobody', { residentId: 'nobody' }, 'NOT_FOUND'],
  ] as const)('with %s is refused', async (_, changes, code) => {
    const { id } = await waitingForm()
    const before = await contentOf(running.app)
    expect(await refusalOf(propose(id, changes as Partial<ProposedDecision>))).toBe(code)
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('about a case without a form cannot make somebody new', async () => {
    const { residentId } = await registerResident(running.app)
    const id = await openConflict(running.app, registrar, { residentId, kinds: ['NAME'], dueOn: null })
    expect(await refusalOf(propose(id, { outcome: 'OTHER_PERSON', fields: [] }))).toBe('ILLEGAL_DECISION')
    await propose(id, { fields: [{ field: 'name', value: 'Nguyễn Thị Đúng Tên' }] })
    expect(await confirm(id)).toMatchObject({ residentId, formOutcome: null })
    expect(await residentOf(residentId)).toMatchObject({ name: 'Nguyễn Thị Đúng Tên', version: 2 })
  })
})

test('a case of another unit, or of nobody, cannot be read; reading one is in the audit', async () => {
  const { id } = await waitingForm()
  expect(await refusalOf(readConflict(running.app, officerOf('REGISTRAR', '79'), { id }))).toBe('FORBIDDEN')
  expect(await refusalOf(readConflict(running.app, registrar, { id: randomUUID() }))).toBe('NOT_FOUND')
  expect(await refusalOf(readConflict(running.app, registrar, { id: 'x' }))).toBe('NOT_FOUND')
  await readConflict(running.app, registrar, { id })
  const views = await running.app.db.auditEntry.findMany({
    where: { action: 'conflict.view', subjectId: id },
  })
  expect(views.map(({ actorId }) => actorId)).toEqual([registrar.id])
})
