import { afterAll, beforeAll, expect, test } from 'vitest'
import { approveChange } from '../../../../server/registry/approve-change.ts'
import { loadFormIntoRegister } from '../../../../server/registry/forms/load-form.ts'
import { confirmDecision } from '../../../../server/registry/reconciliation/decide-conflict.ts'
import { proposeDecision } from '../../../../server/registry/reconciliation/propose-decision.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { type Applicant, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { acceptLocality, transmitted } from './transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  // The old DC02 is in force until 30/06/2024.
  running = await testApp({ now: Date.parse('2024-03-04T02:30:00Z') })
  await acceptLocality(running.app, '01', 'DC02')
})
afterAll(() => running.close())

const registrar = officerOf('REGISTRAR')
const load = (serial: string) => loadFormIntoRegister(running.app, registrar, { serial })

interface Row {
  readonly item: string
  readonly before?: string
  readonly after: unknown
  readonly evidence?: string
}

function correction(of: Pick<Applicant, 'person' | 'number'>, rows: readonly Row[], heading: object = {}) {
  const { person, number } = of
  const place = { province: 'Hà Nội', district: 'Quận Thử Một', commune: 'Phường Thử Một' }
  const answers = {
    name: person.name,
    birthDate: person.birthDate,
    sex: person.sex,
    number,
    permanentAddress: place,
    changes: rows.map((row) => ({ evidence: 'Giấy khai sinh số 12', ...row })),
    ...heading,
  }
  return transmitted(running.app, answers, { unitCode: '01', kind: 'DC02' })
}

const changeOf = (id: string | null) =>
  running.app.db.residentChange.findUniqueOrThrow({ where: { id: id ?? '' } })

test('rows become one proposed correction, which a checker applies', async () => {
  const known = await registerResident(running.app)
  const serial = await correction(known, [
    { item: 'ethnicity', before: 'Kinh', after: 'Tày' },
    { item: 'birthDate', after: '21/05/1990' },
  ])
  const answer = await load(serial)
  expect(answer).toMatchObject({ outcome: 'LOADED', residentId: known.residentId, conflictId: null })
  expect(await changeOf(answer.changeId)).toMatchObject({
    status: 'SUBMITTED',
    evidenceKind: 'FORM_DC02',
    evidenceNumber: serial,
    makerId: registrar.id,
    diff: {
      ethnicity: { from: 'Kinh', to: 'Tày' },
      birthDate: { from: '1990-05-20', to: '1990-05-21' },
    },
  })
  await approveChange(running.app, officerOf('APPROVER'), { id: answer.changeId ?? '' })
  const resident = await running.app.db.resident.findUniqueOrThrow({ where: { id: known.residentId } })
  expect(resident).toMatchObject({ ethnicity: 'Tày', birthDate: '1990-05-21', version: 2 })
})

test('the heading may hold the new value of what is changed', async () => {
  const known = await registerResident(running.app)
  const heading = { name: 'PHẠM THỊ ĐỔI TÊN' }
  const serial = await correction(known, [{ item: 'name', after: heading.name }], heading)
  const answer = await load(serial)
  expect((await changeOf(answer.changeId)).diff).toEqual({
    name: { from: known.person.name, to: heading.name },
  })
})

test('what a correction cannot carry waits in a case beside it', async () => {
  const known = await registerResident(running.app)
  const answer = await load(
    await correction(known, [
      { item: 'religion', after: 'Phật giáo' },
      { item: 'mother', after: { name: 'LÊ THỊ MẸ ĐẺ' } },
      {
        item: 'currentAddress',
        after: { province: 'Hà Nội', district: 'Quận Thử Một', commune: 'Phường Thử Hai' },
      },
    ]),
  )
  expect(answer.outcome).toBe('LOADED')
  expect((await changeOf(answer.changeId)).diff).toEqual({ religion: { from: null, to: 'Phật giáo' } })
  const found = await running.app.db.conflictCase.findUniqueOrThrow({
    where: { id: answer.conflictId ?? '' },
    include: { values: true },
  })
  expect(found).toMatchObject({ kinds: ['RELATIVE', 'RESIDENCE'], status: 'OPEN' })
  expect(
    found.values
      .filter(({ source }) => source === 'FORM')
      .map(({ field }) => field)
      .toSorted(),
  ).toEqual(['currentAddress', 'motherName'])
})

test('another place of birth registration brings its province along', async () => {
  const known = await registerResident(running.app)
  const place = { province: 'Hà Giang', district: 'Huyện Thử Ba', commune: 'Xã Thử Tư' }
  const answer = await load(await correction(known, [{ item: 'birthRegistrationPlace', after: place }]))
  expect((await changeOf(answer.changeId)).diff).toMatchObject({ birthProvince: { from: '001', to: '002' } })
})

test('that changes nothing is loaded without a correction', async () => {
  const known = await registerResident(running.app)
  const answer = await load(await correction(known, [{ item: 'ethnicity', after: 'Kinh' }]))
  expect(answer).toMatchObject({ outcome: 'LOADED', changeId: null, conflictId: null })
})

test('about somebody else’s number waits; about nobody of the register it is refused', async () => {
  const known = await registerResident(running.app)
  const rows = [{ item: 'ethnicity', after: 'Tày' }]
  const other = { name: 'VŨ VĂN KHÁC', birthDate: '01/01/1960' }
  expect(await load(await correction(known, rows, other))).toMatchObject({ outcome: 'WAITING' })
  const nobody = { ...other, number: '' }
  const serial = await correction(known, rows, nobody)
  const before = await contentOf(running.app)
  expect(await refusalOf(load(serial))).toBe('PERSON_NOT_REGISTERED')
  expect(await contentOf(running.app)).toEqual(before)
})

test('that waited is taken over for the person of the decision, and makes nobody new', async () => {
  const known = await registerResident(running.app)
  const other = { name: 'VŨ VĂN NGƯỜI KHÁC', birthDate: '01/01/1960', sex: 'MALE' }
  const serial = await correction(known, [{ item: 'ethnicity', after: 'Tày' }], other)
  const id = (await load(serial)).conflictId ?? ''
  const propose = (outcome: 'OTHER_PERSON' | 'SAME_PERSON') =>
    proposeDecision(running.app, registrar, {
      id,
      outcome,
      residentId: null,
      baseVersion: 1,
      fields: [],
      confirmsRecord: false,
      documentKind: 'VERIFICATION_MINUTES',
      documentNumber: '7',
      documentSha256: null,
    })
  expect(await refusalOf(propose('OTHER_PERSON'))).toBe('ILLEGAL_DECISION')
  await propose('SAME_PERSON')
  const settled = await confirmDecision(running.app, officerOf('APPROVER'), { id })
  expect(settled).toMatchObject({ residentId: known.residentId, formOutcome: 'LOADED' })
  expect(await changeOf(settled.changeId)).toMatchObject({
    status: 'SUBMITTED',
    makerId: registrar.id,
    diff: { ethnicity: { from: 'Kinh', to: 'Tày' } },
  })
})

test('waits its turn while another correction of the person is open', async () => {
  const known = await registerResident(running.app)
  await load(await correction(known, [{ item: 'ethnicity', after: 'Tày' }]))
  const second = await correction(known, [{ item: 'religion', after: 'Công giáo' }])
  expect(await refusalOf(load(second))).toBe('CHANGE_UNDER_WAY')
})
