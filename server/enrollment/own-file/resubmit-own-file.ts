import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { startNextStage } from '../../kernel/stages.ts'
import { moveApplication } from '../move-application.ts'
import { adoptPapers } from '../pre-registration/adopt-papers.ts'
import { ownFile } from './own-file.ts'

/** What was captured at a desk is put right at a desk: its packet is signed by officers. */
export class VisitNeeded extends DomainError<'VISIT_NEEDED'> {
  constructor() {
    super('VISIT_NEEDED', {
      vi: 'Hồ sơ này phải bổ sung tại điểm thu nhận. Giấy tờ bạn đã gửi được giữ lại; hãy chọn lịch hẹn để đến bổ sung.',
      en: 'This file is completed at a centre. The pages you sent are kept; please book a visit.',
    })
  }
}

/** A file that was made online and came back goes in again, with the pages that were sent for it. */
export async function resubmitOwnFile(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  demand(actor, 'citizen.apply')
  await app.db.$transaction(async (tx) => {
    const file = await ownFile(tx, app, { actor, id })
    const { channel } = await tx.application.findUniqueOrThrow({
      where: { id: file.id },
      select: { channel: true },
    })
    if (channel !== 'ONLINE') throw new VisitNeeded()
    await adoptPapers(tx, file.id)
    await moveApplication(tx, app, file, { event: 'resubmit', actor })
    await startNextStage(tx, app, { after: 'receipt', applicationId: file.id, tags: [] })
  })
}
