import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { HeldWaiver } from '../session/kiosk.ts'
import type { Installation } from './installation.ts'

/** Hardware that the centre does without today, as the settings say that were last fetched. `now`: milliseconds since 1970. */
export function waiversInForce(installation: Installation, now: number): readonly HeldWaiver[] {
  if (installation.status().step !== 'READY') return []
  const on = calendarDateAt(now)
  return installation
    .machine()
    .settings.waivers.filter(({ validFrom, validTo }) => validFrom <= on && on <= validTo)
    .map(({ id, subject, validTo }) => ({ id, subject, until: validTo }))
}
