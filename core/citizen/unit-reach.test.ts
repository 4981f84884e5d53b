import { describe, expect, test } from 'vitest'
import { addDays, parseCalendarDate } from '../dates/calendar-date.ts'
import { unitTree, type UnitRecord } from './administrative-units.ts'
import { mergerDate } from './provinces.ts'
import { unitReach } from './unit-reach.ts'

const attributes = { border: false, island: false, mountain: false, hardship: false }
const dayBefore = addDays(mergerDate, -1)
const today = parseCalendarDate('2026-03-02')

function unit(code: string, more: Partial<UnitRecord> = {}): UnitRecord {
  const base = { name: code, type: 'Phường', level: 3, parent: '01', validTo: null, attributes }
  return { code, validFrom: parseCalendarDate('2008-08-01'), ...base, ...more }
}
const until = { validTo: mergerDate }
const since = { validFrom: mergerDate }

/** Ward 00007 was divided between 00007, which took its code, and 00025; 00030 went whole into 00025. */
const tree = unitTree(
  [
    unit('01', { level: 1, parent: null }),
    unit('02', { level: 1, parent: null }),
    unit('00007', until),
    unit('00030', until),
    unit('00007', since),
    unit('00025', since),
    unit('00999', { parent: '02', validFrom: parseCalendarDate('2027-01-01') }),
  ],
  [
    { from: '00007', to: '00007', on: mergerDate },
    { from: '00007', to: '00025', on: mergerDate },
    { from: '00030', to: '00025', on: mergerDate },
  ],
)
const reach = unitReach(tree, today)

describe('the reach of a unit', () => {
  test('a code used again is read as of the record’s day where that is known', () => {
    expect(reach.isWithin('00007', '00025'), 'no day: the ward of today').toBe(false)
    expect(reach.isWithin({ code: '00007', on: dayBefore }, '00025')).toBe(true)
    expect(reach.isWithin({ code: '00007', on: dayBefore }, '00007')).toBe(true)
    expect(reach.isWithin({ code: '00007', on: mergerDate }, '00025')).toBe(false)
  })

  test('a merged ward is within what it became and the province above', () => {
    expect(reach.isWithin('00030', '00025')).toBe(true)
    expect(reach.isWithin('00030', '01')).toBe(true)
    expect(reach.isWithin('00030', '02')).toBe(false)
    expect(reach.isWithin('00030', '00030'), 'a mandate over what is no more').toBe(false)
  })

  test('the country is covered by all of its topmost units, and by no fewer', () => {
    expect(reach.covers(['02', '01'])).toBe(true)
    expect(reach.covers(['01', '00007', '00025'])).toBe(false)
    expect(reach.covers([])).toBe(false)
    expect(unitReach(unitTree([], []), today).covers([]), 'no units yet').toBe(false)
  })

  test('lists of codes agree with single questions, each code once', () => {
    const codes = [...tree.records.keys()]
    for (const held of codes) {
      expect(reach.within([held]).toSorted()).toEqual(
        codes.filter((code) => reach.isWithin(code, held)).toSorted(),
      )
    }
    expect(reach.within(['00007', '01']).toSorted()).toEqual(['00007', '00025', '00030', '01'])
    expect(reach.within([])).toEqual([])
    expect(reach.within(['77777'])).toEqual([])
  })

  test('what does not exist yet, or never did, is within nothing', () => {
    expect(reach.isWithin('00999', '02')).toBe(false)
    expect(reach.isWithin({ code: '00025', on: parseCalendarDate('2027-05-01') }, '01')).toBe(false)
    expect(reach.isWithin('77777', '01')).toBe(false)
  })
})
