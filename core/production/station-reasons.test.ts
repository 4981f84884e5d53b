import { expect, test } from 'vitest'
import { stationReasonText, whereToLook } from './station-reasons.ts'

test('a code that has no words is shown as it is, whatever a station makes of it', () => {
  expect(stationReasonText('RIBBON_OUT')?.vi).toMatch(/ruy/i)
  for (const code of ['A_WORD_OF_TOMORROW', 'constructor', '__proto__']) {
    expect(stationReasonText(code)).toBeNull()
    expect(whereToLook(code)).toEqual(whereToLook(null))
  }
  expect(whereToLook('JAM')).not.toEqual(whereToLook(null))
})
