import { expect, test } from 'vitest'
import { unitTree } from '../citizen/administrative-units.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { demoSuccessions, demoUnits } from '../synthetic/places.ts'
import { unitOfAddress } from './unit-of-address.ts'

const tree = unitTree(demoUnits, demoSuccessions)
const today = '2026-03-02' as CalendarDate
const before = '2024-03-02' as CalendarDate
const found = (province: string, commune: string | null = null, on = today) => {
  const answer = unitOfAddress(tree, { province, commune }, on)
  return answer && [answer.unit.code, answer.exact]
}

test.each([
  ['Thành phố Hà Nội', 'Phường Mẫu Một', '00002'],
  ['hà nội', 'mẫu một', '00002'],
  ['TP. Hà Nội', 'P. Mẫu Một', '00002'],
  ['Tỉnh Tuyên Quang', 'Xã Mẫu Ba', '00689'],
  // The commune of before 2025 under its own province, and under the one of today.
  ['Tỉnh Hà Giang', 'Xã Thử Tư', '00689'],
  ['Tỉnh Tuyên Quang', 'Xã Thử Tư', '00689'],
])('%s, %s is unit %s today', (province, commune, code) => {
  expect(found(province, commune)).toEqual([code, true])
})

test('an address of before the merger, on a day before it, is the commune of then', () => {
  expect(found('Tỉnh Hà Giang', 'Xã Thử Tư', before)).toEqual(['00690', true])
})

test('a commune that the province does not have leaves the province', () => {
  expect(found('Hà Nội', 'Xã Không Có')).toEqual(['01', false])
  expect(found('Hà Nội', 'Phường Mẫu Tư')).toEqual(['01', false])
  expect(found('Tỉnh Hà Giang')).toEqual(['08', false])
})

test('a province that there is not, or none, is nothing', () => {
  expect(found('Tỉnh Không Có', 'Phường Mẫu Một')).toBeNull()
  expect(unitOfAddress(tree, {}, today)).toBeNull()
})

test('a commune without its province is told where only one has the name', () => {
  expect(unitOfAddress(tree, { commune: 'Phường Mẫu Một' }, today)?.unit.code).toBe('00002')
})

test('a wrong district is not passed over', () => {
  const written = { province: 'Hà Nội', district: 'Quận Không Có', commune: 'Phường Thử Một' }
  expect(unitOfAddress(tree, written, before)).toMatchObject({ unit: { code: '01' }, exact: false })
  const right = { ...written, district: 'Quận Thử Một' }
  expect(unitOfAddress(tree, right, before)).toMatchObject({ unit: { code: '00003' }, exact: true })
})
