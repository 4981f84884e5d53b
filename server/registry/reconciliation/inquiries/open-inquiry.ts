import { type CalendarDate, calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { addWorkingDays } from '../../../../core/dates/working-days.ts'
import { inquiryDefaults } from '../../../../core/reconciliation/inquiry.ts'
import type { ReconciledFieldName } from '../../../../core/reconciliation/fields.ts'
import { dateOf, instantAt } from '../../../kernel/clock.ts'
import type { Transaction } from '../../../kernel/db.ts'
import type { Loading } from '../../forms/loading.ts'

export interface NewInquiry {
  readonly fromUnitCode: string
  readonly toUnitCode: string
  readonly residentId: string
  readonly formSerial: string | null
  readonly fields: readonly ReconciledFieldName[]
  readonly question: string
  readonly sentById: string
  /** Null for the usual number of working days. */
  readonly dueOn: CalendarDate | null
}

/** Whether the asking unit has an inquiry about the person under way. */
export async function inquiryUnderWay(
  tx: Transaction,
  { residentId, fromUnitCode }: Pick<NewInquiry, 'residentId' | 'fromUnitCode'>,
): Promise<boolean> {
  const open = await tx.residenceInquiry.count({
    where: { residentId, fromUnitCode, status: { in: ['SENT', 'RECEIVED', 'ANSWERED'] } },
  })
  return open > 0
}

/** Writes a phiếu xác minh inside the caller's transaction, which also writes the audit. Answers its id. */
export async function openInquiry(
  tx: Transaction,
  { fields, dueOn, ...inquiry }: NewInquiry,
  at: number,
): Promise<string> {
  const due = dueOn ?? addWorkingDays(calendarDateAt(at), inquiryDefaults.workingDays)
  const { id } = await tx.residenceInquiry.create({
    data: { ...inquiry, fields: [...fields], dueOn: dateOf(due), sentAt: instantAt(at) },
    select: { id: true },
  })
  return id
}

/**
 * A form of somebody whose permanent residence lies outside the collecting unit asks the police there by itself. Nothing
 * is asked while an inquiry of the unit about the person is under way.
 */
export async function inquireElsewhere(
  tx: Transaction,
  of: { readonly loading: Loading; readonly residentId: string; readonly permanentUnit: string | null },
): Promise<string | null> {
  const { form, units, actor, at } = of.loading
  const { residentId, permanentUnit } = of
  if (!permanentUnit || units.isWithin(permanentUnit, form.unitCode)) return null
  if (units.isWithin(form.unitCode, permanentUnit)) return null
  if (await inquiryUnderWay(tx, { residentId, fromUnitCode: form.unitCode })) return null
  const inquiry = {
    fromUnitCode: form.unitCode,
    toUnitCode: permanentUnit,
    residentId,
    formSerial: form.serial,
    fields: inquiryDefaults.fields,
    question: inquiryDefaults.question.vi,
    sentById: actor.id ?? '',
    dueOn: null,
  }
  return openInquiry(tx, inquiry, at)
}
