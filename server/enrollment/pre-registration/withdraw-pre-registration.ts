import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { movePreRegistration } from './move-pre-registration.ts'
import { ownPreRegistration } from './own-pre-registration.ts'

/** The citizen takes it back: a draft is forgotten, what was handed in lapses. The pages stay sealed, and nothing names them. */
export async function withdrawPreRegistration(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  demand(actor, 'citizen.apply')
  const own = await ownPreRegistration(app, actor, { id })
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const subject = { subjectKind: 'pre-registration', subjectId: own.id }
    await audit(tx, { actor, at, action: 'pre-registration.withdraw', ...subject })
    if (own.status !== 'DRAFT') {
      await movePreRegistration(tx, own, { event: 'lapse', actor, at })
      return
    }
    await tx.uploadedPaper.deleteMany({ where: { preRegistrationId: own.id } })
    const gone = await tx.preRegistration.deleteMany({ where: { id: own.id, status: 'DRAFT' } })
    if (gone.count !== 1) throw new NotFound('pre-registration')
  })
}
