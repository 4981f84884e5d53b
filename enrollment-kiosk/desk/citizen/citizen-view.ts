import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { lettersToConfirm } from './confirmation.ts'

/** What the citizen is asked now; one question at a time. */
export type CitizenStage = 'WAIT' | 'CONSENT' | 'LETTERS' | 'CARD' | 'SIGN' | 'DONE'

const asks = ({ steps }: SessionView, kind: string) =>
  steps.some((step) => step.kind === kind && step.state === 'TODO')

/** Follows the officer: consent while the details are written, names that differ, the card, the signature. */
export function citizenStage(session: SessionView | undefined): CitizenStage {
  if (!session) return 'WAIT'
  const { state, consent, card, citizenConfirmed } = session
  if (state === 'SIGNED' || state === 'SEALED') return 'DONE'
  if (state === 'IDENTIFYING' || state === 'PARKED' || state === 'ABANDONED') return 'WAIT'
  if (lettersToConfirm(session).some(({ field }) => !citizenConfirmed.includes(field))) return 'LETTERS'
  if (!consent) return 'CONSENT'
  if (
    state === 'CAPTURING' &&
    asks(session, 'SIGNATURE') &&
    !asks(session, 'FINGER') &&
    !asks(session, 'FACE')
  )
    return 'SIGN'
  return card ? 'CARD' : 'WAIT'
}
