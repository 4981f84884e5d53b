import { describe, expect, test, type TestContext } from 'vitest'
import { addDays, parseCalendarDate } from '../dates/calendar-date.ts'
import { parseCsv } from '../text/csv.ts'
import {
  IllegalUnits,
  isWithin,
  pathOf,
  printedAddress,
  successorsOf,
  unitAt,
  unitTree,
  type UnitRecord,
} from './administrative-units.ts'
import {
  formerProvinceOfBirthCode,
  formerProvinces,
  mergerDate,
  provinces,
  provinceSuccessions,
  provinceUnits,
} from './provinces.ts'
import { parseUnitsCsv } from './units-csv.ts'

const dayBefore = addDays(mergerDate, -1)
const today = parseCalendarDate('2026-03-02')
const nowhere = { border: false, island: false, mountain: false, hardship: false }

function unit(code: string, name: string, more: Partial<UnitRecord> = {}): UnitRecord {
  const base = {
    type: 'Xã',
    level: 3,
    parent: null,
    validFrom: parseCalendarDate('2008-08-01'),
    validTo: null,
  }
  return { code, name, ...base, attributes: nowhere, ...more }
}

const until = { validTo: mergerDate }
const since = { validFrom: mergerDate }
/** A district of Hà Giang with two communes; one becomes a commune of Tuyên Quang, the other is divided. */
const tree = unitTree(
  [
    ...provinceUnits(),
    unit('026', 'Vị Xuyên', { type: 'Huyện', level: 2, parent: '02', ...until }),
    unit('00901', 'Tùng Bá', { parent: '026', ...until }),
    unit('00902', 'Thuận Hòa', { parent: '026', ...until }),
    unit('00901', 'Tùng Bá', { parent: '08', ...since }),
    unit('00950', 'Thuận Hòa', { parent: '08', ...since }),
  ],
  [
    ...provinceSuccessions(),
    { from: '00901', to: '00901', on: mergerDate },
    { from: '00902', to: '00901', on: mergerDate, share: 0.25 },
    { from: '00902', to: '00950', on: mergerDate, share: 0.75 },
  ],
)

describe('the provinces', () => {
  test('63 became 34 on 01/07/2025', () => {
    const all = unitTree(provinceUnits(), provinceSuccessions())
    const count = (day: typeof today) =>
      new Set([...all.records.keys()].filter((code) => unitAt(all, { code, on: day }))).size
    expect([count(dayBefore), count(mergerDate)]).toEqual([63, 34])
  })

  test('a code kept by another name: 15 was Yên Bái and is Lào Cai', () => {
    expect(unitAt(tree, { code: '15', on: dayBefore })?.name).toBe('Yên Bái')
    expect(unitAt(tree, { code: '15', on: mergerDate })?.name).toBe('Lào Cai')
    expect(unitAt(tree, { code: '10', on: mergerDate })).toBeNull()
  })

  test('seven provinces kept their name and changed their code', () => {
    const renumbered = formerProvinces.filter(
      ({ code, name }) =>
        provinces.find((province) => province.name === name && province.code !== code) !== undefined,
    )
    expect(renumbered.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'vi'))).toEqual([
      'An Giang',
      'Bắc Ninh',
      'Đồng Tháp',
      'Gia Lai',
      'Lào Cai',
      'Quảng Trị',
      'Tây Ninh',
    ])
  })

  test('Thừa Thiên Huế became a city half a year before', () => {
    expect(unitAt(tree, { code: '46', on: parseCalendarDate('2024-12-31') })?.name).toBe('Thừa Thiên Huế')
    expect(printedAddress(tree, { code: '46', on: parseCalendarDate('2025-01-01') })).toBe('Thành phố Huế')
    expect(successorsOf(tree, { code: '46', on: parseCalendarDate('2020-01-01') }, today)).toHaveLength(1)
  })

  test('a birth code stands for a former province', () => {
    expect(formerProvinceOfBirthCode('079')?.name).toBe('Hồ Chí Minh')
    expect(formerProvinceOfBirthCode('003')).toBeNull()
    expect(new Set(formerProvinces.map(({ birthCode }) => birthCode)).size).toBe(63)
  })
})

