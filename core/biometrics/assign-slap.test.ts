import { expect, test } from 'vitest'
import { assignSlap, SlapFingersDiffer } from './assign-slap.ts'

const none = new Map<number, never>()

test('the fingers of a whole hand lie as the picture shows them', () => {
  expect(assignSlap(13, 4, none)).toEqual([2, 3, 4, 5])
  expect(assignSlap(14, 4, none)).toEqual([10, 9, 8, 7])
  expect(assignSlap(15, 2, none)).toEqual([6, 1])
})

test('a missing finger is told by its exception, never guessed', () => {
  expect(() => assignSlap(13, 3, none)).toThrow(SlapFingersDiffer)
  expect(assignSlap(13, 3, new Map([[3, 'AMPUTATED']]))).toEqual([2, 4, 5])
  expect(() => assignSlap(13, 2, new Map([[3, 'AMPUTATED']]))).toThrow(SlapFingersDiffer)
})

test('a finger recorded as amputated does not lie on the glass; a worn one may', () => {
  expect(() => assignSlap(13, 4, new Map([[3, 'AMPUTATED']]))).toThrow(SlapFingersDiffer)
  expect(assignSlap(13, 4, new Map([[3, 'WORN']]))).toEqual([2, 3, 4, 5])
  expect(assignSlap(13, 3, new Map([[3, 'WORN']]))).toEqual([2, 4, 5])
})

test('the refusal says how many were seen and what to do, and names nobody', () => {
  const refused = new SlapFingersDiffer(14, { expected: 4, found: 3 })
  expect(refused.text.vi).toContain('chỉ thấy 3 trên 4 ngón')
  expect(refused.facts).toEqual({ position: 14, expected: 4, found: 3 })
})
