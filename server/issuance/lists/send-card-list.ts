import { DomainError } from '../../../core/errors.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { cardListLifecycle } from '../../../core/lifecycle/card-list.ts'
import { moveApplications } from '../../enrollment/move-applications.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { moveMany } from '../../kernel/move-many.ts'
import { type Movable, move } from '../../kernel/transition.ts'
import { parcelTimeout } from '../../production/dispatch/send-parcel.ts'
import { AnotherOfficerNeeded, officerIdOf } from '../../production/stock/write-minutes.ts'
import { freeSlots } from '../shelves/assign-slots.ts'
import { cardListSha256, listLines, lockedList, type LockedList } from './card-list-row.ts'

/** A card of the list was handed over, revoked or moved since it was scanned; or there is none. */
export class CardListStale extends DomainError<'CARD_LIST_STALE'> {
  constructor(serials: readonly string[]) {
    super(
      'CARD_LIST_STALE',
      {
        vi:
          serials.length === 0
            ? 'Danh sách chưa có thẻ nào.'
            : `Các thẻ sau không còn chờ tại đây: ${serials.join(', ')}. Hãy bỏ khỏi danh sách rồi gửi lại.`,
        en:
          serials.length === 0
            ? 'The list is empty.'
            : `These cards do not wait here any more: ${serials.join(', ')}. Take them off and send the list again.`,
      },
      { cards: serials.length },
    )
  }
}

/**
 * The list leaves with every card on it. Cards that are forwarded are on their way, and so are their files; those that go back to the factory
 * leave their files as they are. Cards for the homes stay AT_UNIT until the result comes: another officer than the one who made the list up
 * signs for carrying them.
 */
export async function sendCardList(app: App, actor: Actor, input: { readonly id: string }): Promise<Movable> {
  const sentBy = officerIdOf(actor)
  const at = app.clock()
  return app.db.$transaction(
    async (tx) => {
      const asked = { actor, id: input.id, action: 'card-list.send', states: ['OPEN'] } as const
      const list = await lockedList(tx, app, asked)
      if (list.kind === 'HOME' && list.openedBy === sentBy) throw new AnotherOfficerNeeded('card-list.send')
      const { cards, files } = await waitingOn(tx, list)
      if (list.kind !== 'HOME') {
        await moveMany(tx, cardLifecycle, cards, { event: 'forward', actor, at })
        const unitCode = list.toUnit ?? list.unitCode
        await tx.card.updateMany({ where: { id: { in: cards } }, data: { unitCode } })
      }
      if (list.kind === 'FORWARD') {
        await moveApplications(tx, app, files, { event: 'redirect', actor })
        await tx.application.updateMany({ where: { id: { in: files } }, data: { readyOn: null } })
      }
      await freeSlots(tx, cards)
      const listSha256 = cardListSha256(list.number, await listLines(tx, list.id))
      await audit(tx, {
        actor,
        at,
        action: 'card-list.send',
        subjectKind: 'card list',
        subjectId: list.id,
        details: { kind: list.kind, count: cards.length, listSha256 },
      })
      const data = {
        sentBy,
        sentAt: instantAt(at),
        listSha256,
        carrierId: list.kind === 'HOME' ? sentBy : null,
      }
      return move(tx, cardListLifecycle, list, { event: 'send', actor, at, data })
    },
    { timeout: parcelTimeout },
  )
}

/** Its cards and files, locked. Throws {@link CardListStale}. */
async function waitingOn(tx: Transaction, list: LockedList) {
  const wanted = list.kind === 'RETURN' ? 'UNCOLLECTED' : 'READY'
  const rows = await tx.$queryRaw<{ card: string; file: string; serial: string; waits: boolean }[]>`
    SELECT c."id" AS card, a."id" AS file, c."serial",
      c."status" = 'AT_UNIT' AND c."centreCode" = ${list.fromCentre} AND a."status" = ${wanted} AS waits
    FROM "CardListItem" i JOIN "Card" c ON c."id" = i."cardId" JOIN "Application" a ON a."id" = c."applicationId"
    WHERE i."listId" = ${list.id}::uuid ORDER BY c."id" FOR UPDATE OF c`
  const gone = rows.filter(({ waits }) => !waits)
  if (rows.length === 0 || gone.length > 0) throw new CardListStale(gone.map(({ serial }) => serial))
  return { cards: rows.map(({ card }) => card), files: rows.map(({ file }) => file) }
}