describe('the tree', () => {
  test('the path before and after the merger', () => {
    const codes = (day: typeof today) => pathOf(tree, { code: '00901', on: day }).map(({ code }) => code)
    expect(codes(dayBefore)).toEqual(['00901', '026', '02'])
    expect(codes(mergerDate)).toEqual(['00901', '08'])
    expect(pathOf(tree, { code: '99999', on: today })).toEqual([])
  })

  test('an address prints the units of its day', () => {
    const place = { code: '00901', detail: 'Thôn Hồng Minh ' }
    expect(printedAddress(tree, { ...place, on: dayBefore })).toBe(
      'Thôn Hồng Minh, Xã Tùng Bá, Huyện Vị Xuyên, Tỉnh Hà Giang',
    )
    expect(printedAddress(tree, { ...place, on: today })).toBe('Thôn Hồng Minh, Xã Tùng Bá, Tỉnh Tuyên Quang')
  })

  test('successors: divided, merged, ceased, unchanged, unknown', () => {
    const names = (code: string, on = dayBefore) =>
      successorsOf(tree, { code, on }, today).map(({ code, name }) => `${code} ${name}`)
    expect(names('00902')).toEqual(['00901 Tùng Bá', '00950 Thuận Hòa'])
    expect(names('02')).toEqual(['08 Tuyên Quang'])
    expect(names('15')).toEqual(['15 Lào Cai'])
    expect(names('026')).toEqual([])
    expect(names('01')).toEqual(['01 Hà Nội'])
    expect(names('99999')).toEqual([])
    expect(names('00902', today)).toEqual(['00901 Tùng Bá', '00950 Thuận Hòa'])
  })

  test('jurisdiction survives the merger, for the province that is and not for the one that was', () => {
    const file = { code: '00902', on: dayBefore }
    expect(isWithin(tree, file, { code: '02', on: dayBefore })).toBe(true)
    expect(isWithin(tree, file, { code: '026', on: dayBefore })).toBe(true)
    expect(isWithin(tree, file, { code: '08', on: dayBefore })).toBe(false)
    expect(isWithin(tree, file, { code: '08', on: today })).toBe(true)
    expect(isWithin(tree, file, { code: '00950', on: today })).toBe(true)
    expect(isWithin(tree, file, { code: '01', on: today })).toBe(false)
  })

  test('an assignment of an earlier day does not reach a later file', () => {
    expect(isWithin(tree, { code: '00901', on: today }, { code: '08', on: dayBefore })).toBe(false)
  })

  test('a catalogue that contradicts itself is refused', () => {
    expect(() => unitTree([unit('00001', 'A'), unit('00001', 'B', since)], [])).toThrow(IllegalUnits)
    expect(() => unitTree([unit('00001', 'A', { validTo: parseCalendarDate('2008-08-01') })], [])).toThrow(
      IllegalUnits,
    )
    const loop = unitTree(
      [unit('00001', 'A', { parent: '00002' }), unit('00002', 'B', { parent: '00001' })],
      [],
    )
    expect(() => pathOf(loop, { code: '00001', on: today })).toThrow(IllegalUnits)
  })
})

// The module is named at run time: core is compiled without Node's types.
const nodeFiles: string = 'node:fs'
const files = (await import(nodeFiles)) as {
  existsSync: (path: string) => boolean
  readFileSync: (path: string, encoding: 'utf8') => string
}

function published(context: TestContext, name: string): string {
  const path = `../shared/data/${name}`
  context.skip(
    !files.existsSync(path),
    'the official catalogues are not beside the repository (../shared/data)',
  )
  return files.readFileSync(path, 'utf8')
}

describe('the official catalogues', () => {
  test('the province table agrees with the published one', (context) => {
    const rows = JSON.parse(published(context, 'provinces-63-to-34.json')) as Record<string, string>[]
    expect(rows).toHaveLength(63)
    for (const row of rows) {
      const former = formerProvinceOfBirthCode(row['cccd'] ?? '')
      expect(former).toMatchObject({ code: row['gso'], mergedInto: row['new_gso'] })
      const until2025 = unitAt(tree, { code: row['gso'] ?? '', on: dayBefore })
      expect(until2025).toMatchObject({ name: row['name'], type: row['type'] })
      const now = provinces.find(({ code }) => code === row['new_gso'])
      expect(now).toMatchObject({ name: row['new_name'], type: row['new_type'] })
    }
  })

  test('3,321 communes load without an error, and a former commune is within its new province', (context) => {
    const {
      communes,
      provinces: named,
      errors,
    } = parseUnitsCsv(published(context, 'communes-2025.csv'), mergerDate)
    expect(errors).toEqual([])
    expect([communes.length, named.size]).toEqual([3321, 34])
    const [, ...legacy] = parseCsv(published(context, 'communes-legacy-to-2025.csv')).map(
      ({ fields }) => fields,
    )
    const former = new Map(
      legacy.map(([province = '', , code = '', name = '']) => [
        code,
        unit(code, name, { parent: province, ...until }),
      ]),
    )
    const successions = legacy.map(([, , from = '', , , to = '']) => ({ from, to, on: mergerDate }))
    const whole = unitTree(
      [...provinceUnits(), ...former.values(), ...communes],
      [...provinceSuccessions(), ...successions],
    )
    for (const [, , code = '', , province = ''] of legacy) {
      expect(isWithin(whole, { code, on: dayBefore }, { code: province, on: today })).toBe(true)
    }
  })
})
