import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { type Fault, type FeeCase, faultOf, feeFor, type FeeRuling } from '../../../core/enrollment/fees.ts'
import { type ApplicationFlag, flagIf } from '../../../core/enrollment/flags.ts'
import { paymentLifecycle } from '../../../core/lifecycle/fees.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf, dateOf, instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'

export interface FeeToDecide extends Pick<FeeCase, 'kind' | 'reason' | 'exemption'> {
  readonly applicationId: string
  readonly unitCode: string
  readonly actor: Actor
  /** The day of the request: its tables rule, also when the file is decided on again after a return. */
  readonly on: CalendarDate
  /** Found when the card was handed over, and kept with the file. */
  readonly fault: string | null
}

export interface DecidedFee {
  /** Whose error the request names, or was found to be. */
  readonly fault: Fault | null
  readonly flags: readonly ApplicationFlag[]
}

/**
 * What a file owes, decided when it is admitted, and again when it comes in anew. A card that came back for its holder's own error
 * makes a payment of its own; one that came back for the office's makes none. What was paid stays as it is: where the ruling is another
 * one now, the file is flagged.
 */
export async function decideFee(tx: Transaction, app: App, deciding: FeeToDecide): Promise<DecidedFee> {
  const { applicationId, kind, reason, exemption } = deciding
  const corrections = await correctionsOf(tx, applicationId)
  const found = corrections > 0 ? faultAmong(deciding.fault) : null
  if (found === 'AUTHORITY') return { fault: found, flags: [] }
  const occasion = found === 'CITIZEN' ? corrections : 0
  const known = await lockedAt(tx, applicationId, occasion)
  const on = known ? calendarDateOf(known.decidedOn) : deciding.on
  const ruling = feeFor({ kind, reason, on, exemption, fault: found })
  const differs = known ? await decideAgain(tx, app, { known, ruling, actor: deciding.actor }) : false
  if (!known) await decideFirst(tx, app, { ...deciding, occasion, ruling })
  return { fault: found ?? faultOf(reason), flags: flagIf(differs, 'FEE_DIFFERS') }
}

const faultAmong = (told: string | null): Fault | null =>
  told === 'CITIZEN' || told === 'AUTHORITY' ? told : null

/** How often the file went back to its desk with the card made. */
const correctionsOf = (tx: Transaction, applicationId: string) =>
  tx.transition.count({ where: { record: 'application', recordId: applicationId, event: 'correct' } })

async function lockedAt(tx: Transaction, applicationId: string, occasion: number) {
  await tx.$queryRaw`
    SELECT 1 FROM "Payment" WHERE "applicationId" = ${applicationId}::uuid AND "occasion" = ${occasion}::int FOR UPDATE`
  return tx.payment.findUnique({ where: { applicationId_occasion: { applicationId, occasion } } })
}

async function decideFirst(
  tx: Transaction,
  app: App,
  deciding: FeeToDecide & { readonly occasion: number; readonly ruling: FeeRuling },
): Promise<void> {
  const { applicationId, unitCode, occasion, ruling, on, actor } = deciding
  const { amount, rule } = ruling
  const decided = { amount, rule, decidedOn: dateOf(on), createdAt: instantAt(app.clock()) }
  const { id, status, version } = await tx.payment.create({
    data: { applicationId, unitCode, occasion, ...decided },
  })
  if (amount === 0) await exempt(tx, app, { payment: { key: id, status, version }, rule, actor })
}

/** True where what was paid or refunded does not fit the ruling. */
async function decideAgain(
  tx: Transaction,
  app: App,
  {
    known,
    ruling: { amount, rule },
    actor,
  }: {
    readonly known: {
      readonly id: string
      readonly status: string
      readonly version: number
      readonly amount: number
    }
    readonly ruling: FeeRuling
    readonly actor: Actor
  },
): Promise<boolean> {
  const payment = { ...known, key: known.id }
  if (known.status === 'PAID' || known.status === 'REFUNDED') return known.amount !== amount
  const at = app.clock()
  if (known.status === 'DUE' && amount === 0) await exempt(tx, app, { payment, rule, actor })
  else if (known.status === 'EXEMPT' && amount > 0)
    await move(tx, paymentLifecycle, payment, { event: 'charge', actor, at, data: { amount, rule } })
  else await tx.payment.update({ where: { id: known.id }, data: { amount, rule } })
  return false
}

async function exempt(
  tx: Transaction,
  app: App,
  {
    payment,
    rule,
    actor,
  }: { readonly payment: Movable; readonly rule: string | null; readonly actor: Actor },
): Promise<void> {
  await move(tx, paymentLifecycle, payment, {
    event: 'exempt',
    actor,
    at: app.clock(),
    ...(rule !== null && { reason: rule }),
    data: { amount: 0, rule },
  })
}
