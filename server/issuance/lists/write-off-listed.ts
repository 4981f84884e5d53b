import { movableApplication } from '../../enrollment/move-application.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { recordId } from '../../kernel/record-id.ts'
import { AnotherOfficerNeeded, officerIdOf } from '../../production/stock/write-minutes.ts'
import { loseCard } from '../lose-card.ts'
import { planAgain } from '../plan-again.ts'

/**
 * Cards that a list lost are given up by a supervisor of the factory, who neither sent nor missed them: each is revoked, hot-listed and made
 * again, free of charge. One transaction a card: run again after a crash it goes on where it was. Answers how many.
 */
export async function writeOffListed(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly id: string; readonly writtenOff: number }> {
  demand(actor, 'parcel.write-off')
  const listId = recordId(input.id, 'card list')
  const officerId = officerIdOf(actor)
  const where = { listId, outcome: 'MISSING', list: { status: 'CLOSED' } }
  const items = await app.db.cardListItem.findMany({
    where,
    include: { list: true },
    orderBy: { position: 'asc' },
  })
  if (items.some(({ list }) => list.closedBy === officerId || list.sentBy === officerId))
    throw new AnotherOfficerNeeded('parcel.write-off')
  for (const { cardId } of items) {
    await app.db.$transaction(async (tx) => {
      // Somebody may be scanning the missing card at this moment.
      await tx.$queryRaw`SELECT 1 FROM "CardList" WHERE "id" = ${listId}::uuid FOR UPDATE`
      const given = { outcome: 'WRITTEN_OFF', at: instantAt(app.clock()) }
      const { count } = await tx.cardListItem.updateMany({ where: { ...where, cardId }, data: given })
      if (count === 0) return
      const card = await tx.card.findUniqueOrThrow({
        where: { id: cardId },
        include: { application: { select: { ...movableApplication, flags: true, priority: true } } },
      })
      // Revoked meanwhile, or it turned up and was handed over.
      if (card.status !== 'DISPATCHED' && card.status !== 'AT_UNIT') return
      await loseCard(tx, app, { card: { ...card, key: cardId }, actor, reason: 'MISSING_ON_LIST' })
      const data = { fault: 'AUTHORITY', readyOn: null }
      await planAgain(tx, app, { file: card.application, actor, data })
    })
  }
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'card-list.write-off',
      subjectKind: 'card list',
      subjectId: listId,
      details: { count: items.length },
    }),
  )
  return { id: listId, writtenOff: items.length }
}
