import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unknownAnswer } from '../../../../core/forms/answers.ts'
import { loadFormIntoRegister } from '../../../../server/registry/forms/load-form.ts'
import { sendBackForm } from '../../../../server/registry/forms/send-back-form.ts'
import { proposeChange } from '../../../../server/registry/propose-change.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'
import { acceptLocality, answersFor, answersOf, freshName, here, transmitted } from './transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await acceptLocality(running.app, '01')
})
afterAll(() => running.close())

const registrar = officerOf('REGISTRAR', '00002')
const load = (serial: string) => loadFormIntoRegister(running.app, registrar, { serial })
const formOf = (serial: string) => running.app.db.form.findUniqueOrThrow({ where: { serial } })
const residentOf = (id: string | null) =>
  running.app.db.resident.findUniqueOrThrow({
    where: { id: id ?? '' },
    include: {
      addresses: { include: { unit: true } },
      statuses: { include: { unit: true } },
      relationships: { orderBy: { kind: 'asc' } },
      memberships: { include: { household: true } },
      changes: true,
    },
  })
const caseOf = (id: string | null) =>
  running.app.db.conflictCase.findUniqueOrThrow({ where: { id: id ?? '' }, include: { values: true } })

describe('the gate', () => {
  test('keeps out the forms of a locality that has not passed its review', async () => {
    const serial = await transmitted(running.app, answersOf(), { unitCode: '26735' })
    const there = officerOf('REGISTRAR', '26735')
    const before = await contentOf(running.app)
    expect(await refusalOf(loadFormIntoRegister(running.app, there, { serial }))).toBe(
      'LOCALITY_NOT_ACCEPTED',
    )
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('is for officers of the unit', async () => {
    const serial = await transmitted(running.app, answersOf())
    const elsewhere = officerOf('REGISTRAR', '79')
    expect(await refusalOf(loadFormIntoRegister(running.app, elsewhere, { serial }))).toBe('FORBIDDEN')
    const approver = officerOf('APPROVER', '00002')
    expect(await refusalOf(loadFormIntoRegister(running.app, approver, { serial }))).toBe('FORBIDDEN')
  })
})

describe('somebody new', () => {
  test('gets number, addresses with their units, residence status, relatives and a household', async () => {
    const [mother, husband] = [await registerResident(running.app), freshName('LÊ VĂN')]
    const name = freshName()
    const serial = await transmitted(
      running.app,
      answersOf({
        name,
        maritalStatus: 'MARRIED',
        mother: { name: mother.person.name, number: mother.number },
        spouse: { name: husband },
        currentAddress: { province: 'Hà Nội', commune: 'Xã Mẫu Hai' },
      }),
    )
    const answer = await load(serial)
    expect(answer).toMatchObject({ outcome: 'LOADED', conflictId: null, inquiryId: null })
    const resident = await residentOf(answer.residentId)
    expect(resident).toMatchObject({
      name,
      provisional: false,
      maritalStatus: 'MARRIED',
      bloodType: 'O',
      version: 1,
      otherData: {},
      statuses: [{ status: 'PERMANENT', unit: { code: '00002' } }],
      memberships: [{ relation: 'HEAD', household: { headId: answer.residentId } }],
    })
    expect(resident.number).toMatch(/^001190\d{6}$/)
    expect(resident.addresses.map(({ kind, unit }) => `${kind} ${unit.code}`).toSorted()).toEqual([
      'CURRENT 00009',
      'PERMANENT 00002',
    ])
    expect(resident.relationships.map(({ kind, relatedId }) => [kind, relatedId])).toEqual([
      ['FATHER', null],
      ['MOTHER', mother.residentId],
      ['SPOUSE', null],
    ])
    expect(await formOf(serial)).toMatchObject({ status: 'LOADED', residentId: answer.residentId })
    expect(await refusalOf(load(serial))).toBe('TRANSITION_REFUSED')
  })

  test('joins the household of the head by name and address, whoever comes first', async () => {
    const [head, namesake] = [freshName('VŨ VĂN'), { ...here, house: 'Số 77' }]
    const child = { relationToHead: 'CHILD', head: { name: head } }
    const early = await load(await transmitted(running.app, answersOf(child)))
    const elsewhere = { ...child, permanentAddress: namesake }
    const other = await load(await transmitted(running.app, answersOf(elsewhere)))
    expect((await residentOf(early.residentId)).otherData).toMatchObject({ head: { name: head } })
    const father = await load(await transmitted(running.app, answersOf({ name: head, sex: 'MALE' })))
    const late = await load(await transmitted(running.app, answersOf(child)))
    const joined = { relation: 'CHILD', household: { headId: father.residentId } }
    for (const { residentId } of [early, late]) {
      expect(await residentOf(residentId)).toMatchObject({ memberships: [joined], otherData: {} })
    }
    expect(await residentOf(other.residentId)).toMatchObject({
      memberships: [],
      otherData: { head: { name: head, relation: 'CHILD' } },
    })
  })

  test('whose papers are lost is provisional; what is unknown is kept as unknown, and no number is made up', async () => {
    const serial = await transmitted(
      running.app,
      answersOf({
        birthDate: '00/00/1938',
        birthRegistrationPlace: unknownAnswer,
        ethnicity: unknownAnswer,
        permanentAddress: unknownAnswer,
        religion: '',
      }),
    )
    // An empty item that the form asks for is a fault, an unknown one is not.
    expect(await refusalOf(load(serial))).toBe('FORM_HAS_FAULTS')
    const honest = await transmitted(
      running.app,
      answersOf({
        birthDate: '00/00/1938',
        birthRegistrationPlace: unknownAnswer,
        ethnicity: unknownAnswer,
        permanentAddress: unknownAnswer,
      }),
    )
    const resident = await residentOf((await load(honest)).residentId)
    expect(resident).toMatchObject({
      provisional: true,
      provisionalReference: honest,
      number: null,
      birthDate: '1938',
      ethnicity: 'Không rõ',
      birthRegistrationPlace: null,
      addresses: [],
      statuses: [{ status: 'TEMPORARY', reason: 'PERMANENT_RESIDENCE_UNKNOWN', unit: { code: '00002' } }],
    })
    expect(resident.otherData).toMatchObject({
      unknown: expect.arrayContaining(['ethnicity', 'birthRegistrationPlace', 'permanentAddress']),
    })
  })

  test('with a permanent residence elsewhere stays for the time being, and the police there are asked', async () => {
    const home = { province: 'Thành phố Hồ Chí Minh', commune: 'Phường Mẫu Mười Hai', house: 'Số 9' }
    const answer = await load(await transmitted(running.app, answersOf({ permanentAddress: home })))
    const resident = await residentOf(answer.residentId)
    expect(resident.addresses).toMatchObject([{ kind: 'PERMANENT', unit: { code: '26735' } }])
    expect(resident.statuses).toMatchObject([{ status: 'TEMPORARY', unit: { code: '00002' } }])
    const inquiry = await running.app.db.residenceInquiry.findUniqueOrThrow({
      where: { id: answer.inquiryId ?? '' },
    })
    expect(inquiry).toMatchObject({
      status: 'SENT',
      fromUnitCode: '00002',
      toUnitCode: '26735',
      sentById: registrar.id,
      // Ten working days from Monday 02/03/2026.
      dueOn: new Date('2026-03-16T00:00:00Z'),
    })
  })
})

describe('a form that contradicts the register', () => {
  test('opens one case with the values of both, and waits', async () => {
    const known = await registerResident(running.app)
    const serial = await transmitted(
      running.app,
      answersFor(known, { birthDate: '21/05/1990', ethnicity: 'Tày' }),
    )
    const answer = await load(serial)
    expect(answer).toMatchObject({ outcome: 'WAITING', residentId: known.residentId })
    const found = await caseOf(answer.conflictId)
    expect(found).toMatchObject({
      origin: 'FORM',
      status: 'OPEN',
      unitCode: '00002',
      formSerial: serial,
      residentId: known.residentId,
      kinds: ['BIRTH_DATE', 'ETHNICITY'],
    })
    const birthDates = found.values.filter(({ field }) => field === 'birthDate')
    expect(Object.fromEntries(birthDates.map(({ source, value }) => [source, value]))).toEqual({
      FORM: '1990-05-21',
      REGISTER: '1990-05-20',
    })
    const before = await contentOf(running.app)
    expect(await load(serial)).toMatchObject({ outcome: 'WAITING', conflictId: answer.conflictId })
    expect(await contentOf(running.app)).toEqual(before)
    expect(await formOf(serial)).toMatchObject({ status: 'TRANSMITTED' })
    const back = sendBackForm(running.app, officerOf('COLLECTOR', '00002'), { serial, reason: 'MISSING' })
    expect(await refusalOf(back)).toBe('FORM_IN_RECONCILIATION')
  })

  test('loaded twice at once opens one case', async () => {
    const known = await registerResident(running.app)
    const serial = await transmitted(running.app, answersFor(known, { sex: 'MALE' }))
    const answers = await Promise.all([load(serial), load(serial)])
    expect(new Set(answers.map(({ conflictId }) => conflictId)).size).toBe(1)
    expect(await running.app.db.conflictCase.count({ where: { formSerial: serial } })).toBe(1)
  })

  test.each([
    ['another middle name', { name: 'NGUYỄN VĂN AN MẪU' }, ['MIDDLE_NAME']],
    [
      'another name and birth date',
      { name: 'PHẠM THỊ KHÁC', birthDate: '1971' },
      ['NUMBER_OF_ANOTHER', 'NAME', 'BIRTH_DATE'],
    ],
  ])('in %s says so', async (_, changes, kinds) => {
    const known = await registerResident(running.app, makePerson({ name: 'NGUYỄN THỊ AN MẪU' }))
    const serial = await transmitted(
      running.app,
      answersFor(known, { ...changes, head: { name: changes.name } }),
    )
    expect((await caseOf((await load(serial)).conflictId)).kinds).toEqual(kinds)
  })

  test('only in spelling, in a missing day or in what may be blank does not wait', async () => {
    const known = await registerResident(running.app, makePerson({ name: 'ĐẶNG THUÝ HOÀ' }))
    const answers = answersFor(known, { name: 'ĐẶNG THÚY HÒA', birthDate: '1990', ethnicity: unknownAnswer })
    expect(await load(await transmitted(running.app, answers))).toMatchObject({
      outcome: 'LOADED',
      residentId: known.residentId,
    })
    expect(await residentOf(known.residentId)).toMatchObject({
      name: 'ĐẶNG THUÝ HOÀ',
      birthDate: '1990-05-20',
    })
  })

  test('with a number that nobody holds waits, with the person who may be meant', async () => {
    const known = await registerResident(running.app)
    const answers = answersFor(known, { number: '001190999999' })
    const found = await caseOf((await load(await transmitted(running.app, answers))).conflictId)
    expect(found).toMatchObject({ kinds: ['NUMBER'], residentId: known.residentId })
  })
})

describe('a form without number', () => {
  test('of somebody with the same name, birth date and parents waits, and makes no second record', async () => {
    const known = await registerResident(running.app)
    const residents = await running.app.db.resident.count()
    const answer = await load(await transmitted(running.app, answersFor(known, { number: '' })))
    expect(answer).toMatchObject({ outcome: 'WAITING', residentId: known.residentId })
    expect((await caseOf(answer.conflictId)).kinds).toEqual(['DUPLICATE_PERSON'])
    expect(await running.app.db.resident.count()).toBe(residents)
  })

  test('of a namesake with another mother is somebody else', async () => {
    const known = await registerResident(running.app)
    const answers = answersFor(known, { number: '', mother: { name: 'LÊ THỊ KHÁC HẲN' } })
    const answer = await load(await transmitted(running.app, answers))
    expect(answer.outcome).toBe('LOADED')
    expect(answer.residentId).not.toBe(known.residentId)
  })

  test('with an old number finds its holder, whatever the name', async () => {
    const known = await registerResident(running.app)
    const answers = answersOf({ number: known.person.legacyNumber })
    expect(await load(await transmitted(running.app, answers))).toMatchObject({
      outcome: 'WAITING',
      residentId: known.residentId,
    })
  })

  test('of one person, twice at once, makes one record; the other waits', async () => {
    const answers = answersOf()
    const serials = [await transmitted(running.app, answers), await transmitted(running.app, answers)]
    const outcomes = (await Promise.all(serials.map(load))).map(({ outcome }) => outcome)
    expect(outcomes.toSorted()).toEqual(['LOADED', 'WAITING'])
  })

  test('of people of whom only the year is known, and no parent, does not hold up each other', async () => {
    const name = freshName()
    const old = { name, birthDate: '1941', father: unknownAnswer, mother: unknownAnswer, head: { name } }
    const first = await load(await transmitted(running.app, answersOf(old)))
    const second = await load(await transmitted(running.app, answersOf(old)))
    expect([first.outcome, second.outcome]).toEqual(['LOADED', 'LOADED'])
  })
})

describe('gaps of a known record', () => {
  test('are filled at once with the form as evidence; nothing that is there is overwritten', async () => {
    const known = await registerResident(running.app, makePerson({ motherName: null }))
    const serial = await transmitted(running.app, answersFor(known, { mother: { name: 'LÊ THỊ MẸ' } }))
    const answer = await load(serial)
    expect(answer.filled).toEqual(
      expect.arrayContaining(['bloodType', 'maritalStatus', 'religion', 'MOTHER']),
    )
    const resident = await residentOf(known.residentId)
    expect(resident).toMatchObject({
      bloodType: 'O',
      religion: 'Không',
      placeOfOrigin: known.person.placeOfOrigin,
    })
    expect(resident.relationships).toMatchObject([{ kind: 'FATHER' }, { kind: 'MOTHER', name: 'LÊ THỊ MẸ' }])
    expect(resident.changes).toMatchObject([
      {
        status: 'APPLIED',
        evidenceKind: 'FORM_DC01',
        evidenceNumber: serial,
        makerId: registrar.id,
        checkerId: null,
        diff: { bloodType: { from: null, to: 'O' } },
      },
    ])
    expect(resident.version).toBe(3)
  })

  test('are left alone where another unit keeps the record: its police are asked', async () => {
    const known = await registerResident(running.app, makePerson({ residenceUnit: '26735' }))
    const answer = await load(await transmitted(running.app, answersFor(known)))
    expect(answer).toMatchObject({ outcome: 'LOADED', filled: [], changeId: null })
    expect(answer.inquiryId).not.toBeNull()
    expect(await residentOf(known.residentId)).toMatchObject({ version: 1, bloodType: null })
  })

  test('that were "không rõ", or known by the year, wait for a checker', async () => {
    const known = await registerResident(running.app)
    await running.app.db.resident.update({
      where: { id: known.residentId },
      data: { birthDate: '1990', ethnicity: 'Không rõ', otherData: { unknown: ['religion'] } },
    })
    const answer = await load(await transmitted(running.app, answersFor(known)))
    const resident = await residentOf(known.residentId)
    expect(resident).toMatchObject({ birthDate: '1990', ethnicity: 'Không rõ', religion: null })
    const proposed = resident.changes.find(({ id }) => id === answer.changeId)
    expect(proposed).toMatchObject({
      status: 'SUBMITTED',
      makerId: registrar.id,
      baseVersion: resident.version,
      diff: {
        birthDate: { from: '1990', to: '1990-05-20' },
        ethnicity: { from: null, to: 'Kinh' },
        religion: { from: null, to: 'Không' },
      },
    })
  })

  test('are not filled under somebody else’s open correction: the form can be loaded after it', async () => {
    const known = await registerResident(running.app)
    await proposeChange(running.app, officerOf('REGISTRAR', '01'), {
      residentId: known.residentId,
      baseVersion: 1,
      wanted: { ethnicity: 'Tày' },
      evidenceKind: 'BIRTH_CERTIFICATE',
      evidenceNumber: null,
    })
    const serial = await transmitted(running.app, answersFor(known))
    const before = await contentOf(running.app)
    expect(await refusalOf(load(serial))).toBe('CHANGE_UNDER_WAY')
    expect(await contentOf(running.app)).toEqual(before)
  })
})

test('the log never holds what a form says', async () => {
  const name = freshName('TÔN NỮ')
  await load(await transmitted(running.app, answersOf({ name, permanentAddress: here })))
  expect(running.logged.join('\n')).not.toContain(name)
})
