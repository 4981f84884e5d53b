import { pathOf, successorsOf, type UnitRecord } from '../../../core/citizen/administrative-units.ts'
import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import { type UnitsNow, unitsNow } from '../../kernel/units.ts'

/** The forms are addressed to an office that does not scan for the sender. */
export class NotTheScanningOffice extends DomainError<'NOT_THE_SCANNING_OFFICE'> {
  constructor(office: string | null) {
    super(
      'NOT_THE_SCANNING_OFFICE',
      {
        vi: 'Nơi nhận không phải nơi quét phiếu của đơn vị gửi.',
        en: 'The receiving unit does not scan the forms of the sending one.',
      },
      { office },
    )
  }
}

/** Police of the districts were dissolved on this day; their archives went to the provinces. */
const districtsUntil = '2025-03-01' as CalendarDate
const level = { province: 1, district: 2 } as const

/**
 * The office that scans a unit's forms today: as assigned to the unit, or to the nearest above it. Where nothing was assigned it
 * is the district until 28/02/2025 (directive of the Ministry of Public Security, 2018), and since then the province, whose
 * administrative police keeps the archive. Null for a unit that is not known.
 */
export async function scanningOfficeOf(app: App, unitCode: string): Promise<string | null> {
  const units = await unitsNow(app)
  const on = calendarDateAt(app.clock())
  const path = pathNow(units, unitCode)
  const day = dateOf(on)
  const rows = await app.db.scanningOffice.findMany({
    where: {
      unitCode: { in: [unitCode, ...path.map(({ code }) => code)] },
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gt: day } }],
    },
  })
  const nearestFirst = [unitCode, ...path.map(({ code }) => code)]
  for (const code of nearestFirst) {
    const row = rows.find((one) => one.unitCode === code)
    if (row) return row.officeCode
  }
  const wanted = on < districtsUntil ? level.district : level.province
  return (path.find((unit) => unit.level === wanted) ?? path.at(-1))?.code ?? null
}

/** The unit and those above it; of a unit that is no more, those of what it became. */
export function pathNow({ tree, today }: UnitsNow, code: string): readonly UnitRecord[] {
  const path = pathOf(tree, { code, on: today })
  if (path.length > 0) return path
  const last = tree.records.get(code)?.at(-1)
  const [successor] = last ? successorsOf(tree, { code, on: last.validFrom }, today) : []
  return successor ? pathOf(tree, { code: successor.code, on: today }) : []
}
