import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { demoCommunes } from '../synthetic/places.ts'
import { syntheticHouseholds } from '../synthetic/population.ts'
import { type FormAnswers, unknownAnswer } from './answers.ts'
import { dc01Answers } from './test-answers.ts'
import { validateForm } from './validate.ts'
import { formDefinition } from './versions.ts'

const on = parseCalendarDate('2026-03-02')
const dc01 = formDefinition('DC01', on)
const dc02 = formDefinition('DC02', parseCalendarDate('2020-01-01'))

const validate = (overrides: FormAnswers = {}) => validateForm(dc01, dc01Answers(overrides), on)
const faultsOf = (overrides: FormAnswers) =>
  validate(overrides).faults.map(({ field, part, rule }) =>
    [field, part, rule].filter((one) => one !== null).join(' '),
  )

describe('a form that is filled in well', () => {
  test('has no faults and is complete', () => {
    expect(validate()).toMatchObject({ faults: [], score: 100 })
  })

  test('becomes typed answers: the name in capitals, the date by year first, Eth and loose marks put right', () => {
    const { answers } = validate({ name: 'Ðỗ  Thị Mỹ Hường'.normalize('NFD'), birthDate: '15.2.1990' })
    expect(answers['name']).toEqual({ type: 'TEXT', text: 'ĐỖ THỊ MỸ HƯỜNG' })
    expect(answers['birthDate']).toEqual({ type: 'DATE', date: '1990-02-15' })
    expect(answers['nationality']).toEqual({ type: 'CHOICE', choice: 'VN', written: null })
    expect(answers['father']).toEqual({
      type: 'PERSON',
      name: 'ĐỖ VĂN MẪU',
      number: '001060000011',
      nationality: 'Việt Nam',
    })
    expect(answers).not.toHaveProperty('currentAddress')
  })

  test.each([
    ['1950', '1950'],
    ['00/00/1950', '1950'],
    ['00/12/1950', '1950-12'],
    ['1950-12-01', '1950-12-01'],
  ])('may be of one born on "%s"', (typed, date) => {
    const { answers, faults } = validate({ birthDate: typed, number: null })
    expect([answers['birthDate'], faults]).toEqual([{ type: 'DATE', date }, []])
  })

  test('takes the nine digits of an old card, and blanks between digits', () => {
    expect(validate({ number: '012 345 678' }).answers['number']).toEqual({
      type: 'DIGITS',
      digits: '012345678',
    })
  })

  test('names another country beside its box', () => {
    const { answers, faults } = validate({ nationality: { choice: 'OTHER', written: 'Lào' } })
    expect([answers['nationality'], faults]).toEqual([
      { type: 'CHOICE', choice: 'OTHER', written: 'Lào' },
      [],
    ])
  })
})

describe('empty and unknown', () => {
  test('are two things', () => {
    expect(faultsOf({ ethnicity: '  ' })).toEqual(['ethnicity ANSWER_MISSING'])
    for (const answer of [unknownAnswer, 'Không rõ', 'KHÔNG BIẾT']) {
      const { answers, faults } = validate({ ethnicity: answer })
      expect([answers['ethnicity'], faults]).toEqual([{ type: 'UNKNOWN' }, []])
    }
  })

  test('an unknown item counts for half, an empty one for nothing', () => {
    const [full, unknown, empty] = [validate(), validate({ mother: unknownAnswer }), validate({ mother: {} })]
    expect(full.score).toBeGreaterThan(unknown.score)
    expect(unknown.score).toBeGreaterThan(empty.score)
  })

  test('nobody has an unknown name', () => {
    expect(faultsOf({ name: 'không rõ' })).toEqual(['name UNKNOWN_NOT_ACCEPTED'])
  })

  test('a part of an address may be unknown', () => {
    const { answers, faults } = validate({ placeOfOrigin: { province: 'Hà Nội', commune: 'không rõ' } })
    expect([answers['placeOfOrigin'], faults]).toEqual([
      { type: 'ADDRESS', parts: { province: 'Hà Nội', commune: null } },
      [],
    ])
  })
})

