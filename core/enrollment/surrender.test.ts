import { expect, test } from 'vitest'
import { handlingsOf, isNumberOf } from './surrender.ts'

test('a legible CMND stays with its holder until delivery, and is cut at once where the card goes by post', () => {
  expect(handlingsOf('CMND9', 'PICKUP')[0]).toBe('KEPT_UNTIL_DELIVERY')
  expect(handlingsOf('CMND9', 'POST')[0]).toBe('CORNER_CUT')
  expect(handlingsOf('CMND9', 'POST')).not.toContain('KEPT_UNTIL_DELIVERY')
})

test('every other card is collected, or was lost', () => {
  for (const kind of ['CMND12', 'CCCD_BARCODE', 'CCCD_CHIP', 'CC_2024'] as const)
    expect(handlingsOf(kind, 'PICKUP')).toEqual(['COLLECTED', 'LOST'])
})

test('a number has as many digits as cards of its kind', () => {
  expect(isNumberOf({ kind: 'CMND9', number: '012345678', handling: 'COLLECTED' })).toBe(true)
  expect(isNumberOf({ kind: 'CCCD_CHIP', number: '012345678', handling: 'COLLECTED' })).toBe(false)
})
