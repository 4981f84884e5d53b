import { type Basis, basisSchema } from '../../../core/card-life/basis.ts'
import {
  articleOn,
  type GroundCode,
  groundOf,
  type MeasureKind,
  measures,
} from '../../../core/card-life/grounds.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { cardLifecycle } from '../../../core/lifecycle/card.ts'
import { cardMeasureLifecycle } from '../../../core/lifecycle/card-measure.ts'
import { nextState, TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { type CardMeasure, Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { type Movable, move } from '../../kernel/transition.ts'

/** The ground does not belong to the measure, or no law allows it on this day. */
export class GroundRefused extends DomainError<'GROUND_REFUSED'> {
  constructor(kind: MeasureKind, ground: string) {
    super(
      'GROUND_REFUSED',
      {
        vi: 'Lý do này không dùng cho việc đang làm, hoặc pháp luật hiện hành chưa cho phép. Hãy chọn lý do khác.',
        en: 'This reason does not belong to what is to be done, or no law allows it yet. Choose another one.',
      },
      { kind, ground },
    )
  }
}

/** The paper that a measure rests on is not named, or not completely. */
export class BasisNeeded extends DomainError<'BASIS_NEEDED'> {
  constructor(kind: MeasureKind) {
    super(
      'BASIS_NEEDED',
      {
        vi: 'Phải ghi đủ văn bản làm căn cứ: loại, số, ngày và cơ quan ban hành; ngày không ở tương lai.',
        en: 'Name the paper it rests on: kind, number, day and issuer; the day is not in the future.',
      },
      { kind },
    )
  }
}

/** Another measure on this card waits for its second officer. */
export class MeasureUnderWay extends DomainError<'MEASURE_UNDER_WAY'> {
  constructor() {
    super('MEASURE_UNDER_WAY', {
      vi: 'Thẻ này đang có một đề nghị chờ cán bộ thứ hai. Hãy quyết định hoặc rút đề nghị đó trước.',
      en: 'A proposal about this card waits for its second officer. Decide or withdraw that one first.',
    })
  }
}

export interface MeasuredCard {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly unitCode: string
}

export interface NewMeasure {
  readonly card: MeasuredCard
  readonly kind: MeasureKind
  readonly ground: GroundCode
  readonly basis?: unknown
  readonly channel: 'DESK' | 'HOTLINE' | 'PORTAL' | 'REGISTRY'
  readonly identifiedBy?: 'FINGERS' | 'PAPERS' | 'SIGN_IN' | 'APPLICATION' | 'QUESTIONS'
  readonly unitCode?: string
  readonly groupId?: string
  readonly actor: Actor
}

/** The ground as the law of this day allows it, and the paper where one is needed. */
function demandGround(app: App, { kind, ground, basis, actor }: NewMeasure): Basis | null {
  const today = calendarDateAt(app.clock())
  const rule = groundOf(ground)
  const allowed = rule.kind === kind && (!rule.automatic || actor.kind === 'system')
  if (!allowed) throw new GroundRefused(kind, ground)
  // The register's word ends a card under any law.
  if (actor.kind === 'system') return null
  if (articleOn(ground, today) === undefined) throw new GroundRefused(kind, ground)
  if (!measures[kind].basis) return null
  const read = basisSchema.safeParse(basis)
  if (!read.success || read.data.issuedOn > today) throw new BasisNeeded(kind)
  return read.data
}

const auditActions: Readonly<Record<MeasureKind, string>> = {
  LOCK: 'card.lock',
  UNLOCK: 'card.unlock',
  HOLD: 'card.hold',
  GIVE_BACK: 'card.give-back',
  REVOKE: 'card.revoke',
  REINSTATE: 'card.reinstate',
  DESTROY: 'card.destroy',
}

/** Writes a measure down; nothing happens to the card yet, but the lifecycle must allow it. */
async function writeMeasure(
  tx: Transaction,
  app: App,
  { persons, ...measure }: NewMeasure & { readonly persons: 1 | 2 },
): Promise<CardMeasure> {
  const { card, kind, ground, channel, identifiedBy = null, unitCode, groupId = null, actor } = measure
  const basis = demandGround(app, measure)
  const { event } = measures[kind]
  if (nextState(cardLifecycle, card.status, event) === undefined)
    throw new TransitionRefused('card', card.status, event)
  return tx.cardMeasure.create({
    data: {
      cardId: card.id,
      kind,
      ground,
      basis: basis ?? Prisma.DbNull,
      channel,
      identifiedBy,
      unitCode: unitCode ?? card.unitCode,
      groupId,
      persons,
      actorKind: actor.kind,
      actorId: actor.id,
      at: instantAt(app.clock()),
    },
  })
}

/**
 * A measure for a second officer to decide; one of a card at a time. It keeps nobody from locking the card meanwhile, nor the register from
 * ending it. Throws {@link GroundRefused}, {@link BasisNeeded}, {@link MeasureUnderWay}, TransitionRefused.
 */
export async function proposeMeasure(tx: Transaction, app: App, measure: NewMeasure): Promise<CardMeasure> {
  const waiting = { cardId: measure.card.id, status: 'PROPOSED', persons: 2 }
  if ((await tx.cardMeasure.count({ where: waiting })) > 0) throw new MeasureUnderWay()
  try {
    return await writeMeasure(tx, app, { ...measure, persons: 2 })
  } catch (error) {
    throw isUniqueViolation(error) ? new MeasureUnderWay() : error
  }
}

interface CarryingOut {
  readonly card: MeasuredCard
  readonly measure: CardMeasure
  /** Who carries it out: the second officer, where it takes two. */
  readonly actor: Actor
  readonly minutesId?: string
}

/** One card of a person is in force at a time. */
export class OtherCardActive extends DomainError<'OTHER_CARD_ACTIVE'> {
  constructor() {
    super('OTHER_CARD_ACTIVE', {
      vi: 'Người này đang có thẻ khác còn hiệu lực. Mỗi người chỉ dùng một thẻ.',
      en: 'This person has another card in force. There is one at a time.',
    })
  }
}

/** Moves the card, and keeps with the measure who agreed and which step of the card's history it was. */
export async function carryOutMeasure(
  tx: Transaction,
  app: App,
  { card, measure, actor, minutesId }: CarryingOut,
): Promise<Movable> {
  const at = app.clock()
  const kind = measure.kind as MeasureKind
  const { event } = measures[kind]
  if (nextState(cardLifecycle, card.status, event) === 'ACTIVE') await demandNoOther(tx, card)
  const moved = await move(
    tx,
    cardLifecycle,
    { ...card, key: card.id },
    { event, actor, at, reason: measure.ground },
  )
  await move(
    tx,
    cardMeasureLifecycle,
    { ...measure, key: measure.id },
    {
      event: 'carryOut',
      actor,
      at,
      data: {
        cardVersion: moved.version,
        decidedAt: instantAt(at),
        ...(measure.persons === 2 && { secondId: actor.id }),
        ...(minutesId && { minutesId }),
      },
    },
  )
  // One subject of a transaction is audited (server/kernel/audit.ts): of a pile the pile, of the register's word the file that it ends.
  if (measure.groupId !== null || actor.kind === 'system') return moved
  await audit(tx, {
    actor,
    at,
    action: auditActions[kind],
    subjectKind: 'card',
    subjectId: card.id,
    details: { ground: measure.ground, channel: measure.channel, measure: measure.id },
  })
  return moved
}

async function demandNoOther(tx: Transaction, card: MeasuredCard): Promise<void> {
  const [other] = await tx.$queryRaw<{ id: string }[]>`
    SELECT o."id" FROM "Card" o JOIN "Card" c ON c."residentId" = o."residentId"
    WHERE c."id" = ${card.id}::uuid AND o."id" <> c."id" AND o."status" = 'ACTIVE'`
  if (other) throw new OtherCardActive()
}

/** A measure that one person takes: written down and carried out at once. */
export async function takeMeasure(tx: Transaction, app: App, measure: NewMeasure): Promise<Movable> {
  const written = await writeMeasure(tx, app, { ...measure, persons: 1 })
  return carryOutMeasure(tx, app, { card: measure.card, measure: written, actor: measure.actor })
}
