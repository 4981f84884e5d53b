import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { CardNotIssuable } from '../../core/dates/card-expiry.ts'
import { capturePlan, type PlannedStep } from '../../core/enrollment/capture-plan.ts'
import type { CaptureSession } from './capture-session.ts'
import type { Kiosk } from './kiosk.ts'

/** What is captured of the applicant at this desk: by the details, or what was given at the start where they are not written down yet. */
export function plannedSteps(
  kiosk: Kiosk,
  { details, givenBirthDate }: CaptureSession,
): readonly PlannedStep[] {
  const birthDate = details?.person.birthDate ?? givenBirthDate
  const kind = details?.kind ?? 'FIRST_ISSUE'
  const slapScanner = kiosk.config.devices.slapScanner !== null
  try {
    return capturePlan({ birthDate, kind, slapScanner, on: calendarDateAt(kiosk.clock()) })
  } catch (error) {
    // Told as a shortcoming: no card is issued, nothing is captured.
    if (error instanceof CardNotIssuable) return []
    throw error
  }
}
