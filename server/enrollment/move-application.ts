import { type CalendarDate, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { addWorkingDays, workingDaysBetween } from '../../core/dates/working-days.ts'
import { finishedSteps } from '../../core/enrollment/citizen-steps.ts'
import { type ApplicationReason } from '../../core/enrollment/reasons.ts'
import { returnedFor } from '../../core/enrollment/returned-parts.ts'
import { applicationLifecycle, type ApplicationState } from '../../core/lifecycle/application.ts'
import { type EventsOf, nextState } from '../../core/lifecycle/machine.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { calendarDateOf, dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { enqueue } from '../kernel/jobs.ts'
import { recordId } from '../kernel/record-id.ts'
import { type Movable, move } from '../kernel/transition.ts'

/** What moving an application needs of its row. */
export const movableApplication = {
  id: true,
  status: true,
  version: true,
  stepDates: true,
} as const
export interface MovableApplication {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly stepDates: unknown
}

export interface ApplicationMove {
  readonly event: EventsOf<typeof applicationLifecycle>
  readonly actor: Actor
  readonly reasons?: readonly ApplicationReason[]
  /** Of a return: the fingers to be captured again, where somebody named them. */
  readonly fingers?: readonly number[]
  readonly data?: Readonly<Record<string, unknown>>
}

/** Moves an application, keeps the dates that the citizen sees in step with it, and records it in the audit. */
export async function moveApplication(
  tx: Transaction,
  app: App,
  application: MovableApplication,
  { event, actor, reasons = [], fingers = [], data }: ApplicationMove,
): Promise<MovableApplication> {
  const at = app.clock()
  const to = nextState(applicationLifecycle, application.status, event)
  const today = calendarDateAt(at)
  const stepDates = datesAfter(application.stepDates, to, today)
  const again = to === 'RETURNED' && {
    returnedFor: returnedFor({ reasons, fingers, on: today }),
    stoppedSince: dateOf(today),
  }
  const goesOn = application.status === 'RETURNED' && (await clockStarted(tx, application.id, today))
  const moved: Movable = await move(
    tx,
    applicationLifecycle,
    { ...application, key: application.id },
    {
      event,
      actor,
      at,
      ...(reasons.length > 0 && { reason: reasons.join(' ') }),
      data: { ...again, ...goesOn, ...data, stepDates, reasonCodes: reasons },
    },
  )
  await audit(tx, {
    actor,
    at,
    action: `application.${event}`,
    subjectKind: 'application',
    subjectId: application.id,
    details: reasons.length > 0 ? { reasons: reasons.join(' ') } : {},
  })
  if (endedWithoutCard.has(moved.status)) {
    await enqueue(
      tx,
      'end-search',
      { applicationId: application.id },
      { key: `end-search:${application.id}` },
    )
  }
  return { id: application.id, status: moved.status, version: moved.version, stepDates }
}

/** A citizen's dates stay as they were, and nobody looks for duplicates any more. */
const endedWithoutCard: ReadonlySet<string> = new Set(['REFUSED', 'WITHDRAWN', 'LAPSED', 'CLOSED'])

/** Time that a file lay returned is the applicant's: the law's day moves by as many working days. */
async function clockStarted(tx: Transaction, id: string, today: CalendarDate) {
  const { stoppedSince, stoppedDays, deadlineOn } = await tx.application.findUniqueOrThrow({
    where: { id },
    select: { stoppedSince: true, stoppedDays: true, deadlineOn: true },
  })
  const days = stoppedSince ? workingDaysBetween(calendarDateOf(stoppedSince), today) : 0
  return {
    stoppedSince: null,
    stoppedDays: stoppedDays + days,
    deadlineOn: deadlineOn && dateOf(addWorkingDays(calendarDateOf(deadlineOn), days)),
  }
}

/** Dates of the steps that are finished in a state: kept where known, today where new, gone where undone. */
function datesAfter(
  before: unknown,
  state: ApplicationState | undefined,
  today: string,
): Record<string, string> {
  const known = before as Readonly<Record<string, string>>
  if (state === undefined || endedWithoutCard.has(state)) return { ...known }
  return Object.fromEntries(finishedSteps(state).map((step) => [step, known[step] ?? today]))
}

/** Loads what a move needs; refuses an unknown id as it refuses a foreign one. */
export async function loadApplication(tx: Transaction, id: string) {
  const application = await tx.application.findUnique({
    where: { id: recordId(id, 'application') },
    select: {
      ...movableApplication,
      code: true,
      kind: true,
      reason: true,
      request: true,
      unitCode: true,
      decidingUnit: true,
      operatorId: true,
      supervisorId: true,
      approverId: true,
      residentId: true,
      number: true,
      flags: true,
      producesCard: true,
    },
  })
  if (!application) throw new NotFound('application')
  return application
}
