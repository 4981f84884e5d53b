import { describe, expect, test } from 'vitest'
import { Brake } from './brake.ts'

const spoiled = (reason: string) => ({ end: 'spoiled', reason }) as const
const good = { end: 'stacked', reason: null } as const

function after(...results: readonly Parameters<Brake['note']>[0][]) {
  const brake = new Brake()
  for (const result of results) brake.note(result)
  return brake.stop
}

describe('a station', () => {
  test('stops after three cards in a row that failed the same way', () => {
    expect(after(spoiled('CHIP_LOST'), spoiled('CHIP_REFUSED'), spoiled('CHIP_LOST'))).toEqual({
      reason: 'CHIPS_FAIL',
      failure: 'CHIP_LOST',
      failures: 3,
    })
    expect(after(spoiled('JAM'), spoiled('RIBBON_ENDED'), spoiled('JAM'))).toMatchObject({
      reason: 'PRINTS_FAIL',
    })
    expect(after(spoiled('QR_NOT_FOUND'), spoiled('QR_MISMATCH'), spoiled('QR_NOT_FOUND'))).toMatchObject({
      reason: 'CARDS_UNREADABLE',
    })
  })

  test('goes on after two, after a good one between, and where each failed in another way', () => {
    expect(after(spoiled('JAM'), spoiled('JAM'))).toBeNull()
    expect(after(spoiled('JAM'), spoiled('JAM'), good, spoiled('JAM'))).toBeNull()
    expect(after(spoiled('JAM'), spoiled('CHIP_LOST'), spoiled('JAM'))).toBeNull()
  })

  test('counts no card that went back untouched', () => {
    const back = { end: 'ejected', reason: 'CARDS_OUT' } as const
    expect(after(back, back, back, back)).toBeNull()
  })
})
