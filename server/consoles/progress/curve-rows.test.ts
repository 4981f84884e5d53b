import { expect, test } from 'vitest'
import { curveRows } from './curve-rows.ts'

const point = (on: string, returned: number) => ({ on, counts: { returned, scanned: 0, loaded: 0 } })

test('equal distances are equal times: a day without figures keeps its place', () => {
  expect(curveRows([point('2026-02-27', 1), point('2026-03-02', 5)], [])).toEqual([
    { label: '27/02/2026', values: [1, 0, 0] },
    { label: '28/02/2026', values: [] },
    { label: '01/03/2026', values: [] },
    { label: '02/03/2026', values: [5, 0, 0] },
  ])
})

test('reaches until a deadline that is near, not until one of next year', () => {
  const rows = curveRows([point('2026-03-02', 5)], ['2026-03-04', '2027-03-04', '2026-01-01'])
  expect(rows.map(({ label }) => label)).toEqual(['02/03/2026', '03/03/2026', '04/03/2026'])
})

test('without any figures there is no curve', () => {
  expect(curveRows([], ['2026-03-04'])).toEqual([])
})
