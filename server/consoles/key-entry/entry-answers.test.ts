import { expect, test } from 'vitest'
import { boxesOf, dateFromBoxes, toggleUnknown, withAnswer, withPart } from './entry-answers.ts'

test('an emptied field is absent, "không rõ" is an answer', () => {
  const typed = withAnswer({}, 'religion', 'Không')
  expect(withAnswer(typed, 'religion', '')).toEqual({})
  expect(withAnswer(typed, 'religion', toggleUnknown('Không'))).toEqual({ religion: { unknown: true } })
  expect(toggleUnknown({ unknown: true })).toBeUndefined()
})

test('a part of an address replaces "không rõ" of the whole, and the last part that goes empties the field', () => {
  const one = withPart({ unknown: true }, 'province', 'Hà Nội')
  expect(one).toEqual({ province: 'Hà Nội' })
  expect(withPart(one, 'commune', { unknown: true })).toEqual({
    province: 'Hà Nội',
    commune: { unknown: true },
  })
  expect(withPart(one, 'province', '')).toBeUndefined()
})

test.each([
  ['15021990', '15/02/1990'],
  ['00021990', '00/02/1990'],
  ['021990', '02/1990'],
  ['1990', '1990'],
  ['150', '150'],
  ['', ''],
])('boxes %s are the date "%s", and stand there again', (digits, date) => {
  expect(dateFromBoxes(digits)).toBe(date)
  expect(boxesOf(date)).toBe(digits)
})
