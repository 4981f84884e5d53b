import { randomUUID } from 'node:crypto'
import { type GroundCode, groundOf } from '../../../core/card-life/grounds.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { mostCardsInMinutes, TooManyForMinutes } from '../../../core/documents/minutes.ts'
import { DomainError } from '../../../core/errors.ts'
import { cardMeasureLifecycle } from '../../../core/lifecycle/card-measure.ts'
import type { CardMeasure } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { move } from '../../kernel/transition.ts'
import { openStore, placeOf, type Store } from '../../production/stock/stores.ts'
import { AnotherOfficerNeeded, officerIdOf, writeMinutes } from '../../production/stock/write-minutes.ts'
import { carryOutMeasure, proposeMeasure } from './take-measure.ts'

/** Some of the numbers are of no card that may be destroyed here. */
export class NotToBeDestroyed extends DomainError<'NOT_TO_BE_DESTROYED'> {
  constructor(serials: readonly string[]) {
    super(
      'NOT_TO_BE_DESTROYED',
      {
        vi: `Có ${serials.length} thẻ không có trong sổ hoặc chưa kết thúc (chỉ tiêu hủy thẻ hết hạn, đã đổi, đã thu hồi): ${serials.slice(0, 5).join(', ')}.`,
        en: `${serials.length} cards are unknown or have not ended (expired, replaced, revoked): ${serials.slice(0, 5).join(', ')}.`,
      },
      { count: serials.length },
    )
  }
}

/** The second officer holds other cards than the first declared. */
export class OtherCardsInHand extends DomainError<'OTHER_CARDS_IN_HAND'> {
  constructor(facts: { readonly missing: number; readonly extra: number }) {
    super(
      'OTHER_CARDS_IN_HAND',
      {
        vi: `Số thẻ quét không khớp với đề nghị: thiếu ${facts.missing}, thừa ${facts.extra}. Hãy kiểm đếm lại trước khi tiêu hủy.`,
        en: `What was scanned is not what was declared: ${facts.missing} missing, ${facts.extra} too many. Count again before anything is destroyed.`,
      },
      facts,
    )
  }
}

const tidied = (serials: readonly string[]) => {
  const known = [...new Set(serials.map((serial) => serial.trim().toUpperCase()).filter(Boolean))].toSorted()
  if (known.length === 0 || known.length > mostCardsInMinutes) throw new TooManyForMinutes()
  return known
}

const endedStates = ['EXPIRED', 'REVOKED', 'REPLACED'] as const

function endedAs(state: string): (typeof endedStates)[number] {
  const known = endedStates.find((one) => one === state)
  if (!known) throw new TransitionRefused('card', state, 'destroy')
  return known
}

export interface Destruction {
  /** Where the cards lie. */
  readonly centreCode: string
  readonly serials: readonly string[]
  /** SURRENDERED or COLLECTED. */
  readonly ground: GroundCode
}

/**
 * One officer scans cards that have ended and were handed in; nothing happens to them before another has scanned them too. Answers the
 * group's id. Throws TooManyForMinutes, {@link NotToBeDestroyed}, what take-measure.ts throws.
 */
export async function proposeDestruction(
  app: App,
  actor: Actor,
  input: Destruction,
): Promise<{ readonly groupId: string; readonly count: number }> {
  const centre = await openStore(app, actor, { code: input.centreCode, action: 'card.destroy' })
  const serials = tidied(input.serials)
  officerIdOf(actor)
  const groupId = randomUUID()
  return app.db.$transaction(async (tx) => {
    const cards = await tx.card.findMany({
      where: { serial: { in: serials }, status: { in: [...endedStates] } },
      orderBy: { id: 'asc' },
    })
    const known = new Set(cards.map(({ serial }) => serial))
    const strange = serials.filter((serial) => !known.has(serial))
    if (strange.length > 0) throw new NotToBeDestroyed(strange)
    const shared = { kind: 'DESTROY', ground: input.ground, channel: 'DESK', groupId, actor } as const
    for (const card of cards) await proposeMeasure(tx, app, { ...shared, card, unitCode: centre.code })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'card.propose-destruction',
      subjectKind: 'card group',
      subjectId: groupId,
      details: { count: cards.length, ground: input.ground },
    })
    return { groupId, count: cards.length }
  })
}

