import { instantOf } from '../clock.ts'
import { move, type CaptureSession, type Details } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** Takes down the request and the person as declared, from the comparison or again after `back` or `amend`. */
export async function enterDetails(kiosk: Kiosk, id: string, details: Details): Promise<CaptureSession> {
  return asItsOperator(kiosk, id, async (session) => {
    const accepted = session.state === 'COMPARING' ? move(session, 'accept') : session
    const consentAt = session.consentAt ?? instantOf(kiosk.clock())
    return keep(kiosk, move({ ...accepted, details, consentAt }, 'complete'))
  })
}
