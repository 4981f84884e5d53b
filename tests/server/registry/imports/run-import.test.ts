import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptImport } from '../../../../server/registry/imports/accept-import.ts'
import { discardImport } from '../../../../server/registry/imports/discard-import.ts'
import { readCounts } from '../../../../server/registry/imports/import-counts.ts'
import { runImport } from '../../../../server/registry/imports/run-import.ts'
import { startImportWork } from '../../../../server/registry/imports/start-import-work.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import {
  accepted,
  approver,
  begin,
  csvOf,
  faultsOf,
  jobOf,
  load,
  registrar,
  residentOf,
  residentProfile,
  rowOf,
} from './locality.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

/** Tables of an import's own work, beside the register. */
const ownTables = [
  'ImportJob',
  'ImportFault',
  'ImportRepeat',
  'ImportStagedPerson',
  'ImportStagedCard',
  'Transition',
  'AuditEntry',
  'AuditHead',
]

describe('a load', () => {
  test('gives a new person every record that the register keeps, and a household its members', async () => {
    const head = rowOf({ GT: '1', SO: '001085000901', QH: 'HEAD', CMND: '012345670', HN: 'MARRIED' })
    const self = { CH: head['TEN'] ?? '', SO_CH: '001085000901' }
    const wife = rowOf({ QH: 'SPOUSE', HN: 'MARRIED', VC: head['TEN'] ?? '', SO_VC: '001085000901', ...self })
    const job = await load(running, csvOf([{ ...head, ...self }, wife]))
    expect(job).toMatchObject({ status: 'LOADED', acceptedById: approver.id })
    expect(readCounts(job.counts)).toMatchObject({ rows: 2, new: 2, refused: 0, correct: 1, incomplete: 0 })

    const resident = await residentOf(running, '001085000901')
    expect(resident).toMatchObject({
      provisional: false,
      birthDate: '1985-05-20',
      birthYear: 1985,
      sex: 'MALE',
      ethnicity: 'Kinh',
      religion: 'Không',
      nationality: 'Việt Nam',
      birthProvince: '001',
      placeOfOrigin: 'Xã Mẫu Hai, Thành phố Hà Nội',
      numbers: [{ number: '001085000901', status: 'ACTIVE' }],
      legacyDocuments: [{ kind: 'CMND9', number: '012345670' }],
      statuses: [{ status: 'PERMANENT', validTo: null }],
    })
    expect(resident?.nameSearchKey).toMatch(/^PHAM THI /)
    expect(resident?.addresses).toMatchObject([{ kind: 'PERMANENT', unit: { code: '00002' }, validTo: null }])
    expect(resident?.addresses[0]?.text).toMatch(/^Số \d+, Phường Mẫu Một, Thành phố Hà Nội$/)
    expect(resident?.relationships.map(({ kind }) => kind).toSorted()).toEqual(['FATHER', 'MOTHER'])
    expect(resident?.headOf).toHaveLength(1)

    const spouse = await residentOf(running, wife['SO'] ?? '')
    expect(spouse?.relationships.find(({ kind }) => kind === 'SPOUSE')).toMatchObject({
      relatedId: resident?.id,
      number: '001085000901',
    })
    expect(spouse?.memberships).toMatchObject([{ relation: 'SPOUSE', householdId: resident?.headOf[0]?.id }])
  })

  test('links a relative who comes in a later delivery', async () => {
    const mother = rowOf({ SO: '001155000902', NS: '02/03/1955' })
    const child = rowOf({ ME: mother['TEN'] ?? '', SO_ME: '001155000902' })
    await load(running, csvOf([child]))
    const before = await residentOf(running, child['SO'] ?? '')
    const motherOf = (person: typeof before) => person?.relationships.find(({ kind }) => kind === 'MOTHER')
    expect(motherOf(before)).toMatchObject({ number: '001155000902', relatedId: null })
    await load(running, csvOf([mother]))
    const after = await residentOf(running, child['SO'] ?? '')
    const linked = await residentOf(running, '001155000902')
    expect(linked).not.toBeNull()
    expect(motherOf(after)?.relatedId).toBe(linked?.id)
  })

  test('allots a number where none is given, by place, sex and year; without a place the person waits for one', async () => {
    const [drawn, waiting] = [rowOf({ SO: '' }), rowOf({ SO: '', KS: '' })]
    const job = await load(running, csvOf([drawn, waiting]))
    expect(readCounts(job.counts)).toMatchObject({ new: 2, provisional: 1, incomplete: 2 })
    const [first, second] = await Promise.all(
      [drawn, waiting].map(({ TEN = '' }) =>
        running.app.db.resident.findFirstOrThrow({ where: { name: TEN } }),
      ),
    )
    expect(first).toMatchObject({ provisional: false, number: expect.stringMatching(/^001185\d{6}$/) })
    expect(second).toMatchObject({ provisional: true, number: null })
    const row = await running.app.db.importedRow.findFirstOrThrow({ where: { residentId: second?.id ?? '' } })
    expect(row.missing).toEqual(['number', 'birthRegistrationPlace', 'placeOfOrigin'])
  })

  test('keeps one audit entry for each batch, without anybody’s data', async () => {
    const { id } = await load(running, csvOf([rowOf(), rowOf()]))
    const entries = await running.app.db.auditEntry.findMany({
      where: { subjectKind: 'import', subjectId: id, action: 'import.load-batch' },
    })
    expect(entries).toHaveLength(1)
    expect(entries[0]?.details).toBe('{"line":3,"rows":2}')
  })

  test('does just what the dry run said it would', async () => {
    const { number, person } = await registerResident(running.app)
    const known = {
      SO: number,
      TEN: person.name,
      NS: '20/05/1990',
      CHA: person.fatherName ?? '',
      ME: person.motherName ?? '',
    }
    const twin = rowOf()
    const rows = [
      rowOf(),
      rowOf({ DT: '77' }),
      rowOf(known),
      rowOf({ SO: number }),
      twin,
      twin,
      rowOf({ SO: '', KS: '' }),
    ]
    const id = await accepted(running, csvOf(rows))
    const { trial } = await jobOf(running, id)
    await runImport(running.app, { importId: id, work: 'load' })
    const { counts } = await jobOf(running, id)
    expect(readCounts(counts)).toEqual(readCounts(trial))
    expect(readCounts(counts)).toMatchObject({
      rows: 7,
      new: 3,
      matched: 1,
      duplicates: 2,
      refused: 1,
      provisional: 1,
    })
    expect(await faultsOf(running, id)).toEqual(await faultsOf(running, id, 'TRIAL'))
  })
})

