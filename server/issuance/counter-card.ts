import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { type CardFace, type CardTemplate, cardTemplates } from '../../core/card/card-face.ts'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { calendarDateAt, type CalendarDate } from '../../core/dates/calendar-date.ts'
import type { OldCardDue } from '../../core/enrollment/surrender.ts'
import { type Collector, mayBeRepresented } from '../../core/issuance/collectors.ts'
import { reasonsToComeInPerson } from '../../core/issuance/in-person.ts'
import { deliveryOf } from './post/delivery.ts'
import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { calendarDateOf } from '../kernel/clock.ts'
import { oldCardsOf, previousCard } from './give-card.ts'
import { holderFingers } from './holder-fingers.ts'
import { slotLabel } from './shelves/assign-slots.ts'
import { waitingCard } from './waiting-card.ts'

/** Everything that the screen of the counter shows of a scanned card. */
export interface CounterCard {
  readonly id: string
  readonly serial: string
  readonly slot: string | null
  readonly applicationCode: string
  readonly applicationState: string
  readonly readyOn: CalendarDate | null
  readonly template: CardTemplate
  readonly face: CardFace
  readonly portraitPath: string | null
  /** To be taken, those to take first in front. */
  readonly fingers: readonly FingerPosition[]
  readonly oldCards: readonly OldCardDue[]
  readonly collectors: readonly Collector[]
  /** Why only the holder in person may take it. */
  readonly inPerson: readonly string[]
  readonly byPost: boolean
}

/** What waits under a scanned QR or number. A look at a person's data, and audited. Throws what waitingCard throws. */
export async function counterCard(
  app: WithFingerReader,
  actor: Actor,
  { scan }: { readonly scan: string },
): Promise<CounterCard> {
  const card = await waitingCard(app, actor, { scan, action: 'card.hand-over' })
  const { application: file } = card
  const today = calendarDateAt(app.clock())
  const [holder, previous, slot] = await Promise.all([
    holderFingers(app, file.id),
    previousCard(app.db, card.residentId),
    app.db.shelfSlot.findUnique({ where: { cardId: card.id } }),
  ])
  await app.db.$transaction((tx) =>
    audit(tx, { actor, at: app.clock(), action: 'card.read', subjectKind: 'card', subjectId: card.id }),
  )
  const captured = file.portraitSha256 !== null || holder.positions.length > 0
  const inPerson = reasonsToComeInPerson(file).map(({ code }) => code)
  return {
    id: card.id,
    serial: card.serial,
    slot: slot && slotLabel(slot),
    applicationCode: file.code,
    applicationState: file.status,
    readyOn: file.readyOn && calendarDateOf(file.readyOn),
    template: cardTemplates.find((known) => known === card.template) ?? 'CC_2024',
    face: cardFaceSchema.parse(card.printJob.face),
    portraitPath: card.printJob.portraitSha256 === null ? null : `/cards/${card.id}/portrait`,
    fingers: holder.positions,
    oldCards: oldCardsOf(card, previous),
    collectors: [
      ...(captured ? (['HOLDER'] as const) : []),
      ...(mayBeRepresented({ ...file, captured }, today) ? (['REPRESENTATIVE'] as const) : []),
      ...(inPerson.length === 0 ? (['PROXY'] as const) : []),
    ],
    inPerson,
    byPost: deliveryOf(file.delivery)?.kind === 'POST',
  }
}
