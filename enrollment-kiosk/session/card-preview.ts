import type { SessionView } from '../../core/contracts/desk/session.ts'
import type { CardTemplate } from '../../core/card/card-face.ts'
import { ageOn, type CalendarDate } from '../../core/dates/calendar-date.ts'
import { CardNotIssuable, cardExpiry } from '../../core/dates/card-expiry.ts'
import type { CaptureSession } from './capture-session.ts'

/** TT 16/2024/TT-BCA: no portrait on cards for children under six. */
const templateOf = (age: number): CardTemplate => (age < 6 ? 'CC_2024_UNDER_6' : 'CC_2024')

/** What the card would show if it were made today; null before the details are known, and where the law gives none. */
export function cardPreview(session: CaptureSession, on: CalendarDate): SessionView['card'] {
  if (!session.details) return null
  const { name, birthDate, sex, nationality, residence, birthRegistrationPlace } = session.details.person
  try {
    return {
      template: templateOf(ageOn(birthDate, on)),
      number: session.registry?.number ?? session.givenNumber,
      name,
      birthDate,
      sex,
      nationality,
      residence,
      birthRegistrationPlace,
      issuedOn: on,
      expiresOn: cardExpiry({ birthDate, issuedOn: on }),
    }
  } catch (error) {
    if (error instanceof CardNotIssuable) return null
    throw error
  }
}