describe('before a load', () => {
  test('survey and dry run touch nothing of the register', async () => {
    const id = await begin(running, csvOf([rowOf(), rowOf({ NS: '31/02/1985' })]))
    const before = await contentOf(running.app, ownTables)
    await runImport(running.app, { importId: id, work: 'survey' })
    await runImport(running.app, { importId: id, work: 'dryRun' })
    expect(await contentOf(running.app, ownTables)).toEqual(before)
    expect(await jobOf(running, id)).toMatchObject({
      status: 'TRIED',
      survey: { rows: 2, loadable: 1, items: { birthDate: { FILLED: 1, ILLEGAL: 1 } } },
      trial: { rows: 2, new: 1, refused: 1 },
    })
  })

  test('the officer who prepared an import does not accept it', async () => {
    const id = await begin(running, csvOf([rowOf()]))
    await runImport(running.app, { importId: id, work: 'survey' })
    await runImport(running.app, { importId: id, work: 'dryRun' })
    const both = { ...registrar, roles: [...registrar.roles, { role: 'APPROVER', unitCode: '01' }] }
    expect(await refusalOf(acceptImport(running.app, both, { id }))).toBe('SAME_PERSON')
    expect(await refusalOf(acceptImport(running.app, officerOf('APPROVER', '79'), { id }))).toBe('FORBIDDEN')
    expect(await jobOf(running, id)).toMatchObject({ status: 'TRIED' })
  })

  test('nothing is accepted untried, surveyed twice, or discarded once it loads', async () => {
    const id = await begin(running, csvOf([rowOf()]))
    expect(await refusalOf(acceptImport(running.app, approver, { id }))).toBe('TRANSITION_REFUSED')
    expect(await refusalOf(startImportWork(running.app, registrar, { id, work: 'dryRun' }))).toBe(
      'TRANSITION_REFUSED',
    )
    const loaded = await load(running, csvOf([rowOf()]))
    expect(await refusalOf(discardImport(running.app, registrar, { id: loaded.id }))).toBe(
      'TRANSITION_REFUSED',
    )
    expect(await refusalOf(startImportWork(running.app, registrar, { id: loaded.id, work: 'survey' }))).toBe(
      'TRANSITION_REFUSED',
    )
  })

  test('an import that is given up leaves nothing but itself', async () => {
    const id = await begin(running, csvOf([rowOf({ NS: '' })]))
    await runImport(running.app, { importId: id, work: 'survey' })
    expect(await faultsOf(running, id, 'SURVEY')).toEqual(['2 birthDate ANSWER_MISSING'])
    await discardImport(running.app, registrar, { id })
    expect(await faultsOf(running, id, 'SURVEY')).toEqual([])
    await runImport(running.app, { importId: id, work: 'dryRun' })
    expect(await jobOf(running, id)).toMatchObject({ status: 'DISCARDED' })
  })

  test('a file whose heading lacks a column is refused before anything is queued', async () => {
    const id = await begin(running, 'MA,TEN\n1,2\n')
    expect(await refusalOf(startImportWork(running.app, registrar, { id, work: 'survey' }))).toBe(
      'PROFILE_DOES_NOT_FIT',
    )
  })

  test('somebody of another province neither prepares nor sees it', async () => {
    const id = await begin(running, csvOf([rowOf()]))
    const elsewhere = officerOf('REGISTRAR', '79')
    expect(await refusalOf(startImportWork(running.app, elsewhere, { id, work: 'survey' }))).toBe('FORBIDDEN')
    expect(await refusalOf(startImportWork(running.app, registrar, { id: 'nothing', work: 'survey' }))).toBe(
      'NOT_FOUND',
    )
  })
})

test('a load of a province’s units takes nobody of another province', async () => {
  const { id } = await load(running, csvOf([rowOf({ XA: '21011' }), rowOf({ XA: '00009' })]))
  expect(await faultsOf(running, id)).toEqual(['2 unit UNIT_OUTSIDE'])
})

test('codes of abolished units are followed to their one successor on the day they are of', async () => {
  const profile = { ...residentProfile, unit: { code: { column: 'XA' }, on: '2020-01-01' } }
  const [merged, ended] = [rowOf({ XA: '00003' }), rowOf({ XA: '010' })]
  const { id } = await load(running, csvOf([merged, ended]), { profile })
  expect(await faultsOf(running, id)).toEqual(['3 unit UNIT_ABOLISHED'])
  const resident = await residentOf(running, merged['SO'] ?? '')
  expect(resident?.addresses).toMatchObject([{ unit: { code: '00002' } }])
})
