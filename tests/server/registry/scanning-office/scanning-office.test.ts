import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { sendForms } from '../../../../server/registry/forms/transfer-forms.ts'
import { collectForms } from '../../../../server/registry/forms/collect-forms.ts'
import { assignScanningOffice } from '../../../../server/registry/scanning-office/assign-scanning-office.ts'
import { scanningOfficeOf } from '../../../../server/registry/scanning-office/scanning-office.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { printedForms } from '../../../support/received-forms.ts'
import { refusalOf } from '../../../support/refusals.ts'

let now: TestApp
let before: TestApp
beforeAll(async () => {
  now = await testApp()
  before = await testApp({ now: Date.parse('2025-02-28T02:00:00Z') })
})
afterAll(async () => {
  await now.close()
  await before.close()
})

const manager = officerOf('CAMPAIGN_MANAGER')

/** A commune of Hà Nội with the units above it, as they stand on the app's day. */
async function communeOf({ app }: TestApp): Promise<string> {
  const day = new Date(app.clock())
  const { code } = await app.db.administrativeUnit.findFirstOrThrow({
    where: {
      level: 3,
      code: { startsWith: '00' },
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gt: day } }],
    },
    orderBy: { code: 'asc' },
  })
  return code
}

const dayOf = ({ app }: TestApp, plus = 0) =>
  parseCalendarDate(new Date(app.clock() + days(plus)).toISOString().slice(0, 10))

describe('the office that scans for a commune', () => {
  test('is its district until 28/02/2025, and its province since', async () => {
    const commune = await communeOf(before)
    const unit = await before.app.db.administrativeUnit.findFirstOrThrow({
      where: { code: commune, validTo: { not: null } },
    })
    expect(await scanningOfficeOf(before.app, commune)).toBe(unit.parentCode)
    before.advanceClock(days(1))
    expect(await scanningOfficeOf(before.app, commune)).toBe('01')
    expect(await scanningOfficeOf(now.app, await communeOf(now))).toBe('01')
  })

  test('of a unit that is no more is that of its successor; of an unknown one there is none', async () => {
    const gone = await communeOf(before)
    expect(await scanningOfficeOf(now.app, gone)).toBe('01')
    expect(await scanningOfficeOf(now.app, 'nothing')).toBeNull()
  })

  test('is the one assigned to it, or else to the nearest unit above it, from the day laid down', async () => {
    const commune = await communeOf(now)
    await assignScanningOffice(now.app, manager, {
      unitCode: commune,
      officeCode: commune,
      validFrom: dayOf(now, 2),
    })
    expect(await scanningOfficeOf(now.app, commune)).toBe('01')
    now.advanceClock(days(2))
    expect(await scanningOfficeOf(now.app, commune)).toBe(commune)
    await assignScanningOffice(now.app, manager, {
      unitCode: commune,
      officeCode: '01',
      validFrom: dayOf(now),
    })
    expect(await scanningOfficeOf(now.app, commune)).toBe('01')
    await assignScanningOffice(now.app, manager, {
      unitCode: '01',
      officeCode: commune,
      validFrom: dayOf(now, 1),
    })
    await assignScanningOffice(now.app, manager, {
      unitCode: commune,
      officeCode: '01',
      validFrom: dayOf(now, 5),
    })
    now.advanceClock(days(1))
    const other = await now.app.db.administrativeUnit.findFirstOrThrow({
      where: { level: 3, parentCode: '01', validTo: null, code: { not: commune } },
    })
    expect(await scanningOfficeOf(now.app, other.code)).toBe(commune)
    expect(await scanningOfficeOf(now.app, commune)).toBe('01')
  })

  test('is not assigned into the past, before a later decision, to another province, or by others', async () => {
    const commune = await communeOf(now)
    const assign = (officeCode: string, plus: number, actor = manager) =>
      refusalOf(
        assignScanningOffice(now.app, actor, { unitCode: commune, officeCode, validFrom: dayOf(now, plus) }),
      )
    expect(await assign('01', -1)).toBe('ILLEGAL_SCANNING_OFFICE')
    expect(await assign('79', 9)).toBe('ILLEGAL_SCANNING_OFFICE')
    expect(await assign('nothing', 9)).toBe('ILLEGAL_SCANNING_OFFICE')
    expect(await assign('01', 9)).toBe('NOT_REFUSED')
    expect(await assign('01', 8)).toBe('ILLEGAL_SCANNING_OFFICE')
    expect(await assign('01', 10, officerOf('CAMPAIGN_MANAGER', '79'))).toBe('FORBIDDEN')
    expect(await assign('01', 10, officerOf('REGISTRAR'))).toBe('FORBIDDEN')
  })
})

test('forms are sent to the office that scans for their unit, and to no other', async () => {
  const serials = await printedForms(now.app, 1, '79')
  const collector = officerOf('COLLECTOR', '79')
  for (const step of ['declare', 'check', 'match', 'authenticate', 'collect'] as const)
    await collectForms(now.app, collector, { serials, step })
  const send = (toUnitCode: string) =>
    sendForms(now.app, collector, { fromUnitCode: '79', toUnitCode, serials })
  expect(await refusalOf(send('01'))).toBe('NOT_THE_SCANNING_OFFICE')
  await send('79')
})
