import type { CaptureParts } from '../../core/enrollment/requirements.ts'
import type { CaptureSession } from './capture-session.ts'
import { withGoodParts } from './good-parts.ts'
import { irisWaiver } from './iris-waiver.ts'
import type { Kiosk } from './kiosk.ts'
import { plannedSteps } from './planned-steps.ts'

type CapturedParts = Required<
  Pick<
    CaptureParts,
    'session' | 'operator' | 'fingers' | 'slaps' | 'portrait' | 'iris' | 'marks' | 'signature' | 'slapScanner'
  >
>

/** What completeness asks of the captures of a session, at this desk. */
export function captureParts(kiosk: Kiosk, session: CaptureSession): CapturedParts {
  const whole = withGoodParts(session)
  const { transaction, operator, fingers, slaps, portrait, marks, signature } = whole
  return {
    session: transaction,
    operator,
    fingers,
    slaps,
    portrait,
    iris: withWaivedIris(kiosk, whole).iris,
    marks,
    signature,
    slapScanner: kiosk.config.devices.slapScanner !== null,
  }
}

/**
 * The session with the centre's waiver for the iris, where one is asked for, the centre has one and nothing else was said:
 * nobody has to press for it.
 */
export function withWaivedIris(kiosk: Kiosk, session: CaptureSession): CaptureSession {
  const isAsked = plannedSteps(kiosk, session).some(({ kind }) => kind === 'IRIS')
  return session.iris || !isAsked ? session : { ...session, iris: irisWaiver(kiosk) }
}
