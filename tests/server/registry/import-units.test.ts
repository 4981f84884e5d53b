import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { importUnits } from '../../../server/registry/import-units.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const administrator = officerOf('ADMINISTRATOR')
const validFrom = parseCalendarDate('2025-07-01')
const heading = 'code,name,type,province_code,province,decree'
const csv = [
  heading,
  '99001,Mẫu Chín Một,Phường,01,Thành phố Hà Nội,1656/NQ-UBTVQH15',
  '99002,Mẫu Chín Hai,Xã,01,Thành phố Hà Nội,1656/NQ-UBTVQH15',
  'abc,Mẫu Sai,Xã,01,Thành phố Hà Nội,',
  '99002,Mẫu Trùng,Xã,01,Thành phố Hà Nội,',
].join('\n')

test('good rows load under their provinces, bad ones are told by line, and a second time nothing is added', async () => {
  const first = await importUnits(running.app, administrator, { csv, validFrom })
  expect(first.errors).toMatchObject([
    { line: 4, fault: 'CODE' },
    { line: 5, fault: 'DUPLICATE' },
  ])
  const communes = await running.app.db.administrativeUnit.findMany({
    where: { code: { startsWith: '9900' } },
    orderBy: { code: 'asc' },
  })
  expect(communes).toMatchObject([
    { code: '99001', name: 'Mẫu Chín Một', level: 3, parentCode: '01' },
    { code: '99002', name: 'Mẫu Chín Hai', level: 3, parentCode: '01' },
  ])
  // All provinces of both eras: 63 until 30/06/2025 and those that the merger or Huế's renaming made anew.
  const provinces = await running.app.db.administrativeUnit.findMany({ where: { level: 1 } })
  expect(new Set(provinces.map(({ code }) => code)).size).toBe(63)
  const again = await importUnits(running.app, administrator, { csv, validFrom })
  expect(again.added).toBe(0)
})

test('only an administrator imports', async () => {
  const refused = importUnits(running.app, officerOf('REGISTRAR'), { csv, validFrom })
  expect(await refusalOf(refused)).toBe('FORBIDDEN')
})
