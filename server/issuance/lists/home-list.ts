import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { type HomeList, homeListSchema } from '../../../core/contracts/home-hand-over.ts'
import { calendarDateAt, formatVietnamese } from '../../../core/dates/calendar-date.ts'
import { mayBeRepresented } from '../../../core/issuance/collectors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'
import { oldCardsOf, previousCard } from '../give-card.ts'
import { waitingCardParts } from '../waiting-card.ts'

/** What the officer who carries the cards takes along, for the device or on paper: only theirs, and audited. */
export async function homeList(app: App, actor: Actor, input: { readonly id: string }): Promise<HomeList> {
  demand(actor, 'card-list.send')
  const list = await app.db.cardList.findUnique({
    where: { id: recordId(input.id, 'card list') },
    include: {
      items: { orderBy: { position: 'asc' }, include: { card: { include: waitingCardParts } } },
    },
  })
  if (list?.kind !== 'HOME' || list.sentAt === null) throw new NotFound('card list')
  await authorise(app, actor, 'card-list.send', list.unitCode)
  if (list.carrierId !== officerIdOf(actor)) throw new NotAllowed()
  const today = calendarDateAt(app.clock())
  const phones = await phonesOf(
    app,
    list.items.map(({ card }) => card.applicationId),
  )
  const cards = await Promise.all(
    list.items.map(async ({ position, card }) => {
      const face = cardFaceSchema.parse(card.printJob.face)
      const { application: file } = card
      const captured = file.portraitSha256 !== null
      const old = oldCardsOf(card, await previousCard(app.db, card.residentId))
      return {
        position,
        serial: card.serial,
        applicationCode: file.code,
        name: face.name,
        birthDate: formatVietnamese(face.birthDate),
        residence: face.residence,
        phone: phones.get(card.applicationId) ?? null,
        collectors: [
          'HOLDER',
          ...(mayBeRepresented({ ...file, captured }, today) ? ['REPRESENTATIVE'] : []),
          'PROXY',
        ],
        oldCards: old.map(({ kind, number }) => ({ kind, number })),
      }
    }),
  )
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'card-list.take-along',
      subjectKind: 'card list',
      subjectId: list.id,
      details: { count: cards.length },
    }),
  )
  const { number, listSha256, sentAt } = list
  return homeListSchema.parse({ number, listSha256, sentAt: sentAt.toISOString(), cards })
}

async function phonesOf(app: App, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const files = await app.db.application.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, phone: true },
  })
  return new Map(files.map(({ id, phone }) => [id, phone]))
}
