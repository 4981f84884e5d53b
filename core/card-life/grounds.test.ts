import { expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { articleOn, groundsFor, measureKinds } from './grounds.ts'

const before = parseCalendarDate('2024-06-30')
const since = parseCalendarDate('2024-07-01')

test('a card issued wrongly or altered is revoked since the law of 2023 only', () => {
  expect(groundsFor('REVOKE', before)).toEqual(['LOST_NATIONALITY'])
  expect(groundsFor('REVOKE', since)).toEqual(['LOST_NATIONALITY', 'ISSUED_WRONGLY', 'ALTERED'])
  expect(articleOn('ALTERED', before)).toBeUndefined()
  expect(articleOn('ALTERED', since)).toBe('Luật Căn cước 2023, Điều 29 khoản 1 điểm c')
  expect(articleOn('LOST_NATIONALITY', before)).toBe('Luật Căn cước công dân 2014, Điều 28 khoản 1')
})

test('a death is the register’s word and no officer’s; a loss needs no article', () => {
  expect(groundsFor('REVOKE', since)).not.toContain('DEATH')
  expect(articleOn('LOST', since)).toBeNull()
})

test.each(measureKinds)('%s has a ground', (kind) => {
  expect(groundsFor(kind, since)).not.toEqual([])
})
