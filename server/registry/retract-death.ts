import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { SamePerson, StaleVersion } from '../kernel/errors.ts'
import { loadResident } from './registry-resident.ts'

/** There is no death on record, or the paper that proves the mistake is not named. */
export class DeathNotRetractable extends DomainError<'DEATH_NOT_RETRACTABLE'> {
  constructor() {
    super('DEATH_NOT_RETRACTABLE', {
      vi: 'Người này không có ghi nhận chết, hoặc chưa ghi số văn bản chứng minh ghi nhầm (ví dụ 12/QĐ-UBND).',
      en: 'No death is on record, or the paper that proves the mistake is not named by its number (as 12/QĐ-UBND).',
    })
  }
}

/** As 12/QĐ-UBND: it goes into the audit, where no name of a person may. */
const paperNumber = /^[\dA-ZĐ][\dA-ZĐ./-]{2,39}$/

/**
 * A death that was recorded by mistake is taken back by another officer than the one who recorded it. Cards that it ended stay ended: each
 * is reinstated by two officers (server/issuance/card-life). Throws NotFound, SamePerson, StaleVersion, {@link DeathNotRetractable}.
 */
export async function retractDeath(
  app: App,
  actor: Actor,
  input: { readonly residentId: string; readonly baseVersion: number; readonly evidence: string },
): Promise<void> {
  const evidence = input.evidence.trim().toUpperCase()
  await app.db.$transaction(async (tx) => {
    const { id, unitCode, deathOn } = await loadResident(tx, app, input.residentId)
    await authorise(app, actor, 'resident.retract-death', unitCode)
    if (deathOn === null || !paperNumber.test(evidence)) throw new DeathNotRetractable()
    const declared = await tx.auditEntry.findFirst({
      where: { action: 'resident.declare-death', subjectKind: 'resident', subjectId: id },
      orderBy: { at: 'desc' },
      select: { actorId: true },
    })
    if (declared?.actorId === actor.id) throw new SamePerson('resident.retract-death')
    const retracted = await tx.resident.updateMany({
      where: { id, version: input.baseVersion },
      data: { deathOn: null, version: { increment: 1 } },
    })
    if (retracted.count !== 1) throw new StaleVersion('resident')
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'resident.retract-death',
      subjectKind: 'resident',
      subjectId: id,
      details: { evidence },
    })
  })
}
