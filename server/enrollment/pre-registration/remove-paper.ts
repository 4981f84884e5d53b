import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { actingFor } from '../../registry/represented.ts'
import { PapersClosed, subjectOf } from './add-paper.ts'

/** A page that was sent by mistake is no longer part of the request, while papers can be added to it. */
export async function removePaper(app: App, actor: Actor, input: { readonly id: string }): Promise<void> {
  demand(actor, 'citizen.apply')
  const paper = await app.db.uploadedPaper.findUnique({
    where: { id: recordId(input.id, 'paper') },
    include: { preRegistration: { select: { residentId: true, status: true } } },
  })
  if (!paper) throw new NotFound('paper')
  const { preRegistration, preRegistrationId, applicationId } = paper
  const file = applicationId
    ? await app.db.application.findUnique({
        where: { id: applicationId },
        select: { residentId: true, status: true },
      })
    : preRegistration
  if (!file?.residentId) throw new NotFound('paper')
  await actingFor(app, actor, file.residentId)
  if (file.status !== 'DRAFT' && file.status !== 'RETURNED') throw new PapersClosed()
  const [subjectKind, subjectId] = applicationId
    ? subjectOf({ applicationId })
    : subjectOf({ preRegistrationId: preRegistrationId ?? '' })
  await app.db.$transaction(async (tx) => {
    const gone = await tx.uploadedPaper.deleteMany({ where: { id: paper.id } })
    if (gone.count !== 1) throw new NotFound('paper')
    const details = { type: paper.type }
    await audit(tx, { actor, at: app.clock(), action: 'paper.remove', subjectKind, subjectId, details })
  })
}
