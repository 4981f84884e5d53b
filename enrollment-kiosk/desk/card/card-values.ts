import { type CardTemplate, cardTemplates } from '../../../core/card/card-face.ts'
import type { FieldName } from '../../../core/card/layout.ts'
import { noExpiryText } from '../../../core/card/printed-value.ts'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { formatVietnamese, parseCalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { formatTd1, type Mrz } from '../../../core/mrz/td1.ts'
import type { ShownCard } from '../../../ui/card/shown-card.ts'

export type CardPreview = NonNullable<SessionView['card']>

/** The card of a session, as far as it is known. */
export const shownCard = (card: CardPreview): ShownCard => ({
  template: templateOf(card),
  valueOf: (field) => cardValue(card, field),
  // No signature before there is a card.
  codes: { qr: card.qr, signedQr: null },
  mrz: cardMrz(card),
})

const templateOf = (card: CardPreview): CardTemplate =>
  cardTemplates.find((template) => template === card.template) ?? 'CC_2024'

const dateText = (date: string) => formatVietnamese(parsePartialDate(date))

/** What will stand on the card; null for a number that is given later. */
export function cardValue(card: CardPreview, field: FieldName): string | null {
  switch (field) {
    case 'number':
      return card.number
    case 'birthDate':
      return dateText(card.birthDate)
    case 'issuedOn':
      return card.issuedOn === null ? null : dateText(card.issuedOn)
    case 'expiresOn':
      return card.expiresOn === null ? noExpiryText : dateText(card.expiresOn)
    case 'sex':
      return card.sex === 'MALE' ? 'Nam' : 'Nữ'
    case 'name':
      return card.name.normalize('NFC').toLocaleUpperCase('vi')
    // On cards until 30/06/2024, which the desk no longer makes.
    case 'placeOfOrigin':
    case 'marks':
      return null
    default:
      return card[field].normalize('NFC')
  }
}

/** The three lines of the back; null where a number is still to be given, or a name cannot be written in them. */
function cardMrz(card: CardPreview): Mrz | null {
  if (card.number === null || (card.sex !== 'MALE' && card.sex !== 'FEMALE')) return null
  try {
    return formatTd1({
      number: parseCitizenNumber(card.number),
      name: card.name,
      birthDate: parsePartialDate(card.birthDate),
      sex: card.sex,
      expiresOn: card.expiresOn === null ? null : parseCalendarDate(card.expiresOn),
    })
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
