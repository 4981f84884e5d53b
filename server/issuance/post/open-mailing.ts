import { DomainError } from '../../../core/errors.ts'
import type { Mailing } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { type WaitingCard, waitingCardParts } from '../waiting-card.ts'

export class MailingSettled extends DomainError<'MAILING_SETTLED'> {
  constructor(outcome: string) {
    super(
      'MAILING_SETTLED',
      {
        vi: 'Bưu gửi này đã được ghi là đã phát hoặc đã trả lại.',
        en: 'This letter was noted as delivered or returned already.',
      },
      { outcome },
    )
  }
}

/** A letter on its way, locked, with its card, for an officer of its unit. */
export async function openMailing(
  tx: Transaction,
  app: App,
  { actor, id }: { readonly actor: Actor; readonly id: string },
): Promise<Mailing & { readonly card: WaitingCard }> {
  demand(actor, 'card.post')
  const mailingId = recordId(id, 'mailing')
  await tx.$queryRaw`SELECT 1 FROM "Mailing" WHERE "id" = ${mailingId}::uuid FOR UPDATE`
  const mailing = await tx.mailing.findUnique({
    where: { id: mailingId },
    include: { card: { include: waitingCardParts } },
  })
  if (!mailing) throw new NotFound('mailing')
  await authorise(app, actor, 'card.post', mailing.unitCode)
  if (mailing.outcome !== null) throw new MailingSettled(mailing.outcome)
  return mailing
}
