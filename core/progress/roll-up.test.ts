import { describe, expect, test } from 'vitest'
import { unitTree, type UnitRecord } from '../citizen/administrative-units.ts'
import { mergerDate, provinceSuccessions, provinceUnits } from '../citizen/provinces.ts'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { type Counts, noCounts } from './counters.ts'
import { advanceOf, leagueOf } from './league.ts'
import { overdueUnits } from './overdue.ts'
import { allCounts, type Counted, noTotals, rollUp } from './roll-up.ts'
import { nation, unitPlaces } from './unit-places.ts'

const day = parseCalendarDate
const nowhere = { border: false, island: false, mountain: false, hardship: false }

function unit(code: string, level: number, parent: string, more: Partial<UnitRecord> = {}): UnitRecord {
  const period = { validFrom: day('2008-08-01'), validTo: mergerDate }
  return { code, name: `Mẫu ${code}`, type: 'Xã', level, parent, ...period, attributes: nowhere, ...more }
}

const since = { validFrom: mergerDate, validTo: null }
/**
 * Trà Vinh (84) with two districts until the merger; then Vĩnh Long (86). 29001 keeps its code and takes 29002 in; 29003 is
 * divided between two new communes; 29004 has no successor on record.
 */
const tree = unitTree(
  [
    ...provinceUnits(),
    unit('842', 2, '84'),
    unit('844', 2, '84'),
    unit('29001', 3, '842'),
    unit('29002', 3, '842'),
    unit('29003', 3, '844'),
    unit('29004', 3, '844'),
    unit('29001', 3, '86', since),
    unit('29007', 3, '86', since),
    unit('29008', 3, '86', since),
  ],
  [
    ...provinceSuccessions(),
    { from: '29001', to: '29001', on: mergerDate },
    { from: '29002', to: '29001', on: mergerDate },
    { from: '29003', to: '29007', on: mergerDate },
    { from: '29003', to: '29008', on: mergerDate },
  ],
)
const before = unitPlaces(tree, day('2020-08-20'))
const today = unitPlaces(tree, day('2026-03-02'))

describe('the place of a unit’s counts', () => {
  test.each([
    ['29001', '29001', 'a unit that stands'],
    ['29002', '29001', 'the unit that took it in'],
    ['29003', '86', 'the lowest unit above the parts of a divided one'],
    ['29004', '86', 'through the units above it, where it has no successor'],
    ['842', '86', 'a district, through its province'],
    ['84', '86', 'a merged province'],
    ['nowhere', nation, 'a code of no unit'],
  ])('of %s is %s today: %s', (code, place) => {
    expect(today.placeOf(code)).toBe(place)
  })

  test.each([
    ['29002', '29002', 'a unit of then'],
    ['29007', '29003', 'the unit that it came from'],
    ['96', '96', 'a province that kept its code'],
  ])('of %s is %s under the old tree: %s', (code, place) => {
    expect(before.placeOf(code)).toBe(place)
  })

  test('has 63 provinces below the nation before the merger, 34 after', () => {
    expect(before.childrenOf(nation)).toHaveLength(63)
    expect(today.childrenOf(nation)).toHaveLength(34)
    expect(before.childrenOf('84').map(({ code }) => code)).toEqual(['842', '844'])
    expect(today.childrenOf('86')).toHaveLength(3)
  })
})

const forms = (issued: number, returned: number): Counts => ({ ...noCounts, issued, returned })

function counted(changes: Partial<Counted> = {}): Counted {
  const one = ['29001', '29002', '29003', '29004'].map((code) => [code, forms(10, 8)] as const)
  return { forms: new Map(one), reports: new Map(), targets: new Map(), ...changes }
}

