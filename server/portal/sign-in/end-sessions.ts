import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotAllowed } from '../../kernel/errors.ts'

/** Ends every session of the citizen, on whatever device; answers how many there were. */
export async function endCitizenSessions(app: App, actor: Actor): Promise<number> {
  demand(actor, 'citizen.self')
  if (actor.kind !== 'citizen') throw new NotAllowed()
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const { count } = await tx.citizenSession.updateMany({
      where: { residentId: actor.id, endedAt: null, expiresAt: { gt: instantAt(at) } },
      data: { endedAt: instantAt(at) },
    })
    const subject = { subjectKind: 'resident', subjectId: actor.id, details: { sessions: count } }
    await audit(tx, { actor, at, action: 'citizen.end-sessions', ...subject })
    return count
  })
}
