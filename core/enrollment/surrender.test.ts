import { describe, expect, test } from 'vitest'
import { handlingsOf, isNumberOf, neglectedCard, oldCardsDue } from './surrender.ts'

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

describe('when the new card is handed over', () => {
  const cmnd = { kind: 'CMND9', number: '123456789' } as const
  const previous = { kind: 'CCCD_CHIP', number: '001190000001' } as const

  test('the CMND that stayed with its holder is cut or collected, and the card that is replaced is collected', () => {
    const due = oldCardsDue({ noted: [{ ...cmnd, handling: 'KEPT_UNTIL_DELIVERY' }], previous })
    expect(due).toEqual([
      { ...cmnd, handlings: ['CORNER_CUT', 'COLLECTED', 'LOST'] },
      { ...previous, handlings: ['COLLECTED', 'LOST'] },
    ])
    const cut = { ...cmnd, handling: 'CORNER_CUT' } as const
    expect(neglectedCard(due, [cut])).toMatchObject(previous)
    expect(neglectedCard(due, [{ ...cut, handling: 'KEPT_UNTIL_DELIVERY' }])).toMatchObject(cmnd)
    expect(neglectedCard(due, [cut, { ...previous, handling: 'CORNER_CUT' }])).toMatchObject(previous)
    expect(neglectedCard(due, [cut, { ...previous, handling: 'COLLECTED' }])).toBeNull()
  })

  test('what the desk took in or noted as lost is not asked for again', () => {
    expect(oldCardsDue({ noted: [{ ...previous, handling: 'LOST' }], previous })).toEqual([])
    expect(oldCardsDue({ noted: [{ ...cmnd, handling: 'CORNER_CUT' }], previous: null })).toEqual([])
  })
})
