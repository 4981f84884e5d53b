import type { CitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { listEntries } from '../../../core/status-list/status-bits.ts'
import { type PublicCardState, publicCardState } from '../../../core/status-list/public-state.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf, dateOf } from '../../kernel/clock.ts'
import { statusListAddress } from './status-list-address.ts'

/** No card with these particulars was ever handed over: a wrong number and a wrong date look the same. */
export class CardUnknown extends DomainError<'CARD_UNKNOWN'> {
  constructor() {
    super('CARD_UNKNOWN', {
      vi: 'Không có thẻ đã trả nào mang số và ngày này. Hãy đọc lại trên thẻ.',
      en: 'No card with this number and these dates was handed over. Read them again from the card.',
    })
  }
}

/** A lost card and the one made after it may end on the same day: only both dates tell them apart. */
export class BothDatesNeeded extends DomainError<'BOTH_DATES_NEEDED'> {
  constructor() {
    super('BOTH_DATES_NEEDED', {
      vi: 'Người này từng có nhiều thẻ với ngày đó. Hãy gửi cả ngày cấp và ngày hết hạn ghi trên thẻ.',
      en: 'This person had several cards with that date. Send the day of issue and the last day, as they stand on the card.',
    })
  }
}

/** A card by what stands on it, at least one of its two dates, or by its place in the published lists. */
export type CardStatusQuestion =
  | {
      readonly number: CitizenNumber
      readonly issuedOn?: CalendarDate | undefined
      /** null: không thời hạn. */
      readonly expiresOn?: CalendarDate | null | undefined
    }
  | { readonly index: number }

/** Whether to accept a card, and nothing of its holder. */
export interface CardStatusAnswer {
  readonly state: PublicCardState
  /** ISO 8601: the state is of this moment. */
  readonly at: string
  /** Where the same can be read later without asking about this card: its list, and its place there. */
  readonly list: { readonly address: string; readonly position: number }
}

interface CardRow {
  readonly status: string
  readonly statusIndex: number
  readonly expiresOn: Date | null
}

/**
 * The state of one card at this moment, for relying parties. It has no rights of its own: whoever calls it has made sure of the asker,
 * their purpose and quota, and writes the log. Throws {@link CardUnknown}, {@link BothDatesNeeded}.
 */
export async function cardStatus(app: App, question: CardStatusQuestion): Promise<CardStatusAnswer> {
  const cards = 'index' in question ? await byIndex(app, question.index) : await byFace(app, question)
  const [card, ...others] = cards
  if (!card) throw new CardUnknown()
  if (others.length > 0) throw new BothDatesNeeded()
  const at = app.clock()
  // The night's job may not have come to it yet.
  const isOver = card.expiresOn !== null && calendarDateOf(card.expiresOn) < calendarDateAt(at)
  const state = isOver ? 'ENDED' : publicCardState(card.status)
  if (state === null) throw new CardUnknown()
  const list = Math.floor(card.statusIndex / listEntries)
  return {
    state,
    at: new Date(at).toISOString(),
    list: { address: statusListAddress(app, list), position: card.statusIndex % listEntries },
  }
}

async function byIndex(app: App, index: number): Promise<readonly CardRow[]> {
  if (!Number.isInteger(index) || index < 0 || index > 2_147_483_647) return []
  const card = await app.db.card.findUnique({
    where: { statusIndex: index },
    select: { status: true, expiresOn: true },
  })
  return card ? [{ ...card, statusIndex: index }] : []
}

async function byFace(
  app: App,
  { number, issuedOn, expiresOn }: Extract<CardStatusQuestion, { number: CitizenNumber }>,
): Promise<readonly CardRow[]> {
  if (issuedOn === undefined && expiresOn === undefined) return []
  const rows = await app.db.card.findMany({
    where: {
      number,
      statusIndex: { not: null },
      ...(issuedOn !== undefined && { issuedOn: dateOf(issuedOn) }),
      ...(expiresOn !== undefined && { expiresOn: expiresOn && dateOf(expiresOn) }),
    },
    select: { status: true, statusIndex: true, expiresOn: true },
    take: 2,
  })
  return rows.flatMap(({ statusIndex, ...row }) => (statusIndex === null ? [] : [{ ...row, statusIndex }]))
}
