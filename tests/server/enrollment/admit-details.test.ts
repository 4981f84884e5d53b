import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentBytes, consentTextOf } from '../../../core/enrollment/consent.ts'
import { currentDetailsForm, detailsFormBytes } from '../../../core/enrollment/details-form.ts'
import type { PacketManifest } from '../../../core/enrollment/packet.ts'
import { approveApplication } from '../../../server/enrollment/approve-application.ts'
import { submitClaims } from '../../../server/enrollment/submit-claims.ts'
import type { ServerApp } from '../../../server/graphql/context.ts'
import { approveChange } from '../../../server/registry/approve-change.ts'
import { refuseChange } from '../../../server/registry/refuse-change.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Desk, openDesk } from '../../support/desk.ts'
import { officerOf } from '../../support/officers.ts'
import { type Applicant, makeChild, makePerson, registerResident } from '../../support/people.ts'
import { apply, fileOf, runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let desk: Desk

beforeAll(async () => {
  running = await testApp()
  app = running.app
  desk = await openDesk(app)
})
afterAll(() => running.close())

const approver = officerOf('APPROVER')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const text = consentTextOf('2024-07')
if (!text) throw new Error('no text')

const form = {
  version: currentDetailsForm().version,
  sha256: sha256(detailsFormBytes(currentDetailsForm())),
}
const paper = {
  id: 'a1b2c3d4',
  type: 'BIRTH_CERTIFICATE',
  pages: ['paper-a1b2c3d4-1.jpg'],
  source: 'SCANNER',
  capturedAt: '2026-03-02T01:00:00.000Z',
} as const

/** What kiosks with a form of their own say of every file. */
const told = (changes: Partial<PacketManifest> = {}): Partial<PacketManifest> => ({
  form,
  consent: { version: '2024-07', textSha256: sha256(consentBytes(text)), signature: 'consent.png' },
  contact: { phone: '0912345678', email: null },
  delivery: { kind: 'PICKUP', centre: desk.centre },
  fee: { decision: 'FREE', amount: 0, rule: 'FIRST', paper: null },
  ...changes,
})

/** Somebody whom the register spells otherwise than their birth certificate. */
function misspeltResident(): Promise<Applicant> {
  const person = makePerson()
  return registerResident(app, { ...person, name: `${person.name} THÚY` })
}
const rightName = ({ person }: Applicant) => person.name.replace('THÚY', 'THÙY')
const corrected = (applicant: Applicant) => ({
  person: { ...applicant.person, name: rightName(applicant) },
  number: applicant.number,
})

const claimOf = (applicant: Applicant): PacketManifest['claims'][number] => ({
  field: 'name',
  registry: applicant.person.name,
  declared: rightName(applicant),
  winner: 'DECLARED',
  form: 'DC02',
  paper: paper.id,
  confirmedByCitizen: true,
})
const claiming = (applicant: Applicant, changes: Partial<PacketManifest> = {}) => ({
  manifest: told({
    claims: [claimOf(applicant)],
    papers: [{ ...paper, pages: [...paper.pages] }],
    ...changes,
  }),
})

const changeOf = (residentId: string) =>
  app.db.residentChange.findFirstOrThrow({ where: { residentId }, orderBy: { createdAt: 'desc' } })

/** A file with its claim lodged and handed to a checker. */
async function lodged() {
  const applicant = await misspeltResident()
  const file = await apply(desk, corrected(applicant), claiming(applicant))
  const change = await changeOf(applicant.residentId)
  await submitClaims(app, { changeId: change.id })
  return { applicant, file, changeId: change.id }
}

test('what the desk took down stands with the file, and its papers lie in the store page by page', async () => {
  const applicant = await registerResident(app)
  const surrendered: PacketManifest['surrendered'] = [
    { kind: 'CMND9', number: '012345678', handling: 'KEPT_UNTIL_DELIVERY' },
  ]
  const pages = ['paper-a1b2c3d4-1.jpg', 'paper-a1b2c3d4-2.jpg']
  const manifest = told({ surrendered, papers: [{ ...paper, pages }], group: 'HN001-07-260302-0001-K' })
  const file = await apply(desk, applicant, { manifest })
  expect(file).toMatchObject({
    flags: [],
    formVersion: form.version,
    phone: '0912345678',
    delivery: { kind: 'PICKUP', centre: desk.centre },
    fee: { decision: 'FREE' },
    surrendered,
    marks: 'Nốt ruồi cách 1 cm dưới mép trái',
    consent: { version: '2024-07' },
    groupCode: 'HN001-07-260302-0001-K',
  })
  const rows = await app.db.evidence.findMany({
    where: { applicationId: file.id, kind: { notIn: ['CAPTURES', 'ACTIONS'] } },
    orderBy: [{ kind: 'asc' }, { page: 'asc' }],
  })
  expect(rows.map(({ kind, reference, page }) => `${kind} ${reference} ${page}`)).toEqual([
    'BIRTH_CERTIFICATE a1b2c3d4 1',
    'BIRTH_CERTIFICATE a1b2c3d4 2',
    'CONSENT  1',
    'SIGNATURE  1',
  ])
  for (const row of rows) expect(await app.blobs.get(row.sha256)).not.toBeNull()
})

describe('a claim against the register', () => {
  test('with its paper lets the file on; the register’s word stands, and a checker gets the correction', async () => {
    const { applicant, file, changeId } = await lodged()
    expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', flags: ['CLAIM_PENDING'], registryVersion: 1 })
    expect(file.person).toMatchObject({ name: applicant.person.name })
    const page = await app.db.evidence.findFirstOrThrow({
      where: { applicationId: file.id, kind: 'BIRTH_CERTIFICATE' },
    })
    expect(await changeOf(applicant.residentId)).toMatchObject({
      status: 'SUBMITTED',
      baseVersion: 1,
      diff: { name: { from: applicant.person.name, to: rightName(applicant) } },
      evidenceKind: 'BIRTH_CERTIFICATE',
      evidenceNumber: file.code,
      evidenceSha256: page.sha256,
      makerId: desk.operator.officer.id,
    })
    // Again changes nothing.
    await submitClaims(app, { changeId })
    const entries = await app.db.auditEntry.findMany({ where: { subjectId: applicant.residentId } })
    expect(entries.map(({ action }) => action)).toEqual(['resident.propose-change'])
  })

  test('holds the approval until it is decided; applied, the card carries what was proven', async () => {
    const { applicant, file, changeId } = await lodged()
    expect(await refusalOf(approveApplication(app, approver, { id: file.id }))).toBe('CLAIM_UNDECIDED')
    expect(await fileOf(app, file.code)).toMatchObject({ status: 'AWAITING_APPROVAL' })
    await approveChange(app, officerOf('APPROVER'), { id: changeId })
    await approveApplication(app, approver, { id: file.id })
    await runPipeline(app)
    const made = await fileOf(app, file.code)
    expect(made).toMatchObject({ status: 'IN_PRODUCTION', registryVersion: 2 })
    expect(made.person).toMatchObject({ name: rightName(applicant) })
  })

  test('that is rejected leaves the register’s word on the card', async () => {
    const { applicant, file, changeId } = await lodged()
    const refusal = { id: changeId, event: 'reject', reason: 'EVIDENCE_CONTRADICTS' } as const
    await refuseChange(app, officerOf('APPROVER'), refusal)
    await approveApplication(app, approver, { id: file.id })
    expect((await fileOf(app, file.code)).person).toMatchObject({ name: applicant.person.name })
  })

  test('while another correction is under way is marked for the approver and not lodged', async () => {
    const { applicant, file } = await lodged()
    await app.db.application.update({ where: { id: file.id }, data: { status: 'WITHDRAWN' } })
    const second = await apply(desk, corrected(applicant), claiming(applicant))
    expect(second.flags).toEqual(['CLAIM_PENDING', 'CLAIM_NOT_LODGED'])
    expect(await app.db.residentChange.count({ where: { residentId: applicant.residentId } })).toBe(1)
  })
})

test('a claim that cannot stand in the register is marked and not lodged', async () => {
  const applicant = await registerResident(app)
  const claims = [{ ...claimOf(applicant), field: 'birthProvince', registry: '001', declared: 'Hà Nội' }]
  const file = await apply(desk, applicant, claiming(applicant, { claims }))
  expect(file.flags).toEqual(['CLAIM_PENDING', 'CLAIM_NOT_LODGED'])
  expect(await app.db.residentChange.count({ where: { residentId: applicant.residentId } })).toBe(0)
})

describe('a file goes back to the desk', () => {
  type Changes = (applicant: Applicant) => Partial<PacketManifest>
  const cases: readonly [string, string, Changes][] = [
    ['where nobody said who wins', 'REGISTRY_MISMATCH', () => ({ claims: [] })],
    [
      'where another name is claimed than declared',
      'REGISTRY_MISMATCH',
      (applicant) => ({ claims: [{ ...claimOf(applicant), declared: 'LÊ THỊ MẪU' }] }),
    ],
    ['where the claim has no paper', 'EVIDENCE_MISSING', () => ({ papers: [] })],
    [
      'where the letters were not confirmed',
      'EVIDENCE_MISSING',
      (applicant) => ({ claims: [{ ...claimOf(applicant), confirmedByCitizen: false }] }),
    ],
    ['where nobody consented', 'INCOMPLETE', () => ({ consent: null })],
    [
      'by a form that was never given out',
      'FORM_UNKNOWN',
      () => ({ form: { ...form, version: '2031-01.1' } }),
    ],
    ['by a form of another wording', 'FORM_UNKNOWN', () => ({ form: { ...form, sha256: 'ab'.repeat(32) } })],
    [
      'with a consent to other words',
      'FORM_UNKNOWN',
      () => ({ consent: { version: '2024-07', textSha256: 'ab'.repeat(32), signature: null } }),
    ],
  ]

  test.each(cases)('%s', async (_, reason, changes) => {
    const applicant = await misspeltResident()
    const file = await apply(desk, corrected(applicant), claiming(applicant, changes(applicant)))
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: [reason] })
    expect(await app.db.residentChange.count({ where: { residentId: applicant.residentId } })).toBe(0)
  })

  test('where nothing proves that a child’s guardian is one', async () => {
    const child = await registerResident(app, makeChild())
    const representative = {
      number: '001090000033' as NonNullable<PacketManifest['representative']>['number'],
      name: 'LÊ THỊ MẪU',
      relation: 'GUARDIAN',
    } as const
    const file = await apply(desk, child, { manifest: told({ representative }) })
    expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['EVIDENCE_MISSING'] })
  })
})

test('a fee that the tables of the day decide otherwise marks the file', async () => {
  const applicant = await registerResident(app)
  const fee = { decision: 'DUE', amount: 70_000, rule: null, paper: null } as const
  const file = await apply(desk, applicant, { manifest: told({ fee }) })
  expect(file).toMatchObject({ status: 'AWAITING_APPROVAL', flags: ['FEE_DIFFERS'] })
})
