import type { GroundCode } from '../../../core/card-life/grounds.ts'
import { isCitizen } from '../../../core/citizen/nationality.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { loadCard } from './load-card.ts'
import { proposeMeasure } from './take-measure.ts'

const reasons = {
  NEVER_HANDED_OVER: {
    vi: 'Thẻ này bị thu hồi trước khi trả cho chủ thẻ nên không khôi phục được. Hãy làm thẻ mới.',
    en: 'This card was revoked before it was handed over. Have a new one made.',
  },
  OVER: {
    vi: 'Thẻ này đã quá ngày hết hạn nên không khôi phục được. Hãy làm thẻ mới.',
    en: 'This card’s last day has passed. Have a new one made.',
  },
  OTHER_CARD: {
    vi: 'Người này đang có thẻ khác chưa kết thúc nên không khôi phục thẻ này được.',
    en: 'This person has another card that has not ended.',
  },
  REGISTER: {
    vi: 'Cơ sở dữ liệu dân cư vẫn ghi người này đã chết, không còn quốc tịch hoặc đã gộp hồ sơ. Hãy sửa ở đó trước.',
    en: 'The register still says that this person died, lost nationality or was merged. Correct it there first.',
  },
} as const

/** The card cannot come into force again. */
export class NotReinstatable extends DomainError<'NOT_REINSTATABLE'> {
  constructor(reason: keyof typeof reasons) {
    super('NOT_REINSTATABLE', reasons[reason], { reason })
  }
}

type Card = Awaited<ReturnType<typeof loadCard>>

/** Asked when it is proposed and when it is carried out. */
export async function demandReinstatable(tx: Transaction, app: App, card: Card): Promise<void> {
  if (card.statusIndex === null) throw new NotReinstatable('NEVER_HANDED_OVER')
  if (card.expiresOn && calendarDateOf(card.expiresOn) < calendarDateAt(app.clock()))
    throw new NotReinstatable('OVER')
  const others = { residentId: card.residentId, status: { in: ['ACTIVE', 'LOCKED', 'HELD'] } }
  if ((await tx.card.count({ where: others })) > 0) throw new NotReinstatable('OTHER_CARD')
  const resident = await tx.resident.findUniqueOrThrow({
    where: { id: card.residentId },
    select: { deathOn: true, nationality: true, mergedIntoId: true },
  })
  const { deathOn, nationality, mergedIntoId } = resident
  if (deathOn !== null || mergedIntoId !== null || !isCitizen(nationality))
    throw new NotReinstatable('REGISTER')
}

export interface Revoking {
  readonly cardId: string
  readonly kind: 'REVOKE' | 'REINSTATE'
  readonly ground: GroundCode
  /** basisSchema of core/card-life/basis.ts. */
  readonly basis: unknown
}

/**
 * Thu hồi thẻ (Luật Căn cước 2023, article 29), or undoing a revocation that rested on an error of the register: one officer of the card's
 * unit proposes it, another decides (decide-measure.ts). Throws NotFound, {@link NotReinstatable}, what take-measure.ts throws.
 */
export async function proposeRevocation(
  app: App,
  actor: Actor,
  { cardId, ...measure }: Revoking,
): Promise<{ readonly measureId: string }> {
  demand(actor, 'card.revoke')
  return app.db.$transaction(async (tx) => {
    const card = await loadCard(tx, cardId)
    await authorise(app, actor, 'card.revoke', card.unitCode)
    if (measure.kind === 'REINSTATE') await demandReinstatable(tx, app, card)
    const { id: measureId } = await proposeMeasure(tx, app, { ...measure, card, actor, channel: 'DESK' })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'card.propose',
      subjectKind: 'card',
      subjectId: card.id,
      details: { kind: measure.kind, ground: measure.ground, measure: measureId },
    })
    return { measureId }
  })
}
