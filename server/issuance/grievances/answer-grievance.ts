import { grievanceFindings } from '../../../core/grievances/grievance-words.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { grievanceText, IllegalGrievance } from './file-grievance.ts'
import { grievanceOf, moveGrievance } from './move-grievance.ts'

/** An appeal is decided by somebody else than the first answer. */
export class AnsweredBefore extends DomainError<'ANSWERED_BEFORE'> {
  constructor() {
    super('ANSWERED_BEFORE', {
      vi: 'Bạn đã trả lời phản ánh này lần trước; lần này phải do cán bộ khác giải quyết.',
      en: 'You answered this ticket before; the appeal is for another officer.',
    })
  }
}

/** Another officer has taken it. */
export class NotTheOwner extends DomainError<'NOT_THE_OWNER'> {
  constructor() {
    super('NOT_THE_OWNER', {
      vi: 'Phản ánh này do cán bộ khác thụ lý. Người thụ lý trả lời, hoặc chuyển lên cấp trên.',
      en: 'Another officer has taken this ticket. They answer it, or pass it up.',
    })
  }
}

/** The owner answers; one that was passed up is answered by any officer of the unit above. */
export async function answerGrievance(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly finding: string; readonly text: string },
): Promise<void> {
  if (actor.kind !== 'officer') throw new NotAllowed()
  const text = grievanceText.safeParse(input.text)
  if (!text.success || !Object.hasOwn(grievanceFindings, input.finding)) throw new IllegalGrievance()
  await app.db.$transaction(async (tx) => {
    const grievance = await grievanceOf(tx, input.id)
    await authorise(app, actor, 'grievance.handle', grievance.unitCode)
    if (grievance.answeredById === actor.id) throw new AnsweredBefore()
    if (grievance.status === 'ASSIGNED' && grievance.ownerId !== actor.id) throw new NotTheOwner()
    const answeredAt = instantAt(app.clock())
    await moveGrievance(tx, app, grievance, {
      event: 'answer',
      actor,
      data: { answeredAt, answeredById: actor.id, ownerId: actor.id },
      details: { finding: input.finding, instance: grievance.instance },
    })
    const entry = { grievanceId: grievance.id, officerId: actor.id, at: answeredAt }
    await tx.grievanceEntry.create({
      data: { ...entry, kind: 'ANSWER', finding: input.finding, text: text.data },
    })
  })
}