describe('what cannot be', () => {
  test.each<[string, FormAnswers]>([
    ['name NAME_ILLEGAL', { name: 'NguyÔn V¨n B×nh' }],
    ['name NAME_ILLEGAL', { name: 'Nguyễn 2' }],
    ['name TEXT_TOO_LONG', { name: 'A'.repeat(500) }],
    ['name ANSWER_SHAPE', { name: 7 }],
    ['birthDate DATE_ILLEGAL', { birthDate: '30/02/1990' }],
    ['birthDate DATE_ILLEGAL', { birthDate: `15/02/1990${' '.repeat(60)}x` }],
    ['number DIGITS_ILLEGAL', { number: `001190000017${' '.repeat(60)}x` }],
    ['birthDate DATE_IN_FUTURE', { birthDate: '03/03/2026', number: '' }],
    ['number DIGITS_ILLEGAL', { number: '00119000001' }],
    ['sex CHOICE_ILLEGAL', { sex: 'BOTH', number: '' }],
    ['sex CHOICE_SEVERAL', { sex: ['MALE', 'FEMALE'] }],
    ['nationality written PART_MISSING', { nationality: 'OTHER' }],
    ['nationality written CHOICE_SEVERAL', { nationality: { choice: 'VN', written: 'Lào' } }],
    ['permanentAddress commune PART_MISSING', { permanentAddress: { province: 'Hà Nội' } }],
    [
      'permanentAddress street TEXT_ILLEGAL',
      { permanentAddress: { province: 'Hà Nội', commune: 'Ba Đình', street: '|' } },
    ],
    ['permanentAddress ANSWER_SHAPE', { permanentAddress: 'Hà Nội' }],
    ['father name PART_MISSING', { father: { number: '001060000011' } }],
    ['father number DIGITS_ILLEGAL', { father: { name: 'Đỗ Văn Mẫu', number: '1' } }],
    ['income FIELD_NOT_ON_FORM', { income: '1' }],
  ])('%s', (fault, answers) => {
    expect(faultsOf(answers)).toEqual([fault])
  })

  test('a district is at least a question since 01/07/2025, and was required before', () => {
    const place = { province: 'Hà Nội', district: 'Quận Ba Đình', commune: 'Phường Ngọc Hà' }
    expect(faultsOf({ placeOfOrigin: place })).toEqual(['placeOfOrigin district PART_NOT_ON_FORM'])
    const before = formDefinition('DC01', parseCalendarDate('2018-01-01'))
    const places = { birthRegistrationPlace: place, permanentAddress: place }
    const { faults } = validateForm(before, dc01Answers(places), on)
    expect(faults.map(({ field, part }) => [field, part])).toEqual([['placeOfOrigin', 'district']])
  })

  test('is told with the item, never with what was written', () => {
    const [fault] = validate({ name: 'Nguyễn 2' }).faults
    expect(fault).toMatchObject({ fault: 'ILLEGAL', severity: 'BLOCKING' })
    expect(fault?.text.vi).toMatch(/^Mục 1\. Họ, chữ đệm và tên khai sinh: /)
    expect(JSON.stringify(fault)).not.toContain('Nguyễn')
  })
})

describe('answers against each other', () => {
  test.each<[string, FormAnswers]>([
    ['number NUMBER_SEX_DIFFERS', { sex: 'MALE' }],
    ['number NUMBER_BIRTH_YEAR_DIFFERS', { birthDate: '1991' }],
    [
      'number NUMBER_BIRTH_PLACE_DIFFERS',
      { birthRegistrationPlace: { province: 'Tỉnh Cà Mau', commune: 'Xã Mẫu' } },
    ],
    ['spouse SINGLE_WITH_SPOUSE', { maritalStatus: 'SINGLE' }],
    ['mother NUMBER_OF_ANOTHER', { mother: { name: 'Lê Thị Mẫu', number: '001190000017' } }],
    ['father PARENT_SEX_DIFFERS', { father: { name: 'Đỗ Văn Mẫu', number: '001160000011' } }],
    ['head HEAD_IS_ANOTHER', { relationToHead: 'HEAD' }],
  ])('%s', (fault, answers) => {
    expect(faultsOf(answers)).toContain(fault)
  })

  test('take nothing from completeness', () => {
    expect(validate({ sex: 'MALE', maritalStatus: 'SINGLE' }).score).toBe(100)
  })

  test('a married person without a spouse is asked for one, unless the spouse is unknown', () => {
    expect(faultsOf({ spouse: null })).toEqual(['spouse SPOUSE_MISSING'])
    expect(faultsOf({ spouse: unknownAnswer })).toEqual([])
  })

  test('a name of a province that fits under either of its codes is no contradiction', () => {
    const place = { province: 'Bắc Ninh', commune: 'Xã Mẫu' }
    for (const number of ['027190000017', '024190000017']) {
      expect(faultsOf({ number, birthRegistrationPlace: place })).toEqual([])
    }
  })

  test('a child under 14 without anybody needs a representative, and is too young to be married', () => {
    const alone = { birthDate: '01/01/2020', number: '', father: unknownAnswer, mother: unknownAnswer }
    expect(faultsOf(alone)).toEqual(['maritalStatus MARRIED_YOUNG', 'representative REPRESENTATIVE_MISSING'])
  })

  test('the head of a household names himself', () => {
    expect(
      faultsOf({ relationToHead: 'HEAD', head: { name: 'ĐỖ THỊ MỸ HƯỜNG', number: '001190000017' } }),
    ).toEqual([])
  })
})

