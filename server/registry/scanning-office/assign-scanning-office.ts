import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf } from '../../kernel/clock.ts'
import { unitsNow } from '../../kernel/units.ts'
import { pathNow } from './scanning-office.ts'

/** An office scans for its own province, and from a day on that nothing later was decided for. */
export class IllegalScanningOffice extends DomainError<'ILLEGAL_SCANNING_OFFICE'> {
  constructor() {
    super('ILLEGAL_SCANNING_OFFICE', {
      vi: 'Nơi quét phải là đơn vị đang hoạt động trong cùng tỉnh, áp dụng từ hôm nay trở đi và không trước quyết định gần nhất.',
      en: 'The office must be a unit of today in the same province, from today or later, and not before the last decision.',
    })
  }
}

export interface OfficeAssignment {
  readonly unitCode: string
  readonly officeCode: string
  readonly validFrom: CalendarDate
}

/** Lays down which office scans the forms of a unit and of all below it that have no office of their own. */
export async function assignScanningOffice(
  app: App,
  actor: Actor,
  { unitCode, officeCode, validFrom }: OfficeAssignment,
): Promise<void> {
  await authorise(app, actor, 'scanning-office.assign', unitCode)
  const units = await unitsNow(app)
  const provinceOf = (code: string) => pathNow(units, code).at(-1)?.code
  const at = app.clock()
  const within = provinceOf(officeCode) !== undefined && provinceOf(officeCode) === provinceOf(unitCode)
  if (!within || validFrom < calendarDateAt(at)) throw new IllegalScanningOffice()
  const from = dateOf(validFrom)
  await app.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`scanning office ${unitCode}`}))`
    const last = await tx.scanningOffice.findFirst({ where: { unitCode }, orderBy: { validFrom: 'desc' } })
    if (last && last.validFrom > from) throw new IllegalScanningOffice()
    const period = { unitCode_validFrom: { unitCode, validFrom: from } }
    if (last && last.validFrom < from) {
      const key = { unitCode_validFrom: { unitCode, validFrom: last.validFrom } }
      await tx.scanningOffice.update({ where: key, data: { validTo: from } })
    }
    const row = { unitCode, officeCode, validFrom: from, validTo: null }
    await tx.scanningOffice.upsert({ where: period, create: row, update: { officeCode } })
    await audit(tx, {
      actor,
      at,
      action: 'scanning-office.assign',
      subjectKind: 'unit',
      subjectId: unitCode,
      details: { officeCode, validFrom },
    })
  })
}
