import { describe, expect, test } from 'vitest'
import { isWithin, printedAddress, successorsOf, unitTree } from '../citizen/administrative-units.ts'
import { mergerDate } from '../citizen/provinces.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { demoCommunes, demoSuccessions, demoUnits } from './places.ts'

const tree = unitTree(demoUnits, demoSuccessions)
const before = '2025-06-30' as CalendarDate

describe('the demonstration units', () => {
  test('make one tree over both eras, without gaps from commune to province', () => {
    for (const { unit, printed, former, formerProvince } of demoCommunes) {
      expect(printedAddress(tree, { code: unit.code, on: mergerDate })).toBe(printed)
      expect(printed.split(', ')).toHaveLength(2)
      for (const was of former) {
        expect(printedAddress(tree, { code: was.unit.code, on: before })).toBe(was.printed)
        expect(was.printed.endsWith(`, ${formerProvince.printed}`)).toBe(true)
        expect(was.printed.split(', ')).toHaveLength(3)
      }
    }
  })

  test('every former commune became the commune of today', () => {
    for (const { unit, former } of demoCommunes) {
      for (const was of former) {
        expect(successorsOf(tree, { code: was.unit.code, on: before }, mergerDate)).toEqual([unit])
      }
    }
  })

  test('a commune of Gia Lai before the merger is within Gia Lai after it, under another code', () => {
    const commune = { code: '23559', on: before }
    expect(isWithin(tree, commune, { code: '64', on: before })).toBe(true)
    expect(isWithin(tree, commune, { code: '52', on: mergerDate })).toBe(true)
    expect(isWithin(tree, commune, { code: '52', on: before })).toBe(false)
  })

  test('include border, island, mountain and especially difficult communes', () => {
    for (const flag of ['border', 'island', 'mountain', 'hardship'] as const) {
      expect(demoCommunes.some(({ unit }) => unit.attributes[flag])).toBe(true)
    }
  })

  test('names of communes are given once', () => {
    const names = demoUnits.filter(({ level }) => level === 3).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
