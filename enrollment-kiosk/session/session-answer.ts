import type { CaptureSession } from './capture-session.ts'
import type { Kiosk } from './kiosk.ts'
import type { LocalAnswer, LocalRequest } from './local-router.ts'
import { SessionOfAnotherOperator } from './refusals.ts'
import { sessionView } from './session-view.ts'

/** What every command on a session answers; nothing where its draft is gone. */
export function sessionAnswer(kiosk: Kiosk, session: CaptureSession | null): LocalAnswer {
  return session ? { json: sessionView(kiosk, session) } : undefined
}

/** Officers see their own work; the supervisor also what waits to be countersigned. */
export function visibleSessions(kiosk: Kiosk): readonly CaptureSession[] {
  const operator = kiosk.officers.find('operator')?.officerId
  const supervisor = kiosk.officers.find('supervisor')
  return kiosk.drafts
    .list()
    .filter((session) => session.operator === operator || (supervisor && session.state === 'SIGNED'))
}

/** The session that a request names. Throws SessionUnknown, SessionOfAnotherOperator. */
export function visibleSession(kiosk: Kiosk, request: LocalRequest): CaptureSession {
  const session = kiosk.drafts.find(request.params['id'] ?? '')
  if (!visibleSessions(kiosk).includes(session)) throw new SessionOfAnotherOperator()
  return session
}
