import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { closeRecall } from './carry-out-recalls.ts'

/** An officer has told the holder that the card has to be exchanged, free of charge. Said again it changes nothing. */
export async function recordHolderTold(
  app: App,
  actor: Actor,
  input: { readonly recallId: string; readonly cardId: string },
): Promise<void> {
  const key = { recallId: recordId(input.recallId, 'recall'), cardId: recordId(input.cardId, 'card') }
  await app.db.$transaction(async (tx) => {
    const item = await tx.recallItem.findUnique({
      where: { recallId_cardId: key },
      include: { card: { select: { unitCode: true } } },
    })
    if (!item || item.action !== 'TELL_HOLDER') throw new NotFound('recall')
    await authorise(app, actor, 'recall.tell', item.card.unitCode)
    const at = app.clock()
    const { count } = await tx.recallItem.updateMany({
      where: { ...key, doneAt: null },
      data: { doneAt: instantAt(at) },
    })
    if (count === 0) return
    await audit(tx, {
      actor,
      at,
      action: 'recall.tell',
      subjectKind: 'card',
      subjectId: key.cardId,
      details: { recall: key.recallId },
    })
  })
  await closeRecall(app, key.recallId)
}
