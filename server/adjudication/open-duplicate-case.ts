import type { CaseOrigin } from '../../core/adjudication/case-origins.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { addWorkingDays } from '../../core/dates/working-days.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { dateOf, instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import type { CaseCandidate } from './case-candidates.ts'

/** Of the seven that the law gives the whole file (Luật Căn cước 2023, article 26): production needs the rest. */
const workingDaysToDecide = 3

export interface Suspicion {
  readonly applicationId: string
  /** The application's: its officers may see the case. */
  readonly unitCode: string
  readonly origins: readonly CaseOrigin[]
  /** One for each resident; the likest first. */
  readonly candidates: readonly CaseCandidate[]
  readonly actor: Actor
}

/** Opens the case of a file inside the caller's transaction and tells its id; that of the open one where there is one. */
export async function openDuplicateCase(tx: Transaction, app: App, suspicion: Suspicion): Promise<string> {
  const { applicationId, unitCode, origins, candidates, actor } = suspicion
  const open = await tx.duplicateCase.findFirst({
    where: { applicationId, status: { notIn: ['CLOSED', 'VOID'] } },
    select: { id: true },
  })
  if (open) return open.id
  const at = app.clock()
  const { id } = await tx.duplicateCase.create({
    data: {
      applicationId,
      unitCode,
      origins: [...origins],
      openedAt: instantAt(at),
      dueOn: dateOf(addWorkingDays(calendarDateAt(at), workingDaysToDecide)),
      candidates: { createMany: { data: candidates.map(candidateRow) } },
    },
    select: { id: true },
  })
  await audit(tx, {
    actor,
    at,
    action: 'duplicate-case.open',
    subjectKind: 'application',
    subjectId: applicationId,
    details: { case: id, origins: origins.join(' '), candidates: candidates.length },
  })
  return id
}

const candidateRow = ({ residentId, referenceId, grounds, scores, fingers }: CaseCandidate) =>
  ({
    residentId,
    referenceId,
    grounds: [...grounds],
    scores: scores.map((one) => ({ ...one })),
    fingers: fingers.map((one) => ({ ...one })),
  }) satisfies Prisma.DuplicateCandidateCreateManyCaseInput
