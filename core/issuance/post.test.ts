import { expect, test } from 'vitest'
import { postObstacle } from './post.ts'

const file = { flags: [], biometricsFromId: null, delivery: 'POST', surrendered: [] } as const
const oldCmnd = (handling: 'KEPT_UNTIL_DELIVERY' | 'CORNER_CUT') => [
  { kind: 'CMND9', number: '123456789', handling } as const,
]
const codeOf = (changes: object) => postObstacle({ ...file, ...changes })?.code ?? null

test('a card goes by post where that was asked for, the old CMND was cut and the fingers were seen', () => {
  expect(codeOf({})).toBeNull()
  expect(codeOf({ surrendered: oldCmnd('CORNER_CUT') })).toBeNull()
  expect(codeOf({ delivery: 'PICKUP' })).toBe('NOT_ASKED_FOR')
  expect(codeOf({ delivery: null })).toBe('NOT_ASKED_FOR')
  expect(codeOf({ surrendered: oldCmnd('KEPT_UNTIL_DELIVERY') })).toBe('OLD_CARD_NOT_CUT')
})

test('never where nobody has seen the fingers to be the applicant’s own', () => {
  expect(codeOf({ flags: ['FINGERS_UNLIKE_EARLIER'] })).toBe('FINGERS_UNLIKE_EARLIER')
  expect(codeOf({ flags: ['FINGERS_SWAPPED'] })).toBe('FINGERS_SWAPPED')
  expect(codeOf({ biometricsFromId: 'an earlier file' })).toBe('BIOMETRICS_REUSED')
  expect(codeOf({ flags: ['MINOR', 'UNDER_6'] })).toBeNull()
})
