import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { Surrendered } from '../../core/enrollment/surrender.ts'
import { DomainError } from '../../core/errors.ts'
import type { Authorisation, Collector, CollectorPerson } from '../../core/issuance/collectors.ts'
import type { WithFingerReader } from '../biometrics/examine-captures.ts'
import type { Actor } from '../kernel/actor.ts'
import { demandCollector } from './demand-collector.ts'
import { giveCard, notRecognised } from './give-card.ts'
import { recognitionBy } from './recognition.ts'
import { keepPaper, keepSignature, type SignatureGiven } from './signature.ts'
import { waitingCard } from './waiting-card.ts'

/** Whoever takes the card looks at it first: what is wrong is put right before anybody signs. */
export class CardUnchecked extends DomainError<'CARD_UNCHECKED'> {
  constructor() {
    super('CARD_UNCHECKED', {
      vi: 'Người nhận chưa kiểm tra thẻ. Mời đọc lại từng mục trên thẻ trước khi ký: in lỗi thì làm lại miễn phí, sai thông tin thì chuyển hồ sơ về bàn thu nhận.',
      en: 'The card was not checked yet. Have every line of it read before anybody signs: a misprint is made again free of charge, wrong data go back to the desk.',
    })
  }
}

export interface HandOver {
  /** What the scanner read: the QR of the card, or the number of its blank. */
  readonly scan: string
  readonly collector: Collector
  /** Whoever takes the card has read it and finds nothing wrong. */
  readonly checked: boolean
  readonly signature: SignatureGiven
  /** Who takes it for the holder. */
  readonly person?: CollectorPerson | null
  /** Of a proxy, with its scan: PDF, JPEG or PNG. */
  readonly authorisation?: (Authorisation & { readonly paper: Uint8Array }) | null
  /** What was done with old cards. */
  readonly surrendered?: readonly Surrendered[]
}

/**
 * Trả thẻ: the scanned card goes to its holder, whom this officer or a supervisor has recognised a moment ago, to a representative, or to a
 * proxy with a letter. They have checked it and sign. The card becomes ACTIVE, the previous one REPLACED and the file ISSUED, in one
 * transaction. Throws the refusals of giveCard, recognitionBy, demandCollector and keepSignature, and {@link CardUnchecked}.
 */
export async function handOverCard(app: WithFingerReader, actor: Actor, input: HandOver) {
  const { scan, collector, person = null, authorisation = null, surrendered = [] } = input
  const card = await waitingCard(app, actor, { scan, action: 'card.hand-over' })
  const recognised =
    collector === 'HOLDER' ? await recognitionBy(app, actor, card) : { ...notRecognised, supervisorId: null }
  if (collector !== 'HOLDER')
    await demandCollector(app, { card, collector, person, authorisation, on: calendarDateAt(app.clock()) })
  if (!input.checked) throw new CardUnchecked()
  const { signatureSha256, unsignedReason } = await keepSignature(app, input.signature)
  const isProxy = collector === 'PROXY' && authorisation !== null
  const authorisationSha256 = isProxy ? await keepPaper(app, authorisation.paper) : null
  const giving = {
    ...recognised,
    officerId: actor.id ?? '',
    collector,
    way: 'COUNTER',
    person: collector === 'HOLDER' ? null : person,
    authorisation: isProxy ? { number: authorisation.number, on: authorisation.on } : null,
    authorisationSha256,
    signatureSha256,
    unsignedReason,
    surrendered,
  } as const
  return app.db.$transaction((tx) => giveCard(tx, app, { card, actor, giving }))
}
