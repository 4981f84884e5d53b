import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { validateForm } from '../forms/validate.ts'
import { formDefinition } from '../forms/versions.ts'
import { mappingProfileSchema } from './mapping-profile.ts'
import { formRowReader } from './read-form-row.ts'
import { columnsWanted } from './sources.ts'
import { contentOf, stagePerson } from './staged-person.ts'
import { testUnits } from './test-units.ts'
import { rowUnits } from './units.ts'

const person = (name: string) => ({
  parts: { name: { column: name }, number: { column: `${name}_SO` } },
})
const definition = {
  target: 'RESIDENT',
  format: { kind: 'CSV' },
  asOf: '2026-01-01',
  unit: { code: { column: 'XA', digits: 5 }, on: '2026-01-01' },
  key: ['MA'],
  fields: {
    name: { columns: ['HO', 'TEN'] },
    birthDate: { column: 'NS', dates: ['dd/MM/yyyy', 'yyyy'] },
    sex: { column: 'GT', codes: { '0': 'FEMALE', '1': 'MALE' } },
    number: { column: 'SO' },
    maritalStatus: { column: 'HN' },
    ethnicity: { column: 'DT', codes: { '01': 'Kinh', '02': 'Tày' }, unknown: ['99'] },
    nationality: { constant: 'VN' },
    birthRegistrationPlace: { oneLine: { column: 'KS' } },
    permanentAddress: { parts: { house: { column: 'NHA' } } },
    father: person('CHA'),
    mother: person('ME'),
    spouse: person('VC'),
    head: person('CH'),
    relationToHead: { column: 'QH' },
  },
  legacyNumber: { column: 'CMND', digits: 9 },
}
const profile = mappingProfileSchema.parse(definition)
if (profile.target !== 'RESIDENT') throw new Error('a profile of people')
const wanted = columnsWanted(profile)
const units = rowUnits(testUnits, profile.asOf, () => true)
const reader = formRowReader(profile, wanted, units)

const good: Readonly<Record<string, string>> = {
  MA: 'A1',
  XA: '201',
  HO: 'Đỗ Thị',
  TEN: 'Mỹ Hường',
  NS: '15/02/1990',
  GT: '0',
  SO: '001190000017',
  HN: 'SINGLE',
  DT: '01',
  KS: 'Xã Mẫu, Thành phố Hà Nội',
  NHA: 'Số 1 Phố Mẫu',
  CHA: 'Đỗ Văn Mẫu',
  ME: 'Lê Thị Mẫu',
  CH: 'Đỗ Văn Mẫu',
  QH: 'CHILD',
  CMND: '12345678',
}
const rowOf = (changes: Readonly<Record<string, string>> = {}) =>
  reader.read(wanted.map((column) => ({ ...good, ...changes })[column] ?? ''))
const faultsOf = (changes: Readonly<Record<string, string>>) =>
  rowOf(changes).faults.map(({ field, reason, blocking }) => `${field} ${reason}${blocking ? ' !' : ''}`)

