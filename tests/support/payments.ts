/** Files that owe a fee, without the pipeline before it. */
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { PaymentNotice } from '../../core/contracts/payment-notice.ts'
import { formatPaymentReference } from '../../core/enrollment/payment-reference.ts'
import { decideFee } from '../../server/enrollment/fees/decide-fee.ts'
import { takeCash } from '../../server/enrollment/fees/take-cash.ts'
import { systemActor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'
import { centres } from './app.ts'
import { officerOf } from './officers.ts'
import { type Applicant, registerResident } from './people.ts'

let sequence = 0

interface Owing {
  readonly kind?: 'EXCHANGE' | 'REISSUE' | 'FIRST_ISSUE'
  readonly reason?: string
  readonly channel?: 'DESK' | 'ONLINE'
  readonly delivery?: 'PICKUP' | 'POST'
  readonly state?: string
  readonly centre?: { readonly code: string; readonly unitCode: string }
}

/** A file that waits for approval, and what it owes; re-issue of a lost card unless said otherwise. */
export async function owingFile(app: App, owing: Owing = {}) {
  const { kind = 'REISSUE', reason = 'LOST', channel = 'DESK', delivery = 'PICKUP' } = owing
  const { state = 'AWAITING_APPROVAL', centre = centres.here } = owing
  const applicant: Applicant = await registerResident(app)
  const on = calendarDateAt(app.clock())
  const code = composeApplicationCode({ centre: centre.code, machine: 88, day: on, sequence: ++sequence })
  const application = await app.db.application.create({
    data: {
      code,
      kind,
      reason,
      channel,
      status: state,
      centreCode: centre.code,
      unitCode: centre.unitCode,
      residentId: applicant.residentId,
      number: applicant.number,
      person: applicant.person,
      birthDate: applicant.person.birthDate,
      delivery: { kind: delivery },
      receivedAt: new Date(app.clock()),
    },
  })
  const { id: applicationId, unitCode } = application
  const asked = { kind, reason, on, exemption: null, fault: null, actor: systemActor }
  await app.db.$transaction((tx) => decideFee(tx, app, { applicationId, unitCode, ...asked }))
  const payment = await paymentOf(app, applicationId)
  return { application, payment, applicant, reference: formatPaymentReference(payment.ordinal) }
}

export const paymentOf = (app: App, applicationId: string, occasion = 0) =>
  app.db.payment.findUniqueOrThrow({ where: { applicationId_occasion: { applicationId, occasion } } })

let transactions = 0

/** What a bank tells of a transfer with these words. */
export function transferred(app: App, content: string, changes: Partial<PaymentNotice> = {}): PaymentNotice {
  return {
    transactionId: `FT${String(++transactions).padStart(8, '0')}`,
    at: new Date(app.clock()).toISOString(),
    amount: 35_000,
    currency: 'VND',
    content,
    payer: '0123456789',
    ...changes,
  }
}

/** Whatever a file owes is paid in cash at its counter. */
export async function payFees(app: App, applicationId: string): Promise<void> {
  const due = await app.db.payment.findMany({ where: { applicationId, status: 'DUE' } })
  for (const { id, amount, unitCode } of due)
    await takeCash(app, officerOf('RECEPTION', unitCode), { paymentId: id, amount })
}
