import { describe, expect, test } from 'vitest'
import { fingerLikeness } from './finger-bands.ts'

const each = (fingers: number, score: number) => Array.from({ length: fingers }, () => score)

describe('the band of finger scores', () => {
  test.each([
    [1, 40],
    [2, 40],
    [3, 39],
    [4, 38],
    [10, 30],
  ])('begins for %i fingers at %i each', (fingers, score) => {
    expect(fingerLikeness(each(fingers, score))).toBe('UNCERTAIN')
    expect(fingerLikeness(each(fingers, score - 2))).toBe('STRANGER')
  })

  test('holds the highest sums seen of strangers below it, and the lowest of four and more own fingers above', () => {
    for (const [fingers, highest] of [
      [4, 81.1],
      [6, 101.7],
      [8, 131.4],
      [10, 148],
    ] as const)
      expect(fingerLikeness(each(fingers, highest / fingers))).toBe('STRANGER')
    for (const [fingers, lowest] of [
      [4, 216.8],
      [6, 567.1],
      [8, 892.3],
      [10, 1212.5],
    ] as const)
      expect(fingerLikeness(each(fingers, lowest / fingers))).not.toBe('STRANGER')
  })

  test('takes two fingers that are surely the same for enough, though eight others are not', () => {
    expect(fingerLikeness([...each(8, 6), 60, 60])).toBe('UNCERTAIN')
    expect(fingerLikeness([...each(8, 6), 60, 59])).toBe('STRANGER')
    expect(fingerLikeness([...each(8, 6), 99])).toBe('STRANGER')
  })

  test('takes one finger beyond any doubt for enough: it may have been lent', () => {
    expect(fingerLikeness([...each(9, 6), 100])).toBe('UNCERTAIN')
  })

  test('calls what lies far above likely, and never more than that', () => {
    expect(fingerLikeness(each(10, 60))).toBe('LIKELY')
    expect(fingerLikeness(each(10, 500))).toBe('LIKELY')
  })

  test('says nothing of persons without a finger in common', () => {
    expect(fingerLikeness([])).toBe('STRANGER')
  })
})
