import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import type { ReportedCounts } from '../../../core/progress/counters.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'

export class IllegalCounts extends DomainError<'ILLEGAL_COUNTS'> {
  constructor() {
    super('ILLEGAL_COUNTS', {
      vi: 'Số liệu không hợp lý: mỗi bước không được nhiều hơn bước trước (phát ra, thu, quét, nạp) và không được âm.',
      en: 'The counts contradict each other: no step may have more than the one before (issued, returned, scanned, loaded), and none is negative.',
    })
  }
}

export interface TallyReport extends ReportedCounts {
  readonly unitCode: string
  readonly kind: FormKind
}

const most = 1_000_000_000

/** A unit with software of its own tells how far it is, for its whole area; told again on a day, the later counts stand. */
export async function reportTally(
  app: App,
  actor: Actor,
  { unitCode, kind, issued, returned, checked, scanned, loaded }: TallyReport,
): Promise<void> {
  await authorise(app, actor, 'report.submit', unitCode)
  const counts = { issued, returned, checked, scanned, loaded }
  const whole = Object.values(counts).every((count) => Number.isInteger(count) && count >= 0 && count <= most)
  const ordered = issued >= returned && issued >= checked && returned >= scanned && scanned >= loaded
  if (!whole || !ordered) throw new IllegalCounts()
  const at = app.clock()
  const on = dateOf(calendarDateAt(at))
  const told = { ...counts, reportedById: actor.id ?? '', reportedAt: instantAt(at) }
  await app.db.$transaction(async (tx) => {
    await tx.reportedTally.upsert({
      where: { unitCode_formKind_on: { unitCode, formKind: kind, on } },
      create: { unitCode, formKind: kind, on, ...told },
      update: told,
    })
    await audit(tx, {
      actor,
      at,
      action: 'progress.report-tally',
      subjectKind: 'unit',
      subjectId: unitCode,
      details: { kind, ...counts },
    })
  })
}
