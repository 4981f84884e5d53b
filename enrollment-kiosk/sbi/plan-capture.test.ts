import { expect, test } from 'vitest'
import { SbiRefused } from './error-codes.ts'
import { bioSchema } from './messages.ts'
import { planCapture } from './plan-capture.ts'

const bioOf = (fields: object) =>
  bioSchema.parse({ type: 'Finger', deviceId: 'finger-registration', ...fields })
const positions = (fields: object) => planCapture('Finger', bioOf(fields)).map(({ position }) => position)

function codeOf(act: () => unknown): number | null {
  try {
    act()
    return null
  } catch (error) {
    return error instanceof SbiRefused ? error.number : null
  }
}

test('fingers are taken in the order in which they are named, numbers may be texts', () => {
  expect(positions({ count: '2', bioSubType: ['Left Thumb', 'Right IndexFinger'] })).toEqual([6, 2])
})

test('a sub-id stands for a hand, or for the thumbs; exceptions are left out', () => {
  expect(positions({ count: 4, deviceSubId: '1' })).toEqual([7, 8, 9, 10])
  expect(positions({ count: 3, deviceSubId: 2, exception: ['Right MiddleFinger'] })).toEqual([2, 4, 5])
  expect(positions({ count: 2, deviceSubId: '3' })).toEqual([6, 1])
})

test('fingers that nobody names have no position', () => {
  expect(planCapture('Finger', bioOf({ count: 2 }))).toEqual([
    { position: 0, subtype: 'UNKNOWN' },
    { position: 0, subtype: 'UNKNOWN' },
  ])
})

test.each([
  [{ count: 1, bioSubType: ['Left Thumb', 'Right Thumb'] }, 113],
  [{ count: 2, bioSubType: ['Left Thumb', 'Left Thumb'] }, 113],
  [{ count: 1, bioSubType: ['Left Thumb'], exception: ['Left Thumb'] }, 113],
  [{ count: 5, deviceSubId: 1 }, 109],
  [{ count: 0 }, 109],
  [{ count: 1.5 }, 109],
])('%j is refused', (fields, code) => {
  expect(codeOf(() => positions(fields))).toBe(code)
})

test('of a face there is one', () => {
  expect(planCapture('Face', bioOf({ count: 1, exception: ['Left Thumb'] }))).toHaveLength(1)
  expect(codeOf(() => planCapture('Face', bioOf({ count: 2 })))).toBe(109)
})
