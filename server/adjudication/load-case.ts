import type { Action } from '../../core/access/actions.ts'
import { leaseEnd } from '../../core/adjudication/case-terms.ts'
import type { Finding, Verdict } from '../../core/adjudication/verdicts.ts'
import type { DuplicateCaseState } from '../../core/lifecycle/duplicate-case.ts'
import type { CaseJudgement, Prisma } from '../../prisma/client/client.ts'
import { movableApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise, demand } from '../kernel/authorise.ts'
import type { Transaction } from '../kernel/db.ts'
import { NotAllowed, NotFound, StaleVersion } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'

const handlers = { operatorId: true, supervisorId: true, approverId: true } as const

const whole = {
  application: {
    select: {
      ...movableApplication,
      ...handlers,
      code: true,
      residentId: true,
      number: true,
      person: true,
      producesCard: true,
      reference: { select: { id: true } },
    },
  },
  candidates: { include: { resident: { select: { number: true } } }, orderBy: { id: 'asc' } },
  judgements: { orderBy: { round: 'asc' } },
} as const satisfies Prisma.DuplicateCaseInclude

/** A case with what its operations need. */
export async function loadCase(tx: Transaction, id: string) {
  const found = await tx.duplicateCase.findUnique({
    where: { id: recordId(id, 'duplicate case') },
    include: whole,
  })
  if (!found) throw new NotFound('duplicate case')
  const references = found.candidates.flatMap(({ referenceId }) => referenceId ?? [])
  const files = await tx.biometricReference.findMany({
    where: { id: { in: references } },
    select: { application: { select: handlers } },
  })
  const had = [found.application, ...files.flatMap(({ application }) => application ?? [])]
  const handledBy = had.flatMap((file) => [file.operatorId, file.supervisorId, file.approverId])
  return { ...found, key: found.id, handledBy: new Set(handledBy.filter((officer) => officer !== null)) }
}
export type LoadedCase = Awaited<ReturnType<typeof loadCase>>

/** A case that is about to be moved: nobody else moves it meanwhile. */
export async function lockCase(tx: Transaction, id: string): Promise<LoadedCase> {
  const caseId = recordId(id, 'duplicate case')
  await tx.$queryRaw`SELECT 1 FROM "DuplicateCase" WHERE "id" = ${caseId}::uuid FOR UPDATE`
  return loadCase(tx, caseId)
}

/** A case of a unit that the officer does not reach looks like one that is not there. Throws NotFound. */
export async function authoriseCase(
  app: App,
  actor: Actor,
  { action, unitCode }: { readonly action: Action; readonly unitCode: string },
): Promise<void> {
  demand(actor, action)
  try {
    await authorise(app, actor, action, unitCode)
  } catch (error) {
    throw error instanceof NotAllowed ? new NotFound('duplicate case') : error
  }
}

/** Locks a case for an act of an officer who may, at the version that they saw. */
export async function caseForAct(
  tx: Transaction,
  app: App,
  act: { readonly actor: Actor; readonly action: Action; readonly id: string; readonly version: number },
): Promise<LoadedCase> {
  const found = await lockCase(tx, act.id)
  await authoriseCase(app, act.actor, { action: act.action, unitCode: found.unitCode })
  if (found.version !== act.version) throw new StaleVersion('duplicate case')
  return found
}

/** Every act on a case is recorded under its file: the verdict moves that too, and a transaction audits one subject. */
export async function auditCase(
  tx: Transaction,
  found: { readonly id: string; readonly applicationId: string },
  record: {
    readonly actor: Actor
    readonly at: number
    readonly act: string
    readonly details?: Readonly<Record<string, string | number | null>>
  },
): Promise<void> {
  const { actor, at, act, details } = record
  await audit(tx, {
    actor,
    at,
    action: `duplicate-case.${act}`,
    subjectKind: 'application',
    subjectId: found.applicationId,
    details: { case: found.id, ...details },
  })
}

/** Who holds the case now; null also where the lease is over. */
export function holderOf(
  { takenBy, takenAt }: { readonly takenBy: string | null; readonly takenAt: Date | null },
  now: number,
): string | null {
  return takenBy !== null && takenAt !== null && now < leaseEnd(takenAt.getTime()) ? takenBy : null
}

const rounds = {
  OPEN: 1,
  TAKEN: 1,
  WAITING: 1,
  JUDGED_ONCE: 2,
  ESCALATED: 3,
} as const satisfies Partial<Record<DuplicateCaseState, number>>

/** Which judgement a case waits for; null where it has ended. */
export function roundOf(status: string): 1 | 2 | 3 | null {
  const known: Readonly<Record<string, 1 | 2 | 3>> = rounds
  return known[status] ?? null
}

export function findingOf({ verdict, candidateId, keptNumber, recapture }: CaseJudgement): Finding {
  return { verdict: verdict as Verdict, candidateId, keptNumber, recapture }
}

/** The candidate that is the applicant's own record, where their identity is in doubt. */
export const isOwn = (
  { application }: { readonly application: { readonly residentId: string | null } },
  candidate: { readonly residentId: string },
): boolean => candidate.residentId === application.residentId
