import { type CalendarDate, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { detailsShortcomings, silentDifferences } from '../../core/enrollment/details-shortcomings.ts'
import { missingFrom } from '../../core/enrollment/requirements.ts'
import type { Shortcoming } from '../../core/enrollment/shortcomings.ts'
import { DomainError } from '../../core/errors.ts'
import { captureParts, withWaivedIris } from './capture-parts.ts'
import { move, requireState, type CaptureSession } from './capture-session.ts'
import { claimsOf } from './compare.ts'
import { withGoodParts } from './good-parts.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** The file has a hole: it cannot be reviewed, signed or sealed. The list says every one. */
export class CaptureIncomplete extends DomainError<'CAPTURE_INCOMPLETE'> {
  readonly missing: readonly Shortcoming[]

  constructor(missing: readonly Shortcoming[]) {
    super(
      'CAPTURE_INCOMPLETE',
      {
        vi: `Hồ sơ còn thiếu ${missing.length} mục. Hãy bổ sung rồi tiếp tục.`,
        en: `The file lacks ${missing.length} item(s). Complete them to go on.`,
      },
      { missing: missing.length },
    )
    this.missing = missing
  }
}

/** What keeps the session from being complete today; null before the details are known. */
export function shortcomings(kiosk: Kiosk, session: CaptureSession): readonly Shortcoming[] | null {
  if (!session.details) return null
  const { kind, person, representative, hasCollectionForm } = session.details
  const { registry } = session
  const claimedNumber = claimedNumberOf(session)
  const on = calendarDateAt(kiosk.clock())
  const request = { kind, person, representative, hasCollectionForm, registry, claimedNumber }
  return [...missingFrom({ ...request, ...captureParts(kiosk, session) }, on), ...detailsMissing(session, on)]
}

/** What is missing of consent, comparison and papers. */
function detailsMissing(session: CaptureSession, on: CalendarDate): readonly Shortcoming[] {
  const { details, consent, registry } = session
  const { papers } = withGoodParts(session)
  if (!details) return []
  const claims = [...claimsOf(session)]
  const registered = registry?.person ?? null
  return [
    ...detailsShortcomings({ ...details, consent, papers, claims, registered }, on),
    ...(registered ? silentDifferences(registered, { person: details.person, claims }) : []),
  ]
}

/** The number the applicant gave, where the registry did not confirm it. */
export function claimedNumberOf(session: CaptureSession): CaptureSession['givenNumber'] {
  return session.registry ? null : session.givenNumber
}

/** Throws {@link CaptureIncomplete}; details are there in every state in which this is asked. */
export function requireComplete(kiosk: Kiosk, session: CaptureSession): void {
  const missing = shortcomings(kiosk, session)
  if (!missing || missing.length > 0) throw new CaptureIncomplete(missing ?? [])
}

/** Closes the capture. The same gate stands before signing and at the server. */
export async function reviewSession(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    requireState(session, 'CAPTURING', 'enough')
    requireComplete(kiosk, session)
    return keep(kiosk, withWaivedIris(kiosk, move(session, 'enough')))
  })
}
