import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { missingFrom, type Shortcoming } from '../../core/enrollment/requirements.ts'
import { DomainError } from '../../core/errors.ts'
import { move, requireState, type CaptureSession } from './capture-session.ts'
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
  const { fingers, portrait, registry } = session
  const claimedNumber = claimedNumberOf(session)
  const parts = {
    kind,
    person,
    representative,
    hasCollectionForm,
    fingers,
    portrait,
    registry,
    claimedNumber,
  }
  return missingFrom(parts, calendarDateAt(kiosk.clock()))
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
    return keep(kiosk, move(session, 'enough'))
  })
}