describe('the roll-up', () => {
  test('loses no form under either tree', () => {
    for (const places of [before, today]) {
      const totals = rollUp(counted(), places, nation)
      expect(totals.get(nation)?.own).toEqual(forms(40, 32))
    }
    expect(rollUp(counted(), before, '84').get('842')?.own).toEqual(forms(20, 16))
    expect(rollUp(counted(), today, '86').get('29001')?.own).toEqual(forms(20, 16))
  })

  test('adds targets of communes, and of those that a commune took in', () => {
    const targets = new Map([
      ['29001', 12],
      ['29002', 13],
      ['29003', 20],
    ])
    const totals = rollUp(counted({ targets }), today, nation)
    expect(totals.get('29001')?.target).toBe(25)
    expect(totals.get(nation)?.target).toBe(45)
    expect(rollUp(counted({ targets }), before, nation).get('842')?.target).toBe(25)
    expect(totals.get('01')?.target).toBeNull()
  })

  test('takes a target of a unit above for the whole of it', () => {
    const targets = new Map([
      ['29001', 12],
      ['842', 100],
    ])
    const totals = rollUp(counted({ targets }), before, nation)
    expect([totals.get('29001')?.target, totals.get('842')?.target, totals.get('84')?.target]).toEqual([
      12, 100, 100,
    ])
  })

  test('adds reports to own forms, but not those below a unit that reports for all of it', () => {
    const report = (returned: number, on = '2020-08-01') => ({
      on: day(on),
      counts: forms(returned, returned),
    })
    const reports = new Map([
      ['29001', report(5)],
      ['29003', report(7)],
      ['844', report(9)],
    ])
    const totals = rollUp(counted({ reports }), before, nation)
    expect(totals.get('29003')?.reported?.returned).toBe(7)
    expect(totals.get('844')?.reported?.returned).toBe(9)
    const province = totals.get('84') ?? noTotals
    expect(province.reported?.returned).toBe(14)
    expect(allCounts(province).returned).toBe(32 + 14)
  })

  test('lets a report of today end those of the units that its unit took in', () => {
    const report = (returned: number, on: string) => ({ on: day(on), counts: forms(returned, returned) })
    const both = (last: string) =>
      new Map([
        ['29001', report(5, last)],
        ['29002', report(6, '2020-08-01')],
      ])
    const returned = (last: string) =>
      rollUp(counted({ reports: both(last) }), today, nation).get('29001')?.reported?.returned
    expect(returned('2020-08-01')).toBe(11)
    expect(returned('2025-12-01')).toBe(5)
  })
})

const advance = (done: number, target: number | null) =>
  advanceOf({ ...noTotals, own: forms(done, done), target }, 'returned')

describe('the league', () => {
  test('gives equal written shares one rank, and leaves units without a target unranked at the end', () => {
    const rows = leagueOf(
      new Map([
        ['none', advance(5, null)],
        ['b', advance(98_90, 100_00)],
        ['c', advance(98_92, 100_00)],
        ['a', advance(99_30, 100_00)],
        ['d', advance(50, 100)],
      ]),
    )
    expect(rows.map(({ code, rank }) => [code, rank])).toEqual([
      ['a', 1],
      ['c', 2],
      ['b', 2],
      ['d', 4],
      ['none', null],
    ])
  })

  test('counts nothing as missing where more was collected than expected', () => {
    expect(advance(107, 100)).toMatchObject({ share: 1070, missing: 0, missingShare: 0 })
  })
})

describe('overdue units', () => {
  const deadlines = [
    { level: 2, step: 'COLLECTED', dueOn: day('2018-12-31') },
    { level: 3, step: 'COLLECTED', dueOn: day('2018-11-30') },
  ] as const
  const behind = (on: string, targets = new Map<string, number>()) =>
    overdueUnits(rollUp(counted({ targets }), before, nation), before, { deadlines, on: day(on) })

  test('are those behind a deadline of their level, the longest late first; the last day is in time', () => {
    expect(behind('2018-11-30')).toEqual([])
    expect(behind('2018-12-31').map(({ code, daysLate }) => [code, daysLate])).toEqual([
      ['29001', 31],
      ['29002', 31],
      ['29003', 31],
      ['29004', 31],
    ])
    expect(behind('2019-01-02').at(-1)).toMatchObject({ code: '844', daysLate: 2, done: 16, expected: 20 })
  })

  test('are measured by their target where they have one', () => {
    const targets = new Map([
      ['29001', 8],
      ['29002', 30],
    ])
    const codes = behind('2018-12-31', targets).map(({ code, expected }) => [code, expected])
    expect(codes).toEqual([
      ['29002', 30],
      ['29003', 10],
      ['29004', 10],
    ])
  })
})
