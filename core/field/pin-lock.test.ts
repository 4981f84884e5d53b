import { expect, test } from 'vitest'
import { afterWrongPin, isPinAcceptable, openLock, triesLeft, waitBeforePin } from './pin-lock.ts'

const minute = 60_000

test('four wrong PINs cost nothing, the fifth a minute, further ones longer, an hour at most', () => {
  const now = 1_000_000
  const waits: number[] = []
  let lock = openLock
  for (let i = 0; i < 10; i++) {
    lock = afterWrongPin(lock, now)
    waits.push(waitBeforePin(lock, now) / minute)
  }
  expect(waits).toEqual([0, 0, 0, 0, 1, 5, 15, 60, 60, 60])
})

test('a pause ends by itself, and the next wrong PIN brings the longer one', () => {
  const lock = { failures: 5, lockedUntil: 5000 }
  expect(waitBeforePin(lock, 4000)).toBe(1000)
  expect(waitBeforePin(lock, 5000)).toBe(0)
  expect(afterWrongPin(lock, 5000)).toEqual({ failures: 6, lockedUntil: 5000 + 5 * minute })
})

test('the tries left are told, at least the one at hand', () => {
  expect([openLock, { failures: 4, lockedUntil: 0 }, { failures: 9, lockedUntil: 0 }].map(triesLeft)).toEqual(
    [5, 1, 1],
  )
})

test.each([
  ['482913', true],
  ['mật khẩu dài', true],
  ['48291', false],
  ['111111', false],
  ['121212', false],
  [' 482913', false],
])('"%s" as a PIN: %s', (pin, expected) => {
  expect(isPinAcceptable(pin)).toBe(expected)
})
