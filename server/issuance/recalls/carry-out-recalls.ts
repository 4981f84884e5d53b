import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { type EventsOf, nextState } from '../../../core/lifecycle/machine.ts'
import { printJobLifecycle } from '../../../core/lifecycle/print-job.ts'
import { movableApplication } from '../../enrollment/move-application.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { spoilJob, wasteJob } from '../../production/spoil-print-job.ts'
import { planAgain } from '../plan-again.ts'
import { handedOver, listRecalledCards, stillOurs } from './list-recalled-cards.ts'

const reason = 'SIGNER_REVOKED'
const pageSize = 200

/**
 * Remakes the cards of revoked document signers that nobody holds yet, one transaction a card. A card that was handed over meanwhile
 * has a holder to tell instead, until it ends by itself; one that was being printed when its signer was revoked comes to the list when it
 * exists. A card that cannot be remade for now keeps no other back: it stays on the list for the next run. Run again it finds nothing to do.
 */
export async function carryOutRecalls(app: App): Promise<void> {
  const recalls = await app.db.recall.findMany({ where: { closedAt: null }, select: { id: true } })
  let failed = 0
  for (const { id } of recalls) {
    await listRecalledCards(app, id)
    for (let after: string | null = null; ;) {
      const cardIds = await waiting(app, { recallId: id, after })
      for (const cardId of cardIds) if (!(await isCarriedOut(app, { recallId: id, cardId }))) failed++
      after = cardIds.at(-1) ?? null
      if (cardIds.length < pageSize) break
    }
    await releaseEndedCards(app, id)
    await closeRecall(app, id)
  }
  // The job is marked as failed, and tried again before its hour.
  if (failed > 0) throw new Error(`${failed} recalled cards could not be remade`)
}

async function isCarriedOut(app: App, item: Item): Promise<boolean> {
  try {
    await remakeIfStillOurs(app, item)
    return true
  } catch (error) {
    app.log.error({ err: error, cardId: item.cardId }, 'recalled card')
    return false
  }
}

/** A holder whose card has ended meanwhile (replaced, revoked, expired) has nothing to exchange any more: the item says which. */
async function releaseEndedCards(app: App, recallId: string): Promise<void> {
  await app.db.$executeRaw`
    UPDATE "RecallItem" i SET "doneAt" = ${instantAt(app.clock())}, "ending" = c."status"
    FROM "Card" c
    WHERE i."recallId" = ${recallId}::uuid AND i."action" = 'TELL_HOLDER' AND i."doneAt" IS NULL
      AND c."id" = i."cardId" AND NOT c."status" = ANY(${[...handedOver]})`
}

async function waiting(
  app: App,
  { recallId, after }: { readonly recallId: string; readonly after: string | null },
): Promise<readonly string[]> {
  const items = await app.db.recallItem.findMany({
    where: { recallId, action: 'REMAKE', doneAt: null, ...(after && { cardId: { gt: after } }) },
    orderBy: { cardId: 'asc' },
    take: pageSize,
    select: { cardId: true },
  })
  return items.map(({ cardId }) => cardId)
}

interface Item {
  readonly recallId: string
  readonly cardId: string
}

async function remakeIfStillOurs(app: App, item: Item): Promise<void> {
  try {
    await app.db.$transaction(async (tx) => {
      const card = await loadCard(tx, item.cardId)
      const key = { recallId_cardId: item }
      if (handedOver.some((state) => state === card.status)) {
        await tx.recallItem.update({ where: key, data: { action: 'TELL_HOLDER' } })
        return
      }
      const isOurs = stillOurs.some((state) => state === card.status)
      const ending = isOurs ? null : card.status
      if (isOurs) await remake(tx, app, card)
      await tx.recallItem.update({ where: key, data: { doneAt: instantAt(app.clock()), ending } })
    })
  } catch (error) {
    // Somebody works on this card at this moment: the next run sees what became of it.
    if (!(error instanceof StaleVersion)) throw error
  }
}

const loadCard = (tx: Transaction, id: string) =>
  tx.card.findUniqueOrThrow({
    where: { id },
    include: {
      printJob: true,
      application: { select: { ...movableApplication, flags: true, priority: true } },
    },
  })
type RecalledCard = Awaited<ReturnType<typeof loadCard>>

/** How a job that still has its card at the factory ends; before quality control has passed it, a new one of the same file follows. */
const endings = ['spoil', 'fail', 'declareSpoiled', 'recall'] as const satisfies readonly EventsOf<
  typeof printJobLifecycle
>[]

async function remake(tx: Transaction, app: App, card: RecalledCard): Promise<void> {
  const job = { ...card.printJob, key: card.printJob.id }
  const event = endings.find((ending) => nextState(printJobLifecycle, job.status, ending) !== undefined)
  const isAtFactory = card.status === 'MADE' && event !== undefined
  if (isAtFactory && event !== 'recall') {
    await spoilJob(tx, app, { job, actor: systemActor, event, reason })
    return
  }
  if (isAtFactory) await wasteJob(tx, app, { job, actor: systemActor, event, reason })
  else await revokeCard(tx, app, card)
  await planAgain(tx, app, { file: card.application, actor: systemActor })
}

async function revokeCard(tx: Transaction, app: App, card: RecalledCard): Promise<void> {
  const record = { ...card, key: card.id }
  await move(tx, cardLifecycle, record, { event: 'revoke', actor: systemActor, at: app.clock(), reason })
}

/** A recall ends when every card is remade and every holder told, and no job of its signer is on a machine any more. */
export async function closeRecall(app: App, id: string): Promise<void> {
  await app.db.$executeRaw`
    UPDATE "Recall" r SET "closedAt" = ${instantAt(app.clock())}
    WHERE r."id" = ${id}::uuid AND r."closedAt" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "RecallItem" i WHERE i."recallId" = r."id" AND i."doneAt" IS NULL)
      AND NOT EXISTS (
        SELECT 1 FROM "ChipRecord" chip JOIN "PrintJob" j ON j."id" = chip."printJobId"
        WHERE chip."signerSerial" = r."signerSerial"
          AND j."status" IN ('CLAIMED', 'CARD_FED', 'CHIP_WRITTEN', 'PRINTED', 'OUTCOME_UNKNOWN'))`
}
