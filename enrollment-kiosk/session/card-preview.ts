import type { SessionView } from '../../core/contracts/desk/session.ts'
import { cardTemplateFor, LegacyTemplate, NoTemplate, withSignedQr } from '../../core/card/templates.ts'
import { ageOn, type CalendarDate } from '../../core/dates/calendar-date.ts'
import { CardNotIssuable, cardExpiry } from '../../core/dates/card-expiry.ts'
import { formatCardQr, IllegalQrField } from '../../core/qr/card-qr.ts'
import type { CaptureSession } from './capture-session.ts'
import { today } from './details-parts.ts'
import type { Kiosk } from './kiosk.ts'

/** There is no card for the person on this day. */
const refusals = [CardNotIssuable, NoTemplate, LegacyTemplate]

/** What the card would show if it were made today; null before the details are known, and where the law gives none. */
export function cardPreview(kiosk: Kiosk, session: CaptureSession): SessionView['card'] {
  if (!session.details) return null
  const on = today(kiosk)
  const { name, birthDate, sex, nationality, residence, birthRegistrationPlace } = session.details.person
  try {
    const template = cardTemplateFor('CARD', { birthDate, on })
    const isSigned = kiosk.installation.machine().settings.signedQrOnCard === true
    return {
      template: isSigned ? (withSignedQr(template) ?? template) : template,
      number: session.registry?.number ?? session.givenNumber,
      name,
      birthDate,
      sex,
      nationality,
      residence,
      birthRegistrationPlace,
      issuedOn: on,
      expiresOn: cardExpiry({ birthDate, issuedOn: on }),
      qr: qrPreview(session, on),
    }
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) return null
    throw error
  }
}

/** As the server will write it (server/production/plan-print-job.ts): parents' names on cards of children (NĐ 70/2024, 12). */
function qrPreview({ details, registry, givenNumber }: CaptureSession, on: CalendarDate): string | null {
  const number = registry?.number ?? givenNumber
  if (!details || number === null) return null
  const { name, birthDate, sex, residence, legacyNumber, fatherName, motherName } = details.person
  const isChild = ageOn(birthDate, on) < 14
  try {
    return formatCardQr({
      era: 2024,
      number,
      legacyNumber,
      name,
      birthDate,
      sex,
      residence,
      issuedOn: on,
      cancelledNumber: null,
      fatherName: isChild ? fatherName : null,
      motherName: isChild ? motherName : null,
    })
  } catch (error) {
    if (error instanceof IllegalQrField) return null
    throw error
  }
}
