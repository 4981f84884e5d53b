import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { loadApplication } from '../move-application.ts'

/** Only a refusal is appealed against, and one appeal is open at a time. */
export class NothingToAppeal extends DomainError<'NOTHING_TO_APPEAL'> {
  constructor(state: string) {
    super(
      'NOTHING_TO_APPEAL',
      {
        vi: 'Hồ sơ này không bị từ chối, hoặc đang có một khiếu nại chưa quyết định. Hãy xem tình trạng hồ sơ.',
        en: 'This file was not refused, or an appeal is open already. Look at its state.',
      },
      { state },
    )
  }
}

/** A refusal that came before the person was known has nothing to go on with: a new file is made. */
export class NotReopenable extends DomainError<'NOT_REOPENABLE'> {
  constructor() {
    super('NOT_REOPENABLE', {
      vi: 'Hồ sơ bị từ chối khi chưa đối chiếu được người nộp nên không mở lại được. Hãy lập hồ sơ mới, không thu lại lệ phí.',
      en: 'The file was refused before its person was known and cannot be reopened. Make a new one, without another fee.',
    })
  }
}

/** Takes down an appeal against a refusal, with its ground; another officer decides. Answers its id. */
export async function lodgeAppeal(
  app: App,
  actor: Actor,
  input: { readonly applicationId: string; readonly ground: string },
): Promise<string> {
  const at = app.clock()
  const lodged = app.db.$transaction(async (tx) => {
    const file = await loadApplication(tx, input.applicationId)
    await authorise(app, actor, 'application.appeal', file.unitCode)
    if (actor.kind !== 'officer') throw new NotAllowed()
    if (file.status !== 'REFUSED') throw new NothingToAppeal(file.status)
    const { registryVersion } = await tx.application.findUniqueOrThrow({
      where: { id: file.id },
      select: { registryVersion: true },
    })
    if (file.residentId === null || registryVersion === null) throw new NotReopenable()
    const { id } = await tx.appeal.create({
      select: { id: true },
      data: {
        applicationId: file.id,
        ground: input.ground.trim().slice(0, 500),
        proposedBy: actor.id,
        proposedAt: instantAt(at),
      },
    })
    const subject = { subjectKind: 'application', subjectId: file.id }
    await audit(tx, { actor, at, action: 'application.appeal', ...subject })
    return id
  })
  return lodged.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new NothingToAppeal('REFUSED') : error
  })
}
