import { describe, expect, test } from 'vitest'
import {
  type Candidates,
  decide,
  fieldsToShow,
  type RegisteredPerson,
  valuesOfRegister,
  valuesOfRow,
} from './decide.ts'
import type { PersonFacts } from './staged-person.ts'

const row = (changes: Partial<PersonFacts> = {}): PersonFacts => ({
  number: '001190000017',
  name: 'NGUYỄN THỊ MẪU',
  birthDate: '1990-02-15',
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: null,
  bloodType: null,
  maritalStatus: 'SINGLE',
  birthRegistrationPlace: null,
  birthProvince: '001',
  placeOfOrigin: null,
  fatherName: 'NGUYỄN VĂN MẪU',
  motherName: 'LÊ THỊ MẪU',
  unitCode: '00201',
  addressText: 'Phường Mẫu Một, Thành phố Hà Nội',
  ...changes,
})
const person = (changes: Partial<RegisteredPerson> = {}): RegisteredPerson => ({
  ...row(),
  id: '00000000-0000-4000-8000-000000000001',
  version: 1,
  fromThisFile: false,
  ...changes,
})
const nobody: Candidates = { source: null, byNumber: null, byLegacyNumber: null, namesakes: [] }
const before = (
  of: RegisteredPerson,
  changes: Partial<NonNullable<Candidates['source']>> = {},
): Candidates => ({
  ...nobody,
  source: { person: of, sameContent: false, sameJob: false, loadedVersion: 1, ...changes },
})

describe('a row', () => {
  test('that nobody fits is a new person', () => {
    expect(decide(row(), nobody)).toEqual({ kind: 'NEW' })
  })

  test('with the number of the same person is matched; a contradiction is a case, and nothing is overwritten', () => {
    const same = person()
    expect(decide(row({ religion: 'Phật giáo' }), { ...nobody, byNumber: same })).toEqual({
      kind: 'MATCHED',
      person: same,
      conflicts: [],
    })
    const other = decide(row({ name: 'NGUYỄN THU MẪU', ethnicity: 'Tày' }), { ...nobody, byNumber: same })
    expect(other).toMatchObject({ kind: 'MATCHED', conflicts: ['MIDDLE_NAME', 'ETHNICITY'] })
  })

  test('with the number of somebody with another name and birth date is not loaded', () => {
    const byNumber = person({ name: 'TRẦN VĂN KHÁC', birthDate: '1971-01-01' })
    expect(decide(row(), { ...nobody, byNumber })).toMatchObject({ kind: 'NUMBER_OF_ANOTHER' })
  })

  test('with the number of an earlier row of the same person is that row again', () => {
    const byNumber = person({ fromThisFile: true })
    expect(decide(row(), { ...nobody, byNumber }).kind).toBe('REPEATED_NUMBER')
    expect(decide(row({ sex: 'MALE' }), { ...nobody, byNumber }).kind).toBe('MATCHED')
  })

  test('whose old number is known, with another personal number, is matched with a case', () => {
    const byLegacyNumber = person({ number: '001190999999' })
    expect(decide(row(), { ...nobody, byLegacyNumber })).toMatchObject({
      kind: 'MATCHED',
      conflicts: ['NUMBER'],
    })
  })
})

describe('somebody of the same name and birth date', () => {
  const unnumbered = row({ number: null })
  const kindWith = (of: PersonFacts, namesake: Partial<RegisteredPerson>) =>
    decide(of, { ...nobody, namesakes: [person(namesake)] }).kind

  test('is the same person where a parent agrees, or the commune where no parent speaks against it', () => {
    expect(kindWith(unnumbered, { unitCode: '00202' })).toBe('DUPLICATE_PERSON')
    expect(kindWith(unnumbered, { fatherName: null, motherName: null })).toBe('DUPLICATE_PERSON')
    expect(kindWith(row({ number: null, motherName: 'LÊ THỊ MẨU' }), {})).toBe('NEW')
    expect(kindWith(unnumbered, { fatherName: null, motherName: null, unitCode: '00202' })).toBe('NEW')
  })

  test('with a number of their own only where both parents agree', () => {
    const number = '001190999999'
    expect(kindWith(row(), { number })).toBe('DUPLICATE_PERSON')
    expect(kindWith(row(), { number, motherName: null })).toBe('NEW')
    expect(kindWith(row(), { number: null, motherName: null })).toBe('DUPLICATE_PERSON')
  })
})

describe('a row that came before', () => {
  test('unchanged, or twice in one file, asks for nothing', () => {
    expect(decide(row(), before(person(), { sameContent: true })).kind).toBe('UNCHANGED')
    expect(decide(row(), before(person(), { sameJob: true })).kind).toBe('REPEATED_KEY')
  })

  test('brings its record up to date while nobody else has changed it', () => {
    const changed = row({ religion: 'Phật giáo', addressText: 'Số 2' })
    expect(decide(changed, before(person()))).toMatchObject({
      kind: 'UPDATED',
      diff: { religion: { from: null, to: 'Phật giáo' } },
      moved: true,
    })
  })

  test('opens a case where somebody has, so that nothing of it is lost', () => {
    const changed = row({ religion: 'Phật giáo' })
    expect(decide(changed, before(person({ version: 2 })))).toMatchObject({
      kind: 'MATCHED',
      conflicts: ['OTHER_ITEM'],
    })
    expect(decide(row({ addressText: 'Số 2' }), before(person({ version: 2 })))).toMatchObject({
      conflicts: ['RESIDENCE'],
    })
  })

  test.each([
    [{ number: '001190999999' }, 'NUMBER'],
    [{ motherName: 'TRẦN THỊ KHÁC' }, 'RELATIVE'],
    [{ birthDate: '1991-02-15' }, 'BIRTH_DATE'],
    [{ sex: 'MALE' }, 'SEX'],
  ] as const)('does not change %j by itself', (changes, kind) => {
    const decision = decide(row(changes), before(person()))
    expect(decision).toMatchObject({ kind: 'MATCHED' })
    expect('conflicts' in decision && decision.conflicts).toContain(kind)
  })

  test('under a key that now means somebody else is not loaded', () => {
    const other = row({ name: 'TRẦN VĂN KHÁC', birthDate: '1971-01-01' })
    expect(decide(other, before(person())).kind).toBe('NUMBER_OF_ANOTHER')
  })

  test('does not take away what it no longer says', () => {
    const silent = row({ maritalStatus: null, ethnicity: 'Không rõ' })
    expect(decide(silent, before(person()))).toMatchObject({ kind: 'UPDATED', diff: {} })
  })
})

test('a case shows who it is and what the row says otherwise, not what it does not say', () => {
  const fields = fieldsToShow(
    valuesOfRow(row({ religion: 'Phật giáo' })),
    valuesOfRegister(person({ maritalStatus: null })),
  )
  expect(fields).toEqual(['name', 'birthDate', 'sex', 'number', 'religion', 'maritalStatus'])
})
