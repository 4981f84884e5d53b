import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fullUnitName, pathOf, successorsOf, unitAt } from '../../../../core/citizen/administrative-units.ts'
import { mergerDate } from '../../../../core/citizen/provinces.ts'
import { addDays, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { unitsNow } from '../../../../server/kernel/units.ts'
import { importUnits } from '../../../../server/registry/import-units.ts'
import { importSuccessions } from '../../../../server/registry/units/import-successions.ts'
import { minutes, type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { administrator, loadUnits } from './decree.ts'
import { absence, cataloguesAreThere, publishedCatalogues } from './published-catalogues.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

describe('successions', () => {
  test('load once, end the former units, and are told by line where a unit is not known', async () => {
    const { app } = running
    await loadUnits(app)
    const csv = [
      'from,to,on',
      '99001,99003,2026-03-01',
      '99002,99003,2026-03-01',
      '99007,99003,2026-03-01',
      '99001,99008,2026-03-01',
      '99009,99009,2026-03-01',
    ].join('\n')
    const first = await importSuccessions(app, administrator, { csv })
    expect(first).toMatchObject({ added: 3, ended: 2 })
    expect(first.errors.map(({ line, fault }) => `${line} ${fault}`)).toEqual([
      '4 FROM_UNKNOWN',
      '5 TO_UNKNOWN',
    ])
    expect(await importSuccessions(app, administrator, { csv })).toMatchObject({ added: 0, ended: 0 })
    running.advanceClock(minutes(2))
    const units = await unitsNow(app)
    expect(unitAt(units.tree, { code: '99001', on: units.today })).toBeNull()
    expect(unitAt(units.tree, { code: '99009', on: units.today })?.validTo, 'goes on as itself').toBeNull()
    expect(units.isWithin('99001', '99003')).toBe(true)
    expect(units.isWithin('99001', '01')).toBe(true)
  })

  test('and catalogues are an administrator’s; an era must end after it begins', async () => {
    const { app } = running
    expect(await refusalOf(importSuccessions(app, officerOf('REGISTRAR'), { csv: '' }))).toBe('FORBIDDEN')
    const backward = { csv: '', validFrom: mergerDate, validTo: parseCalendarDate('2025-06-30') }
    expect(await refusalOf(importUnits(app, administrator, backward))).toBe('ILLEGAL_ERA')
  })
})

test.skipIf(!cataloguesAreThere)(
  `both eras of the country load from the official catalogues, and reach is answered from a table (${absence})`,
  async () => {
    const { app } = running
    const { former, today, successions } = await publishedCatalogues()
    const begun = parseCalendarDate('2008-08-01')
    const dayBefore = addDays(mergerDate, -1)
    const old = await importUnits(app, administrator, { csv: former, validFrom: begun, validTo: mergerDate })
    expect(old).toMatchObject({ added: 10_035 + 691, errors: [] })
    const now = await importUnits(app, administrator, { csv: today, validFrom: mergerDate })
    expect(now).toMatchObject({ added: 3321, errors: [] })
    const imported = await importSuccessions(app, administrator, { csv: successions })
    expect(imported).toMatchObject({ added: 10_597, errors: [] })
    running.advanceClock(minutes(2))
    const units = await unitsNow(app)
    const place = { code: '00001', on: dayBefore }
    expect(pathOf(units.tree, place).map(fullUnitName)).toEqual([
      'Phường Phúc Xá',
      'Huyện Số 001',
      'Thành phố Hà Nội',
    ])
    expect(successorsOf(units.tree, place, units.today).map(fullUnitName)).toEqual(['Phường Hồng Hà'])
    // Where a commune was divided and its code went to one of the parts, the others have a say over its records of that time.
    const partsOf = (code: string) =>
      successorsOf(units.tree, { code, on: dayBefore }, units.today).map((part) => part.code)
    const reused =
      imported.successions.find(({ from, to }) => from === to && partsOf(from).length > 1)?.from ?? ''
    const other = partsOf(reused).find((code) => code !== reused) ?? ''
    expect(units.isWithin({ code: reused, on: dayBefore }, reused)).toBe(true)
    expect(units.isWithin({ code: reused, on: dayBefore }, other)).toBe(true)
    expect(units.isWithin(reused, other), 'the code of today').toBe(false)
    expect(units.within(['01']).length).toBeGreaterThan(126)
    const started = performance.now()
    for (let i = 0; i < 1000; i++) units.within(['01', '79'])
    expect(performance.now() - started, 'a thousand lists of two provinces').toBeLessThan(2000)
  },
  60_000,
)
