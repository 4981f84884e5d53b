import { z } from 'zod'
import { resumeEvents } from '../../core/lifecycle/capture.ts'
import { TransitionRefused } from '../../core/lifecycle/machine.ts'
import { move, type CaptureSession } from './capture-session.ts'
import { asItsOperator, keep, type Kiosk } from './kiosk.ts'

/** Events that carry nothing but themselves. `sendBack` is the supervisor's, the others the operator's. */
const plainEvents = ['change', 'back', 'amend', 'recapture', 'park', 'resume', 'abandon', 'sendBack'] as const
export const plainEventSchema = z.strictObject({ event: z.enum(plainEvents) })
type PlainEvent = (typeof plainEvents)[number]

/** Answers the session, or null when it was abandoned and its draft is gone. */
export async function changeState(
  kiosk: Kiosk,
  id: string,
  event: PlainEvent,
): Promise<CaptureSession | null> {
  if (event === 'sendBack') return sendBack(kiosk, id)
  return asItsOperator(kiosk, id, async (session) => {
    if (event === 'resume') return keep(kiosk, resumed(session))
    const moved = move(session, event)
    if (event === 'park') return keep(kiosk, { ...moved, parkedIn: parkable(session) })
    if (event !== 'abandon') return keep(kiosk, moved)
    // Counted first: a file that is nowhere and was not given up would be missed in the evening.
    await kiosk.tally.note(id, 'CANCELLED')
    await kiosk.drafts.remove(id)
    kiosk.progress.emit({ type: 'session', session: id, state: moved.state })
    return null
  })
}

function resumed(session: CaptureSession): CaptureSession {
  if (!session.parkedIn) throw new TransitionRefused('capture session', session.state, 'resume')
  return { ...move(session, resumeEvents[session.parkedIn]), parkedIn: null }
}

function parkable(session: CaptureSession): NonNullable<CaptureSession['parkedIn']> {
  const { state } = session
  if (state in resumeEvents) return state as NonNullable<CaptureSession['parkedIn']>
  throw new TransitionRefused('capture session', state, 'park')
}

async function sendBack(kiosk: Kiosk, id: string): Promise<CaptureSession> {
  kiosk.officers.require('supervisor')
  return kiosk.drafts.exclusively(id, async (session) =>
    keep(kiosk, { ...move(session, 'sendBack'), signedContent: null }),
  )
}
