import { expect, test } from 'vitest'
import type { KioskReference } from '../../core/contracts/kiosk-day.ts'
import { unitsLike } from './units.ts'

const code = (number: number, digits: number) => String(number).padStart(digits, '0')
const words = ['An', 'Bình', 'Cẩm', 'Đông', 'Giang', 'Hòa', 'Khánh', 'Lộc', 'Mỹ', 'Phú', 'Tân', 'Xuân']

/** 34 provinces and 3.332 communes whose names share words, as the country's do. */
const reference: KioskReference = {
  on: '2026-03-02',
  centres: [],
  forecastDays: null,
  units: Array.from({ length: 34 }, (_, p) => p).flatMap((p) => [
    [code(p, 2), `Tỉnh Mẫu ${p}`, 'Tỉnh', 1, null] satisfies KioskReference['units'][number],
    ...Array.from({ length: 98 }, (__, c): KioskReference['units'][number] => [
      code(98 * p + c, 5),
      `${words[c % 12]} ${words[(c + p) % 12]} ${c}`,
      'Xã',
      3,
      code(p, 2),
    ]),
  ]),
}

test('a typed text finds its unit in less than 20 ms, one letter too', () => {
  const typed = ['x', 'b', 'binh dong 1', 'xuan', 'xa tan', 'khánh lộc 7', '00107', 'phu my mau 12', 'zzz']
  for (const text of typed) unitsLike(reference, text)
  const rounds = 90
  const { user, system } = process.cpuUsage()
  for (let i = 0; i < rounds; i++)
    expect(unitsLike(reference, typed[i % typed.length] ?? '').length).toBeLessThanOrEqual(50)
  // Of the processor: others on the same machine do not count.
  const used = process.cpuUsage({ user, system })
  const milliseconds = (used.user + used.system) / 1000 / rounds
  console.info(`units typeahead: ${milliseconds.toFixed(1)} ms of the processor a question`)
  expect(milliseconds).toBeLessThan(20)
})

test('the likeliest stands first, with the units above it', () => {
  expect(unitsLike(reference, '00107')[0]).toMatchObject({
    code: '00107',
    path: expect.stringContaining(', '),
  })
  expect(unitsLike(reference, 'tinh mau 12')[0]).toMatchObject({ name: 'Tỉnh Tỉnh Mẫu 12', level: 1 })
  expect(unitsLike(reference, 'zzz')).toEqual([])
  expect(unitsLike(null, 'binh')).toEqual([])
})
