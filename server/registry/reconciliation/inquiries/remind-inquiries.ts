import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { addWorkingDays } from '../../../../core/dates/working-days.ts'
import { inquiryDefaults } from '../../../../core/reconciliation/inquiry.ts'
import { systemActor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { dateOf, instantAt } from '../../../kernel/clock.ts'

/**
 * The daily job: marks inquiries that wait for an answer as reminded, once when the due date is two working days away,
 * and again every three days when it has passed. The mark stands in the worklists of both units. Answers how many.
 */
export async function remindInquiries(app: App): Promise<number> {
  const at = app.clock()
  const today = calendarDateAt(at)
  const soon = addWorkingDays(today, inquiryDefaults.remindBefore)
  const now = instantAt(at)
  return app.db.$transaction(async (tx) => {
    const reminded = await tx.$executeRaw`
      UPDATE "ResidenceInquiry" SET "remindedAt" = ${now}
      WHERE "status" IN ('SENT', 'RECEIVED') AND "dueOn" <= ${dateOf(soon)}::date
        AND ("remindedAt" IS NULL
          OR ("dueOn" < ${dateOf(today)}::date
              AND ("remindedAt" AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                <= GREATEST("dueOn", ${dateOf(today)}::date - ${inquiryDefaults.remindEveryDays}::int)))`
    if (reminded > 0) {
      await audit(tx, {
        actor: systemActor,
        at,
        action: 'inquiry.remind',
        subjectKind: 'residence inquiries',
        subjectId: today,
        details: { reminded },
      })
    }
    return reminded
  })
}