describe('a row', () => {
  test('becomes a DC01 and then the register’s words, in whatever letters it is written', () => {
    const row = rowOf()
    expect(row.faults.filter(({ blocking }) => blocking)).toEqual([])
    const staged = stagePerson(row, reader.definition, units)
    expect(staged).toMatchObject({
      name: 'ĐỖ THỊ MỸ HƯỜNG',
      nameSearchKey: 'DO THI MY HUONG',
      nameTokenSetKey: 'DO HUONG MY THI',
      birthDate: '1990-02-15',
      sex: 'FEMALE',
      number: '001190000017',
      legacyNumber: '012345678',
      birthProvince: '001',
      birthRegistrationPlace: 'Xã Mẫu, Thành phố Hà Nội',
      unitCode: '00201',
      addressText: 'Số 1 Phố Mẫu, Phường Mẫu Một, Thành phố Hà Nội',
      missing: ['placeOfOrigin', 'religion'],
    })
    const decomposed = rowOf({ HO: 'Ðỗ Thị'.normalize('NFD'), TEN: ' mỹ  hường\u200B' })
    const other = stagePerson(decomposed, reader.definition, units)
    expect(other && staged && contentOf(other)).toBe(staged && contentOf(staged))
  })

  test.each([
    [{ NS: '31/02/1990' }, 'birthDate DATE_ILLEGAL !'],
    [{ NS: '1990-02-15' }, 'birthDate DATE_ILLEGAL !'],
    [{ NS: '15/02/2090' }, 'birthDate DATE_IN_FUTURE !'],
    [{ NS: '' }, 'birthDate ANSWER_MISSING !'],
    [{ GT: '2' }, 'sex CODE_UNKNOWN !'],
    [{ GT: '' }, 'sex ANSWER_MISSING !'],
    [{ DT: '03' }, 'ethnicity CODE_UNKNOWN !'],
    [{ DT: '' }, 'ethnicity ANSWER_MISSING'],
    [{ SO: '1234' }, 'number DIGITS_ILLEGAL !'],
    [{ SO: '001290000017' }, 'number NUMBER_BIRTH_YEAR_DIFFERS'],
    [{ MA: ' ' }, ' KEY_MISSING !'],
    [{ XA: '999' }, 'unit UNIT_UNKNOWN !'],
    [{ XA: '' }, 'unit UNIT_UNKNOWN !'],
    [{ TEN: 'H¦êng' }, 'name WRONG_ENCODING !'],
    [{ CHA: 'Nguyeãn Vaên A' }, 'father.name WRONG_ENCODING !'],
    [{ HN: 'SINGLE', VC: 'Trần Văn Thử' }, 'spouse SINGLE_WITH_SPOUSE !'],
    [{ CMND: '1234567890' }, 'legacyNumber DIGITS_ILLEGAL !'],
  ] as const)('with %j: %s', (changes, expected) => {
    expect(faultsOf(changes)).toContain(expected)
  })

  test('gets back the zeros that a spreadsheet has taken from a number', () => {
    expect(rowOf({ CMND: '1234' }).legacyNumber).toBe('000001234')
  })

  test('“không rõ” by the locality’s code is an answer that stays to be found out', () => {
    const row = rowOf({ DT: '99' })
    expect(row.answers['ethnicity']).toEqual({ type: 'UNKNOWN' })
    expect(stagePerson(row, reader.definition, units)).toMatchObject({
      ethnicity: 'Không rõ',
      missing: ['placeOfOrigin', 'ethnicity', 'religion'],
    })
  })

  test('has the answers, faults and score that the form itself would give', () => {
    const on = parseCalendarDate('2026-01-01')
    const form = formDefinition('DC01', on)
    const cell = (...values: readonly string[]) => fc.constantFrom(...values)
    const cells = fc.record({
      HO: cell('Đỗ Thị', 'Y', ''),
      TEN: cell('Mẫu', 'Mẫu 2', 'Blăng'),
      NS: cell('15/02/1990', '1990', '30/02/1990', '01/01/2020', ''),
      SO: cell('001190000017', '001090000017', '123456789', '12', ''),
      HN: cell('SINGLE', 'MARRIED', 'X', 'Không rõ', ''),
      KS: cell('Xã Mẫu, Thành phố Hà Nội', 'Xã A, Huyện B, Tỉnh Hà Nam', 'Hà Nội', ''),
      NHA: cell('Số 1', '#', ''),
      CHA: cell('Đỗ Văn Mẫu', 'Đỗ 1', ''),
      VC: cell('Trần Thử', ''),
      VC_SO: cell('001190000017', '1', ''),
      QH: cell('CHILD', 'HEAD', 'OTHER', ''),
    })
    fc.assert(
      fc.property(cells, (changes) => {
        const row = rowOf(changes)
        const all = { ...good, ...changes }
        const expected = validateForm(form, answersOf(all), on)
        expect(row.answers).toEqual(expected.answers)
        expect(row.score).toBe(expected.score)
        const told = (one: { field: string; part?: string | null; rule?: string; reason?: string }) =>
          `${one.part ? `${one.field}.${one.part}` : one.field} ${one.rule ?? one.reason}`
        expect(row.faults.map(told)).toEqual(expected.faults.map(told))
      }),
      { numRuns: 500 },
    )
  })
})

/** The same row as a person would key it. */
function answersOf(row: Readonly<Record<string, string | undefined>>) {
  const parts = (row['KS'] ?? '').split(',').toReversed()
  const levels = parts.length > 2 ? ['province', 'district', 'commune'] : ['province', 'commune']
  const relative = (name: string) => ({ name: row[name] ?? '', number: row[`${name}_SO`] ?? '' })
  const [day, month, year] = (row['NS'] ?? '').split('/')
  return {
    name: `${row['HO']} ${row['TEN']}`,
    birthDate: year === undefined ? day : `${year}-${month}-${day}`,
    sex: 'FEMALE',
    number: row['SO'],
    maritalStatus: row['HN'],
    ethnicity: 'Kinh',
    nationality: 'VN',
    birthRegistrationPlace: Object.fromEntries(parts.map((part, i) => [levels[i] ?? 'house', part])),
    permanentAddress: { province: 'Thành phố Hà Nội', commune: 'Phường Mẫu Một', house: row['NHA'] },
    father: relative('CHA'),
    mother: relative('ME'),
    spouse: relative('VC'),
    head: relative('CH'),
    relationToHead: row['QH'],
  }
}

describe('a profile', () => {
  const faultOf = (changes: object) => mappingProfileSchema.safeParse({ ...definition, ...changes }).success
  test.each([
    [{ target: 'SOMETHING' }],
    [{ asOf: '2026-02-30' }],
    [{ key: [] }],
    [{ unit: { code: { column: 'A', constant: 'B' } } }],
    [{ unit: { code: {} } }],
    [{ fields: { ...definition.fields, shoeSize: { column: 'A' } } }],
    [{ fields: { ...definition.fields, birthDate: { column: 'A', dates: ['MM/dd/yy'] } } }],
    [{ format: { kind: 'CSV', delimiter: '::' } }],
    [{ encoding: 'EBCDIC' }],
  ])('with %j is refused', (changes) => expect(faultOf(changes)).toBe(false))

  test('asks for each of its columns once', () => {
    expect(new Set(wanted).size).toBe(wanted.length)
    expect(wanted).toContain('CHA_SO')
  })
})
