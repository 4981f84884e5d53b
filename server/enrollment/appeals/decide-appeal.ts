import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { NotFound, SamePerson, StaleVersion } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { authoriseDecision } from '../authorise-decision.ts'
import { loadApplication, moveApplication } from '../move-application.ts'
import { OpenRequestExists } from '../requests/request-refusals.ts'
import { screenAnew } from '../screen-anew.ts'

export interface AppealDecision {
  readonly id: string
  /** REOPENED: the file is screened and approved anew; UPHELD: the refusal stands. */
  readonly outcome: 'REOPENED' | 'UPHELD'
}

/**
 * An officer who neither refused the file nor took the appeal down decides on it. Reopened, the file is screened like a new one,
 * and approved by the office that is competent. Throws NotFound, NotCompetent, SamePerson, StaleVersion, OpenRequestExists.
 */
export async function decideAppeal(app: App, actor: Actor, { id, outcome }: AppealDecision): Promise<void> {
  const at = app.clock()
  const decided = app.db.$transaction(async (tx) => {
    const appeal = await tx.appeal.findUnique({ where: { id: recordId(id, 'appeal') } })
    if (!appeal) throw new NotFound('appeal')
    const file = await loadApplication(tx, appeal.applicationId)
    await authoriseDecision(app, actor, 'application.reopen', file)
    if (actor.id === appeal.proposedBy || actor.id === (await refusedBy(tx, file.id)))
      throw new SamePerson('application.reopen')
    const closed = await tx.appeal.updateMany({
      where: { id: appeal.id, outcome: null },
      data: { outcome, decidedBy: actor.id, decidedAt: instantAt(at) },
    })
    if (closed.count !== 1) throw new StaleVersion('appeal')
    if (outcome === 'UPHELD') {
      const subject = { subjectKind: 'application', subjectId: file.id }
      await audit(tx, { actor, at, action: 'application.uphold', ...subject })
      return
    }
    const moved = await moveApplication(tx, app, file, { event: 'reopen', actor })
    await screenAnew(tx, app, { moved, file, actor })
  })
  return decided.catch((error: unknown) => {
    // The applicant has filed anew meanwhile: one open card-producing application per resident.
    throw isUniqueViolation(error) ? new OpenRequestExists() : error
  })
}

/** Who refused it the last time; null where it was the system. */
async function refusedBy(tx: Transaction, applicationId: string): Promise<string | null> {
  const last = await tx.transition.findFirst({
    where: { record: 'application', recordId: applicationId, toState: 'REFUSED' },
    orderBy: { version: 'desc' },
    select: { actorId: true },
  })
  return last?.actorId ?? null
}
