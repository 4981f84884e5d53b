import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { NotFound, SamePerson } from '../../kernel/errors.ts'
import { loadForm } from '../forms/collect-forms.ts'

/** What paper may leave the archive for. */
export const loanPurposes = ['REVIEW', 'RECONCILIATION', 'COMPLAINT', 'INSPECTION', 'COURT'] as const
export type LoanPurpose = (typeof loanPurposes)[number]

const longestLoanDays = 60

/** The paper is not in the archive: it was never put there, or it is out. */
export class FormNotInArchive extends DomainError<'FORM_NOT_IN_ARCHIVE'> {
  constructor() {
    super('FORM_NOT_IN_ARCHIVE', {
      vi: 'Phiếu chưa được đưa vào kho lưu trữ, hoặc đang được mượn.',
      en: 'The form was not put into the archive, or it is on loan.',
    })
  }
}

/** A loan ends within two months. */
export class IllegalLoan extends DomainError<'ILLEGAL_LOAN'> {
  constructor() {
    super('ILLEGAL_LOAN', {
      vi: `Hạn trả phải từ ngày mai đến ${longestLoanDays} ngày nữa.`,
      en: `The form is due back between tomorrow and in ${longestLoanDays} days.`,
    })
  }
}

export interface Loan {
  readonly serial: string
  readonly borrowerUsername: string
  readonly purpose: LoanPurpose
  readonly dueOn: CalendarDate
}

/** Archived paper leaves for a while, with a borrower other than the keeper, a purpose and a due date. Answers the loan's id. */
export async function lendForm(
  app: App,
  actor: Actor,
  { serial, borrowerUsername, purpose, dueOn }: Loan,
): Promise<string> {
  const form = await loadForm(app.db, serial)
  const transfer =
    form.transferId && (await app.db.formTransfer.findUnique({ where: { id: form.transferId } }))
  // Somebody of another office is not told whether the form was ever archived here.
  const unitCode = transfer ? transfer.toUnitCode : form.unitCode
  await authorise(app, actor, 'form.archive', unitCode)
  if (!transfer || form.archivePlace === null) throw new FormNotInArchive()
  const at = app.clock()
  const today = calendarDateAt(at)
  if (dueOn <= today || dueOn > addDays(today, longestLoanDays)) throw new IllegalLoan()
  const borrower = await app.db.officer.findFirst({ where: { username: borrowerUsername, active: true } })
  if (!borrower) throw new NotFound('officer')
  if (borrower.id === actor.id) throw new SamePerson('form.archive')
  const loan = { formSerial: form.serial, unitCode, purpose, borrowerId: borrower.id }
  try {
    return await app.db.$transaction(async (tx) => {
      const lent = { ...loan, lentById: actor.id ?? '', lentAt: instantAt(at), dueOn: dateOf(dueOn) }
      const { id } = await tx.archiveLoan.create({ data: lent })
      const subject = { subjectKind: 'form', subjectId: form.serial }
      await audit(tx, { actor, at, action: 'form.lend', ...subject, details: { purpose, dueOn } })
      return id
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new FormNotInArchive()
    throw error
  }
}
