import { describe, expect, test } from 'vitest'
import { parseCalendarDate, parsePartialDate } from '../dates/calendar-date.ts'
import { decidingUnit } from './competence.ts'

const commune = { code: '00004', level: 3 }
const district = { code: '001', level: 2 }
const province = { code: '01', level: 1 }
const file = (on: string, born: string) =>
  ({ kind: 'FIRST_ISSUE', birthDate: parsePartialDate(born), on: parseCalendarDate(on) }) as const

describe('the office that decides', () => {
  test.each([
    ['a district’s own file in 2022', [district, province], file('2022-03-01', '2000-01-01'), district],
    [
      'a commune’s file in 2022 goes to the district',
      [commune, district, province],
      file('2022-03-01', '2000-01-01'),
      district,
    ],
    ['a commune’s child', [commune, province], file('2026-03-02', '2012-03-03'), commune],
    [
      'a commune’s file of fourteen goes to the province',
      [commune, province],
      file('2026-03-02', '2012-03-02'),
      province,
    ],
    ['a child whom the province received', [province], file('2026-03-02', '2020-01-01'), province],
  ] as const)('%s', (_what, upwards, asked, expected) => {
    expect(decidingUnit([...upwards], asked)).toBe(expected)
  })

  test('a paper is given where it is asked for', () => {
    const asked = { ...file('2026-03-02', '1990-01-01'), kind: 'EXTRACT' } as const
    expect(decidingUnit([commune, province], asked)).toBe(commune)
  })
})
