import { expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { merger, testUnits } from './test-units.ts'
import { rowUnits } from './units.ts'

const today = parseCalendarDate('2026-01-01')
const long = parseCalendarDate('2020-01-01')
const everywhere = rowUnits(testUnits, today, () => true)
const codeOf = (found: ReturnType<typeof everywhere.byCode>) =>
  typeof found === 'string' ? found : found.unit.code

test('a code of today is that unit, with the names of its levels', () => {
  expect(everywhere.byCode('00201', today)).toMatchObject({
    unit: { code: '00201' },
    names: { province: 'Thành phố Hà Nội', district: null, commune: 'Phường Mẫu Một' },
  })
})

test.each([
  ['00101', long, '00201'],
  ['00102', long, '00201'],
  // The code ended on the day of the merger: it stands for the unit that last had it.
  ['00101', today, '00201'],
  ['00103', long, 'UNIT_ABOLISHED'],
  ['00104', long, 'UNIT_ABOLISHED'],
  ['99999', long, 'UNIT_UNKNOWN'],
  ['00201', long, 'UNIT_UNKNOWN'],
  ['01', long, 'UNIT_UNKNOWN'],
] as const)('the code %s of %s is %s', (code, on, expected) => {
  expect(codeOf(everywhere.byCode(code, on))).toBe(expected)
})

test('on a day of the past the units of that day hold, with their district', () => {
  const then = rowUnits(testUnits, long, () => true)
  expect(then.byCode('00101', long)).toMatchObject({ names: { district: 'Quận Thử' } })
  expect(codeOf(then.byNames({ province: 'Hà Nội', district: 'Q. Thử', commune: 'P. thử hai' }))).toBe(
    'UNIT_UNKNOWN',
  )
  expect(codeOf(then.byNames({ province: 'TP Hà Nội', district: 'Thử', commune: 'phường thử hai' }))).toBe(
    '00102',
  )
})

test('names are found with or without types and accents', () => {
  expect(codeOf(everywhere.byNames({ province: 'ha noi', district: '', commune: 'Xa Mau Hai' }))).toBe(
    '00202',
  )
  expect(codeOf(everywhere.byNames({ province: 'Hà Nội', district: '', commune: 'Mẫu Chín' }))).toBe(
    'UNIT_UNKNOWN',
  )
})

test('a unit outside the area of the import is told so', () => {
  const none = rowUnits(testUnits, today, () => false)
  expect(none.byCode('00201', today)).toBe('UNIT_OUTSIDE')
  expect(merger > long).toBe(true)
})
