import { DomainError } from '../../../../core/errors.ts'
import type { AbsenceReason, Declaration } from '../../../../core/residence/declarations.ts'
import type { VisitReport } from '../../../../core/residence/visit-report.ts'
import { statusFrom, type VisitMade } from '../../../../core/residence/visits.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { enterDeclaration, planFor } from '../declarations.ts'
import { runningStatus, type Subject, unitOf } from '../subject.ts'

interface LastVisit {
  readonly subject: Subject
  /** All visits to the person, the newest last. */
  readonly made: readonly VisitMade[]
  readonly report: VisitReport
  readonly actor: Actor
  readonly at: number
}

/**
 * Writes the status that the visits speak for down as a declaration for an approver; answers its id. Nothing is proposed
 * where another declaration waits, or where the record knows something newer than the visit.
 */
export async function proposeStatus(tx: Transaction, visit: LastVisit): Promise<string | null> {
  const { subject, made, report, actor, at } = visit
  const running = runningStatus(subject)
  const on = made.at(-1)?.on
  const reason: AbsenceReason | null = report.reason ?? null
  const proposal = statusFrom(made, { status: running?.status ?? null, reason })
  if (!proposal || !on || (running && running.validFrom > on)) return null
  const waiting = { residentId: subject.id, status: 'SUBMITTED' }
  if ((await tx.residenceDeclaration.count({ where: waiting })) > 0) return null
  const declared: Declaration = { kind: 'STATUS', ...proposal, from: on }
  const plan = await planFor(tx, subject, declared).catch((error: unknown) => {
    // Somebody without a registered residence has no status there that could change.
    if (error instanceof DomainError) return null
    throw error
  })
  if (!plan) return null
  const row = await enterDeclaration(tx, {
    subject,
    declared,
    unit: unitOf(subject),
    diff: plan.diff,
    origin: 'VISIT',
    evidenceKind: 'VISIT',
    evidenceNumber: report.clientId,
    makerId: actor.id ?? '',
    at,
  })
  return row.id
}
