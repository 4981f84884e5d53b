import { addDays, calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import { type VisitReport, visitReportSchema } from '../../../../core/residence/visit-report.ts'
import {
  type Attempt,
  nextAttempt,
  visitAt,
  type VisitMade,
  type VisitOutcome,
} from '../../../../core/residence/visits.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { dateOf, instantAt } from '../../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../../kernel/db.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { authorisePerson } from '../../residents/authorise-person.ts'
import { codeOf, loadSubject, unitOf } from '../subject.ts'
import { proposeStatus } from './propose-status.ts'

export class VisitNotPossible extends DomainError<'VISIT_NOT_POSSIBLE'> {
  constructor(fault: 'FORM' | 'FUTURE' | 'TAKEN') {
    super(
      'VISIT_NOT_POSSIBLE',
      {
        vi: {
          FORM: 'Lượt đến ghi chưa đúng: hãy kiểm tra kết quả, lý do và thời điểm.',
          FUTURE: 'Thời điểm đến sau giờ hiện tại. Hãy kiểm tra đồng hồ của máy.',
          TAKEN: 'Mã lượt đến này đã được dùng cho một lượt khác.',
        }[fault],
        en: {
          FORM: 'The visit is not written as it should be: check outcome, reason and time.',
          FUTURE: 'The visit is later than now. Check the clock of the device.',
          TAKEN: 'The id of this visit was used for another one.',
        }[fault],
      },
      { fault },
    )
  }
}

export interface RecordedVisit {
  /** STORED_BEFORE: the same visit was sent already, nothing changed. */
  readonly result: 'STORED' | 'STORED_BEFORE'
  readonly nextAttempt: Attempt | null
  /** A change of the residence status that the visits speak for, waiting for its decision. */
  readonly declarationId: string | null
}

/** Throws {@link VisitNotPossible}. */
export function readVisitReport(given: unknown): VisitReport {
  const read = visitReportSchema.safeParse(given)
  if (!read.success) throw new VisitNotPossible('FORM')
  return read.data
}

/** Clocks of phones run a little ahead. */
const clockSkewMs = 5 * 60_000

/**
 * Stores a visit once, however often it is sent. A visit older than one on record is kept and changes nothing else; the
 * newest decides when to go again, whether the assignment is done, and what status is proposed.
 */
export async function recordVisit(app: App, actor: Actor, given: unknown): Promise<RecordedVisit> {
  const report = readVisitReport(given)
  try {
    return await storeVisit(app, actor, report)
  } catch (error) {
    // Somebody stored the same visit, or another one of the same person, at this very moment.
    if (isUniqueViolation(error)) return storeVisit(app, actor, report)
    throw error
  }
}

async function storeVisit(app: App, actor: Actor, report: VisitReport): Promise<RecordedVisit> {
  const at = app.clock()
  const visitedAt = Date.parse(report.visitedAt)
  if (visitedAt > at + clockSkewMs) throw new VisitNotPossible('FUTURE')
  return app.db.$transaction(async (tx) => {
    const subject = await loadSubject(tx, app, report.residentId)
    await authorisePerson(app, actor, 'visit.record', subject)
    const before = await tx.absenceVisit.findUnique({ where: { clientId: report.clientId } })
    if (before) return storedBefore(before, { actor, report })
    const assignment = await assignmentOf(tx, actor, report)
    const visits = await visitsOf(tx, subject.id)
    const isLatest = visits.every((visit) => visit.visitedAt.getTime() <= visitedAt)
    const made = [...visits.map(readVisit), visitAt(visitedAt, report.outcome)]
    const next = isLatest ? nextAttempt(made, addDays(calendarDateAt(at), 1)) : null
    const unitCode = assignment?.unitCode ?? codeOf(unitOf(subject))
    await write(tx, { report, actor, at, visitedAt, unitCode, isLatest, next })
    if (assignment && isLatest && !next) {
      await tx.visitAssignment.update({ where: { id: assignment.id }, data: { doneAt: instantAt(at) } })
    }
    const proposed = isLatest && (await proposeStatus(tx, { subject, made, report, actor, at }))
    await audit(tx, {
      actor,
      at,
      action: 'visit.record',
      subjectKind: 'resident',
      subjectId: subject.id,
      details: { outcome: report.outcome, latest: isLatest },
    })
    return { result: 'STORED', nextAttempt: next, declarationId: proposed || null }
  })
}

type VisitRow = Awaited<ReturnType<typeof visitsOf>>[number]

const visitsOf = (tx: Transaction, residentId: string) =>
  tx.absenceVisit.findMany({ where: { residentId }, orderBy: { visitedAt: 'asc' } })

const readVisit = ({ visitedAt, outcome }: VisitRow): VisitMade =>
  visitAt(visitedAt.getTime(), outcome as VisitOutcome)

function storedBefore(
  row: VisitRow,
  { actor, report }: { readonly actor: Actor; readonly report: VisitReport },
): RecordedVisit {
  const same =
    row.visitedById === actor.id &&
    row.residentId === report.residentId &&
    row.outcome === report.outcome &&
    row.visitedAt.getTime() === Date.parse(report.visitedAt)
  if (!same) throw new VisitNotPossible('TAKEN')
  const { nextAttemptOn, nextAttemptPart } = row
  return {
    result: 'STORED_BEFORE',
    nextAttempt: nextAttemptOn && {
      on: calendarDateAt(nextAttemptOn.getTime()),
      part: nextAttemptPart as Attempt['part'],
    },
    declarationId: null,
  }
}

async function assignmentOf(tx: Transaction, actor: Actor, { assignmentId, residentId }: VisitReport) {
  if (!assignmentId) return null
  const assignment = await tx.visitAssignment.findUnique({ where: { id: assignmentId } })
  if (assignment?.officerId !== actor.id || assignment.residentId !== residentId) {
    throw new NotFound('visit assignment')
  }
  return assignment
}

interface NewVisit {
  readonly report: VisitReport
  readonly actor: Actor
  readonly at: number
  readonly visitedAt: number
  readonly unitCode: string
  readonly isLatest: boolean
  readonly next: Attempt | null
}

async function write(tx: Transaction, visit: NewVisit): Promise<void> {
  const { report, next, isLatest } = visit
  const { clientId, residentId, outcome } = report
  if (isLatest) {
    await tx.absenceVisit.updateMany({ where: { residentId, latest: true }, data: { latest: false } })
  }
  await tx.absenceVisit.create({
    data: {
      clientId,
      residentId,
      outcome,
      assignmentId: report.assignmentId ?? null,
      unitCode: visit.unitCode,
      reason: report.reason ?? null,
      visitedAt: instantAt(visit.visitedAt),
      visitedById: visit.actor.id ?? '',
      nextAttemptOn: next && dateOf(next.on),
      nextAttemptPart: next?.part ?? null,
      note: report.note ?? null,
      syncedAt: instantAt(visit.at),
      latest: isLatest,
    },
  })
}