describe('a correction', () => {
  const unit = { province: 'Hà Nội', district: 'Ba Đình', commune: 'Ngọc Hà' }
  const identity = {
    name: 'Đỗ Thị Mỹ Hường',
    birthDate: '15/02/1990',
    sex: 'FEMALE',
    number: '001190000017',
    permanentAddress: unit,
  }
  const row = { item: 'ethnicity', before: 'Kinh', after: 'Tày', evidence: 'Giấy khai sinh số 1' }
  const correct = (...changes: unknown[]) => validateForm(dc02, { ...identity, changes }, on)

  test('reads what is right by the field of the collection form', () => {
    const { answers, faults, score } = correct(
      row,
      {},
      { ...row, item: 'birthDate', before: '', after: '00/02/1990' },
    )
    expect([faults, score]).toEqual([[], 100])
    expect(answers['changes']).toMatchObject({
      changes: [
        { item: 'ethnicity', before: 'Kinh', after: { type: 'TEXT', text: 'Tày' } },
        { item: 'birthDate', before: null, after: { type: 'DATE', date: '1990-02' } },
      ],
    })
  })

  test.each<[string, string, unknown[]]>([
    ['PART_MISSING', '0.evidence', [{ ...row, evidence: '' }]],
    ['ANSWER_MISSING', '0.after', [{ ...row, after: '' }]],
    ['DATE_ILLEGAL', '0.after', [{ ...row, item: 'birthDate', after: '31/04/1990' }]],
    ['CHOICE_ILLEGAL', '0.item', [{ ...row, item: 'income' }]],
    ['CHANGED_TWICE', '1.item', [row, row]],
    ['NOTHING_CHANGED', '0.after', [{ ...row, before: 'TÀY'.normalize('NFD') }]],
  ])('%s at %s', (rule, part, changes) => {
    expect(correct(...changes).faults).toMatchObject([{ field: 'changes', part, rule }])
  })

  test('without a change is none', () => {
    expect(correct().faults).toMatchObject([{ field: 'changes', rule: 'ANSWER_MISSING' }])
  })
})

const key = fc.constantFrom(...dc01.fields.map(({ id }) => id), '__proto__', 'province', 'name')
const anything = fc.dictionary(key, fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: 'binary' })))

describe('always', () => {
  test('whatever is answered is judged, never thrown at', () => {
    fc.assert(
      fc.property(anything, (answers) => {
        for (const definition of [dc01, dc02]) {
          const { score, faults } = validateForm(definition, answers, on)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100)
          for (const { text } of faults) expect(text.vi).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })

  test('one answer less is never more complete, and its lack is told where it is required', () => {
    fc.assert(
      fc.property(
        fc.subarray(dc01.fields.map(({ id }) => id)),
        fc.constantFrom(...dc01.fields),
        (left, field) => {
          const without = (ids: readonly string[]) =>
            validate(Object.fromEntries(ids.map((id) => [id, null])))
          const more = without(left)
          const less = without([...left, field.id])
          expect(less.score).toBeLessThanOrEqual(more.score)
          const told = less.faults.some((one) => one.field === field.id && one.rule === 'ANSWER_MISSING')
          expect(told).toBe(field.required)
        },
      ),
    )
  })

  test('composition of the letters and Eth make no difference', () => {
    const garbled = JSON.stringify(dc01Answers()).normalize('NFD').replaceAll('Đ', 'Ð')
    expect(validateForm(dc01, JSON.parse(garbled) as FormAnswers, on)).toEqual(validate())
  })

  test('people of a synthetic registry have no illegal answers', () => {
    const plan = { seed: 'forms', residents: 300, on, units: demoCommunes }
    for (const { members } of syntheticHouseholds(plan)) {
      for (const person of members) {
        const { name, birthDate, sex, number, ethnicity, religion } = person
        const { faults } = validate({ name, birthDate, sex, number, ethnicity, religion })
        const illegal = faults.filter(({ fault }) => fault === 'ILLEGAL')
        expect(illegal).toEqual([])
      }
    }
  })
})
