import { type CalendarDate, calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { isReconciledField, type ReconciledFieldName } from '../../../../core/reconciliation/fields.ts'
import { inquiryDefaults } from '../../../../core/reconciliation/inquiry.ts'
import { normaliseText } from '../../../../core/text/vietnamese.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { isUniqueViolation, type Transaction } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { type UnitsNow, unitsNow } from '../../../kernel/units.ts'
import { readPerson, type RegisteredPerson } from '../../read-person.ts'
import { IllegalDueDate } from '../park-conflict.ts'
import { inquiryUnderWay, openInquiry } from './open-inquiry.ts'

/** The unit has asked about this person and has not made use of the answer yet. */
export class InquiryUnderWay extends DomainError<'INQUIRY_UNDER_WAY'> {
  constructor() {
    super('INQUIRY_UNDER_WAY', {
      vi: 'Đơn vị đã gửi phiếu xác minh về công dân này và chưa xử lý xong.',
      en: 'This unit has an inquiry about the person under way.',
    })
  }
}

/** Nothing is asked, or the unit would ask itself or a unit that there is not. */
export class IllegalInquiry extends DomainError<'ILLEGAL_INQUIRY'> {
  constructor() {
    super('ILLEGAL_INQUIRY', {
      vi: 'Hãy chọn nơi nhận khác địa bàn của mình và ít nhất một thông tin cần xác minh.',
      en: 'Choose a unit outside your own, and at least one item to ask about.',
    })
  }
}

export interface SentInquiry {
  readonly residentId: string
  readonly fromUnitCode: string
  /** The unit of the permanent residence where left out. */
  readonly toUnitCode: string | null
  /** The usual items where left out. */
  readonly fields: readonly string[] | null
  readonly question: string | null
  /** Ten working days from today where left out. */
  readonly dueOn: CalendarDate | null
}

/** Phiếu xác minh about somebody who stays in the unit, to the police of the permanent residence. Answers its id. */
export async function sendInquiry(app: App, actor: Actor, input: SentInquiry): Promise<string> {
  const at = app.clock()
  const today = calendarDateAt(at)
  await authorise(app, actor, 'inquiry.send', input.fromUnitCode)
  const units = await unitsNow(app)
  const fields = fieldsOf(input)
  if (input.dueOn !== null && input.dueOn < today) throw new IllegalDueDate()
  const sent = app.db.$transaction(async (tx) => {
    const person = await readPerson(tx, input.residentId, today)
    if (!(await staysIn(tx, person, { units, unitCode: input.fromUnitCode }))) throw new NotFound('resident')
    if (await inquiryUnderWay(tx, { ...input, residentId: person.id })) throw new InquiryUnderWay()
    const id = await openInquiry(
      tx,
      {
        fromUnitCode: input.fromUnitCode,
        toUnitCode: receiverOf(units, person, input),
        residentId: person.id,
        formSerial: null,
        fields,
        question: normaliseText(input.question ?? '').slice(0, 500) || inquiryDefaults.question.vi,
        sentById: actor.id ?? '',
        dueOn: input.dueOn,
      },
      at,
    )
    const details = { fields: fields.join(' ') }
    await audit(tx, {
      actor,
      at,
      action: 'inquiry.send',
      subjectKind: 'residence inquiry',
      subjectId: id,
      details,
    })
    return id
  })
  return sent.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new InquiryUnderWay() : error
  })
}

function fieldsOf({ fields }: SentInquiry): readonly ReconciledFieldName[] {
  const asked = [...new Set(fields ?? inquiryDefaults.fields)]
  const known = asked.filter(isReconciledField)
  if (known.length === 0 || known.length < asked.length) throw new IllegalInquiry()
  return known
}

function receiverOf(units: UnitsNow, person: RegisteredPerson, input: SentInquiry): string {
  const to = input.toUnitCode ?? person.unitCode
  const known = units.tree.records.has(to)
  if (!known || units.isWithin(to, input.fromUnitCode)) throw new IllegalInquiry()
  return to
}

/** A unit asks about people who live in it by an address or a status of today, or by a form that it collected. */
async function staysIn(
  tx: Transaction,
  person: RegisteredPerson,
  { units, unitCode }: { readonly units: UnitsNow; readonly unitCode: string },
): Promise<boolean> {
  if (person.unitCodes.some((code) => units.isWithin(code, unitCode))) return true
  const forms = await tx.form.findMany({ where: { residentId: person.id }, select: { unitCode: true } })
  return forms.some((form) => units.isWithin(form.unitCode, unitCode))
}
