import {
  oldCardKinds,
  neglectedCard,
  oldCardsDue,
  type OldCardDue,
  type Surrendered,
} from '../../core/enrollment/surrender.ts'
import { packetManifestSchema } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import type { Authorisation, Collector, CollectorPerson } from '../../core/issuance/collectors.ts'
import { cardLifecycle } from '../../core/lifecycle/card.ts'
import type { Card } from '../../prisma/client/client.ts'
import { consumeCollection } from '../enrollment/appointments/consume-collection.ts'
import { demandFee } from '../enrollment/fees/fee-outstanding.ts'
import { moveApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'
import { markReceived } from './arrive.ts'
import { freeSlot } from './shelves/assign-slots.ts'
import type { WaitingCard } from './waiting-card.ts'

/** The card's chip was signed by a document signer that was revoked since: inspection systems refuse it. */
export class CardRecalled extends DomainError<'CARD_RECALLED'> {
  constructor() {
    super('CARD_RECALLED', {
      vi: 'Thẻ này đang được thu hồi để làm lại do chứng thư ký trên chip đã bị thu hồi. Không trả thẻ; thẻ mới được làm miễn phí.',
      en: 'This card is recalled, for the certificate that signed its chip was revoked. Keep it; a new one is made free of charge.',
    })
  }
}

/** An old card is still with its holder. */
export class OldCardsFirst extends DomainError<'OLD_CARDS_FIRST'> {
  constructor({ kind, handlings }: OldCardDue) {
    const name = oldCardKinds[kind]
    super(
      'OLD_CARDS_FIRST',
      {
        vi: `Trước khi trả thẻ mới phải giải quyết ${name.vi}: ${kind === 'CMND9' ? 'cắt góc trên bên phải mặt trước rồi trả lại, hoặc thu lại' : 'thu lại'}; bị mất thì ghi là đã mất.`,
        en: `The old card comes first (${name.en}): ${kind === 'CMND9' ? 'cut its top right corner and give it back, or collect it' : 'collect it'}; if it is lost, note it as lost.`,
      },
      { kind, handlings: handlings.join(' ') },
    )
  }
}

/** How the holder was recognised; all empty for somebody else. */
export interface Recognition {
  readonly verifiedBy:
    | 'TWO_FINGERS'
    | 'THREE_FINGERS'
    | 'FOUR_FINGERS'
    | 'FACE'
    | 'SUPERVISOR'
    | 'OFFICER'
    | 'CARRIER'
    | null
  readonly score: number | null
  readonly threshold: number | null
}
export const notRecognised: Recognition = { verifiedBy: null, score: null, threshold: null }

/** What is kept of a hand-over. */
export interface Giving extends Recognition {
  /** Who stood at the counter or at the door. */
  readonly officerId: string
  readonly collector: Collector
  readonly way: 'COUNTER' | 'HOME' | 'POST'
  /** Milliseconds: when it was done; now unless told. */
  readonly handedAt?: number
  readonly supervisorId?: string | null
  readonly reason?: string | null
  readonly person?: CollectorPerson | null
  readonly authorisation?: Authorisation | null
  readonly authorisationSha256?: string | null
  readonly signatureSha256?: string | null
  readonly unsignedReason?: string | null
  readonly surrendered: readonly Surrendered[]
}

/**
 * The card becomes ACTIVE, the holder's previous card REPLACED and the file ISSUED; the slot is free. Throws StaleVersion where the card was
 * handed over, or moved otherwise, since it was scanned; CardRecalled, FeeUnpaid, {@link OldCardsFirst}, TransitionRefused.
 */
export async function giveCard(
  tx: Transaction,
  app: App,
  { card, actor, giving }: { readonly card: WaitingCard; readonly actor: Actor; readonly giving: Giving },
) {
  const signedByRevoked = { printJobId: card.printJobId, signer: { revokedAt: { not: null } } }
  if ((await tx.chipRecord.count({ where: signedByRevoked })) > 0) throw new CardRecalled()
  // At a door it is too late to ask for money: what was given there is only recorded now.
  if (giving.way === 'COUNTER') await demandFee(tx, card.application.id)
  const at = app.clock()
  const previous = await previousCard(tx, card.residentId)
  const neglected = neglectedCard(oldCardsOf(card, previous), giving.surrendered)
  // A letter leaves only when nothing is due; what the carrier has delivered is in its holder's hands.
  if (neglected && giving.way !== 'POST') throw new OldCardsFirst(neglected)
  // It was missing in its parcel, or foreign in another one: it is in its holder's hand. Parcels are locked before their cards, as everywhere.
  await markReceived(tx, app, card.id)
  if (previous)
    await move(tx, cardLifecycle, { ...previous, key: previous.id }, { event: 'replace', actor, at })
  const replacesId = previous?.id ?? null
  const data = { replacesId }
  const active = await move(
    tx,
    cardLifecycle,
    { ...card, key: card.id },
    { event: 'activate', actor, at, data },
  )
  await issueFile(tx, app, { card, actor, way: giving.way })
  await consumeCollection(tx, { fileId: card.application.id, actor, at })
  await freeSlot(tx, card.id)
  await keepHandOver(tx, { card, giving, at: giving.handedAt ?? at })
  return { ...active, replacesId }
}

async function issueFile(
  tx: Transaction,
  app: App,
  { card, actor, way }: { readonly card: WaitingCard; readonly actor: Actor; readonly way: Giving['way'] },
): Promise<void> {
  const file = card.application
  // It was given up, and its holder came after all.
  const ready =
    file.status === 'UNCOLLECTED' ? await moveApplication(tx, app, file, { event: 'recall', actor }) : file
  await moveApplication(tx, app, ready, { event: way === 'POST' ? 'deliver' : 'handOver', actor })
}

async function keepHandOver(
  tx: Transaction,
  { card, giving, at }: { readonly card: WaitingCard; readonly giving: Giving; readonly at: number },
): Promise<void> {
  const { person, authorisation, surrendered, handedAt: _, ...rest } = giving
  await tx.handOver.create({
    data: {
      ...rest,
      cardId: card.id,
      at: instantAt(at),
      surrendered: surrendered.map((one) => ({ ...one })),
      ...(person && { person: { ...person } }),
      ...(authorisation && { authorisation: { ...authorisation } }),
    },
  })
}

const replaceable = ['ACTIVE', 'LOCKED', 'HELD', 'EXPIRED']

/** The holder's card that a new one replaces. */
export function previousCard(tx: Pick<Transaction, 'card'>, residentId: string): Promise<Card | null> {
  return tx.card.findFirst({
    where: { residentId, status: { in: replaceable } },
    orderBy: { issuedOn: 'desc' },
  })
}

const notedSchema = packetManifestSchema.shape.surrendered

/** Old cards that are still to be dealt with when this one is handed over. */
export function oldCardsOf(
  { application }: Pick<WaitingCard, 'application'>,
  previous: Pick<Card, 'template' | 'number'> | null,
): readonly OldCardDue[] {
  const noted = notedSchema.parse(application.surrendered ?? [])
  const kind = previous && kindOf(previous.template)
  return oldCardsDue({ noted, previous: previous && kind ? { kind, number: previous.number } : null })
}

/** A certificate of identity is no card. */
function kindOf(template: string): 'CCCD_CHIP' | 'CC_2024' | null {
  if (template.startsWith('IDENTITY_CERTIFICATE')) return null
  return template === 'CCCD_2021' ? 'CCCD_CHIP' : 'CC_2024'
}
