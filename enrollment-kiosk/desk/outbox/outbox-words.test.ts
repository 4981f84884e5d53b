import { expect, test } from 'vitest'
import { sentPercent } from './outbox-words.ts'

test.each([
  [0, 1000, 0],
  [555, 1000, 55],
  [999, 1000, 99],
  [1_999_999, 2_000_000, 99],
  [1000, 1000, 100],
  [0, 0, 0],
])('%i of %i bytes are %i %%', (sent, bytes, percent) => {
  expect(sentPercent({ sent, bytes })).toBe(percent)
})
