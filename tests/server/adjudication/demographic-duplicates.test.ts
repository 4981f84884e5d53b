import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePartialDate } from '../../../core/dates/calendar-date.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { demographicDuplicates } from '../../../server/adjudication/demographic-duplicates.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type Applicant, makePerson, registerResident } from '../../support/people.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

let families = 0
/** Somebody of a family that no other test has, and whose name is not one slip away from theirs. */
function member(changes: Partial<DeclaredPerson> = {}): DeclaredPerson {
  const letter = (nth: number) => String.fromCodePoint(65 + (nth % 26)).repeat(3)
  const nth = letter(families) + letter(Math.floor(families++ / 26))
  return makePerson({
    name: `Đỗ ${nth} Thị Hoà`,
    birthDate: parsePartialDate('1985-03-07'),
    fatherName: `Đỗ ${nth} Cha`,
    motherName: `Trần ${nth} Mẹ`,
    ...changes,
  })
}

const duplicatesOf = (
  me: Pick<Applicant, 'residentId'>,
  question: { declaredLegacyNumber?: string; withSiblings?: boolean } = {},
) =>
  demographicDuplicates(running.app.db, {
    residentId: me.residentId,
    declaredLegacyNumber: null,
    withSiblings: false,
    ...question,
  })

/** What is found when somebody is in the register a second time, written otherwise. */
async function found(changes: (person: DeclaredPerson) => Partial<DeclaredPerson>, me = member()) {
  const applicant = await registerResident(running.app, me)
  const other = await registerResident(running.app, { ...me, legacyNumber: null, ...changes(me) })
  const duplicates = await duplicatesOf(applicant)
  expect(duplicates.map(({ residentId }) => residentId)).not.toContain(applicant.residentId)
  return duplicates.find(({ residentId }) => residentId === other.residentId)
}

const swapName = (name: string, from: string, to: string) => ({ name: name.replace(from, to) })
const date = (text: string) => ({ birthDate: parsePartialDate(text) })

describe('the same person in the register twice is found', () => {
  test.each<[string, (person: DeclaredPerson) => Partial<DeclaredPerson>, string]>([
    ['written the same', () => ({}), 'TWIN'],
    ['in capital letters', ({ name }) => ({ name: name.toUpperCase() }), 'TWIN'],
    ['with the tone on the other vowel', ({ name }) => swapName(name, 'Hoà', 'Hòa'), 'TWIN'],
    ['without accents', ({ name }) => swapName(name, 'Thị Hoà', 'Thi Hoa'), 'SUSPECT'],
    ['with d for đ', ({ name }) => swapName(name, 'Đỗ', 'Dỗ'), 'SUSPECT'],
    ['with the Icelandic Ð', ({ name }) => swapName(name, 'Đỗ', 'Ðỗ'), 'TWIN'],
    ['with middle names swapped', ({ name }) => ({ name: name.replace(/ (\S+) Thị/, ' Thị $1') }), 'SUSPECT'],
    ['with a letter too many', ({ name }) => swapName(name, 'Hoà', 'Hoàn'), 'SUSPECT'],
    ['with day and month swapped', () => date('1985-07-03'), 'SUSPECT'],
    ['with the year of birth only', () => date('1985'), 'SUSPECT'],
    ['with year and month only', () => date('1985-03'), 'SUSPECT'],
    ['with the other sex', () => ({ sex: 'MALE' }), 'TWIN'],
    ['without parents', () => ({ fatherName: null, motherName: null }), 'SUSPECT'],
  ])('%s', async (_, changes, verdict) => {
    expect(await found(changes)).toMatchObject({ verdict })
  })

  test('where the applicant knows the year of birth only', async () => {
    const me = member(date('1950'))
    expect(await found(() => date('1950-11-20'), me)).toMatchObject({ verdict: 'SUSPECT' })
  })

  test('by name, birth date and parents, and says so', async () => {
    expect(await found(() => ({}))).toMatchObject({ grounds: ['NAME_AND_BIRTH_DATE', 'PARENTS'] })
    expect(await found(() => ({ fatherName: null, motherName: null }))).toMatchObject({
      grounds: ['NAME_AND_BIRTH_DATE'],
    })
  })
})

