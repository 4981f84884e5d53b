import type { RequiredPaper, SessionView } from '../../core/contracts/desk/session.ts'
import { type CalendarDate, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { addWorkingDays } from '../../core/dates/working-days.ts'
import { statutoryDeadline } from '../../core/enrollment/deadlines.ts'
import { currentDetailsForm, type DetailsForm, detailsFormBytes } from '../../core/enrollment/details-form.ts'
import { feeExemptions, feeFor } from '../../core/enrollment/fees.ts'
import { papersFor } from '../../core/enrollment/papers.ts'
import { sha256Of } from '../outbox/outbox.ts'
import type { CaptureSession } from './capture-session.ts'
import { claimsOf } from './compare.ts'
import { withGoodParts } from './good-parts.ts'
import type { Kiosk } from './kiosk.ts'

export const today = (kiosk: Kiosk): CalendarDate => calendarDateAt(kiosk.clock())

/** The form that the server sent with the settings, and the program's own until there was one. */
export function detailsForm(kiosk: Kiosk): DetailsForm {
  return kiosk.installation.machine().settings.detailsForm ?? currentDetailsForm()
}

/** What a packet names that form by. */
export function formInForce(kiosk: Kiosk): SessionView['form'] {
  const form = detailsForm(kiosk)
  return { version: form.version, sha256: sha256Of(detailsFormBytes(form)) }
}

/** The papers that the request needs or may have. */
export function requiredPapers(session: CaptureSession, on: CalendarDate): readonly RequiredPaper[] {
  const { details, registry } = session
  const { papers } = withGoodParts(session)
  if (!details) return []
  return papersFor(
    { ...details, papers, claims: [...claimsOf(session)], registered: registry?.person ?? null },
    on,
  )
}

/** What is due for the request, and who is exempt. */
export function feesOf(session: CaptureSession, on: CalendarDate): SessionView['fees'] {
  if (!session.details) return null
  const { kind, reason } = session.details
  const { amount, text } = feeFor({ kind, reason, on, exemption: null })
  return { amount, rule: text, exemptions: amount === 0 ? [] : feeExemptions }
}

/** When the card is promised: by the forecast of the last synchronisation, or else by law. */
export function promised(kiosk: Kiosk, session: CaptureSession): SessionView['promised'] {
  if (!session.details) return null
  const receivedOn = today(kiosk)
  const law = statutoryDeadline({ receivedOn, kind: session.details.kind })
  const days = kiosk.snapshot?.forecastDays() ?? null
  return days === null ? { on: law, by: 'LAW' } : { on: addWorkingDays(receivedOn, days), by: 'FORECAST' }
}
