import { randomUUID } from 'node:crypto'
import type { CaptureSession } from '../session/capture-session.ts'
import { actionsBetween } from './actions-between.ts'
import { type Action, recordAction } from './record-action.ts'

interface Step {
  readonly before: CaptureSession | null
  readonly after: CaptureSession
  /** Who sits at the desk beside the session's operator. */
  readonly supervisor: string | null
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What the supervisor alone may do; all else is the operator's. */
const supervisorsMoves: ReadonlySet<string> = new Set(['SIGNED REVIEWING', 'SIGNED SEALED'])

/**
 * The changed session with a line for everything that was done to it. Called in one place, where every accepted command keeps
 * what it changed. A command that has recorded by itself, because its lines must be in the packet, is not recorded again.
 */
export function withActions({ before, after, supervisor, now }: Step): CaptureSession {
  const named: CaptureSession = { ...after, transaction: after.transaction ?? randomUUID() }
  if (before && before.actions.length !== after.actions.length) return named
  const bySupervisor = before !== null && supervisorsMoves.has(`${before.state} ${after.state}`)
  return actionsBetween(before, after).reduce((session, { by, ...done }) => {
    const officer = by ?? (bySupervisor ? supervisor : null)
    const who: Pick<Action, 'officer' | 'role'> =
      officer === null ? { officer: after.operator, role: 'OPERATOR' } : { officer, role: 'SUPERVISOR' }
    return recordAction(session, { ...done, ...who }, now)
  }, named)
}