const measuresOf = (tx: Transaction, groupId: string) =>
  tx.cardMeasure.findMany({
    where: { groupId: recordId(groupId, 'card measure'), status: 'PROPOSED' },
    include: { card: true },
    orderBy: { cardId: 'asc' },
  })
type Proposed = Awaited<ReturnType<typeof measuresOf>>[number]

/**
 * Another officer scans every card of the group, and it is destroyed: cards DESTROYED and the record written, in one transaction. Throws
 * NotFound, AnotherOfficerNeeded, {@link OtherCardsInHand}, TransitionRefused where a card has moved meanwhile.
 */
export async function confirmDestruction(
  app: App,
  actor: Actor,
  input: { readonly groupId: string; readonly serials: readonly string[] },
): Promise<{ readonly minutesId: string }> {
  demand(actor, 'card.destroy')
  const serials = new Set(tidied(input.serials))
  const secondId = officerIdOf(actor)
  return app.db.$transaction(
    async (tx) => {
      const measures = await measuresOf(tx, input.groupId)
      const [first] = measures
      if (!first) throw new NotFound('card measure')
      const centre = await openStore(app, actor, { code: first.unitCode, action: 'card.destroy' })
      if (first.actorId === secondId) throw new AnotherOfficerNeeded('card.destroy')
      const missing = measures.filter(({ card }) => !serials.has(card.serial)).length
      const extra = serials.size - (measures.length - missing)
      if (missing + extra > 0) throw new OtherCardsInHand({ missing, extra })
      for (const measure of measures) await carryOutMeasure(tx, app, { card: measure.card, measure, actor })
      const minutesId = await writeRecord(tx, app, { centre, measures, secondId })
      await tx.cardMeasure.updateMany({ where: { groupId: input.groupId }, data: { minutesId } })
      await audit(tx, {
        actor,
        at: app.clock(),
        action: 'card.destroy',
        subjectKind: 'card group',
        subjectId: input.groupId,
        details: { count: measures.length, minutes: minutesId },
      })
      return { minutesId }
    },
    { timeout: 60_000 },
  )
}

interface Destroyed {
  readonly centre: Store
  readonly measures: readonly Proposed[]
  readonly secondId: string
}

async function writeRecord(
  tx: Transaction,
  app: App,
  { centre, measures, secondId }: Destroyed,
): Promise<string> {
  const [first] = measures
  const at = instantAt(app.clock())
  const { id } = await writeMinutes(tx, app, {
    centre: centre.code,
    body: {
      kind: 'CARDS_DESTROYED',
      place: placeOf(centre),
      reason: groundOf(first?.ground as GroundCode).name.vi,
      cards: measures.map(({ card }) => ({ serial: card.serial, state: endedAs(card.status) })),
    },
    signatures: [
      { officerId: first?.actorId ?? '', part: 'DECLARER', at: first?.at ?? at },
      { officerId: secondId, part: 'CONFIRMER', at },
    ],
  })
  return id
}

/** The proposal is taken back by its officer, or not agreed to by another: the cards stay as they are. Throws NotFound. */
export async function endDestruction(
  app: App,
  actor: Actor,
  input: { readonly groupId: string },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const measures: readonly CardMeasure[] = await measuresOf(tx, input.groupId)
    const [first] = measures
    if (!first) throw new NotFound('card measure')
    await openStore(app, actor, { code: first.unitCode, action: 'card.destroy' })
    const event = first.actorId === officerIdOf(actor) ? 'withdraw' : 'refuse'
    const at = app.clock()
    for (const measure of measures)
      await move(
        tx,
        cardMeasureLifecycle,
        { ...measure, key: measure.id },
        { event, actor, at, data: { decidedAt: instantAt(at) } },
      )
    await audit(tx, {
      actor,
      at,
      action: `card.${event}-destruction`,
      subjectKind: 'card group',
      subjectId: input.groupId,
      details: { count: measures.length },
    })
  })
}