describe('others are not suspected', () => {
  test.each<[string, (person: DeclaredPerson) => Partial<DeclaredPerson>]>([
    [
      'of the same name and birth date with other parents',
      () => ({ fatherName: 'Lê Văn Khác', motherName: 'Lê Thị Khác' }),
    ],
    [
      'with a slip in name and mother',
      ({ name, motherName }) => ({ name: `${name}n`, motherName: `${motherName}n` }),
    ],
    ['with no accents, and another sex', () => ({ ...swapName('', '', 'Do Thi Hoa'), sex: 'MALE' })],
    ['born a day later', () => date('1985-03-08')],
    ['born a year later', () => date('1986-03-07')],
    [
      'of the same year only, and parents that nobody knows',
      () => ({ ...date('1985'), fatherName: null, motherName: null }),
    ],
  ])('%s', async (_, changes) => {
    const duplicate = await found(changes)
    expect(duplicate?.verdict ?? 'UNLIKE').toBe('UNLIKE')
  })
})

describe('numbers', () => {
  test('an old number that another resident holds is found, whatever the names', async () => {
    const holder = await registerResident(running.app, member())
    const me = await registerResident(running.app, member({ legacyNumber: null }))
    const declaredLegacyNumber = holder.person.legacyNumber ?? ''
    expect(await duplicatesOf(me)).toEqual([])
    expect(await duplicatesOf(me, { declaredLegacyNumber })).toMatchObject([
      { residentId: holder.residentId, grounds: ['LEGACY_NUMBER'], verdict: 'TWIN' },
    ])
  })

  test('a number of twelve digits on the paper of another resident is found, and first', async () => {
    const { app } = running
    const person = member()
    const me = await registerResident(app, person)
    const like = await registerResident(app, { ...person, legacyNumber: null })
    const holder = await registerResident(app, member())
    await app.db.legacyDocument.create({
      data: { residentId: holder.residentId, kind: 'CMND12', number: me.number },
    })
    expect((await duplicatesOf(me)).map(({ residentId }) => residentId)).toEqual([
      holder.residentId,
      like.residentId,
    ])
  })

  test('a record that was merged into the applicant’s is the applicant', async () => {
    const { app } = running
    const person = member()
    const me = await registerResident(app, person)
    const merged = await registerResident(app, { ...person, legacyNumber: null })
    await app.db.identityNumber.update({
      where: { number: merged.number },
      data: { status: 'CANCELLED', successor: me.number },
    })
    expect(await duplicatesOf(me)).toEqual([])
  })
})

test('somebody without fingers is shown siblings of the same birth date, whom records link to the same parents', async () => {
  const { app } = running
  const mother = await registerResident(app, member())
  const [me, twin] = [await registerResident(app, member()), await registerResident(app, member())]
  await app.db.relationship.updateMany({
    where: { residentId: { in: [me.residentId, twin.residentId] }, kind: 'MOTHER' },
    data: { relatedId: mother.residentId },
  })
  expect(await duplicatesOf(me)).toEqual([])
  expect(await duplicatesOf(me, { withSiblings: true })).toMatchObject([
    { residentId: twin.residentId, grounds: ['PARENTS'], verdict: 'UNLIKE' },
  ])
})

test('members of one household are told', async () => {
  const { app } = running
  const person = member()
  const [me, other] = [
    await registerResident(app, person),
    await registerResident(app, { ...person, legacyNumber: null }),
  ]
  expect(await duplicatesOf(me)).toMatchObject([{ sameHousehold: false }])
  const unit = await app.db.administrativeUnit.findFirstOrThrow()
  const household = { headId: me.residentId, unitId: unit.id, addressText: 'Số 1, Phường Mẫu' }
  const { id: householdId } = await app.db.household.create({ data: household })
  await app.db.householdMember.createMany({
    data: [me, other].map(({ residentId }) => ({
      householdId,
      residentId,
      relation: 'CHILD',
      validFrom: new Date('2020-01-01'),
    })),
  })
  expect(await duplicatesOf(me)).toMatchObject([{ sameHousehold: true }])
})

test('fifty are given at most, the likest first', async () => {
  const { app } = running
  const person = member()
  const me = await registerResident(app, person)
  for (let i = 0; i < 55; i++) await registerResident(app, { ...person, legacyNumber: null, ...date('1985') })
  const best = await registerResident(app, { ...person, legacyNumber: null })
  const duplicates = await duplicatesOf(me)
  expect(duplicates).toHaveLength(50)
  expect(duplicates[0]).toMatchObject({ residentId: best.residentId, verdict: 'TWIN' })
})

test('a resident who is not there has no duplicates', async () => {
  const residentId = '01900000-0000-7000-8000-000000000000'
  expect(await duplicatesOf({ residentId })).toEqual([])
})
