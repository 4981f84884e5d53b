import { randomUUID } from 'node:crypto'
import { type ActionRecord, actionRecordSchema } from '../../core/enrollment/evidence.ts'
import { epochOf, instantOf } from '../clock.ts'
import type { CaptureSession } from '../session/capture-session.ts'
import { hashOfLine } from './line-hash.ts'

/** What somebody did: codes alone. */
export type Action = Pick<ActionRecord, 'officer' | 'role' | 'action' | 'subject'>

/** The session with one more line in its chain of actions. `now`: milliseconds since 1970. */
export function recordAction(session: CaptureSession, action: Action, now: number): CaptureSession {
  const transaction = session.transaction ?? randomUUID()
  const before = session.actions.at(-1)
  const { officer, role, action: code, subject } = action
  const record = actionRecordSchema.parse({
    version: 1,
    transaction,
    sequence: session.actions.length + 1,
    at: instantOf(Math.max(now, before === undefined ? now : timeOf(before))),
    officer,
    role,
    action: code,
    subject,
    previous: before === undefined ? null : hashOfLine(before),
  })
  return { ...session, transaction, actions: [...session.actions, JSON.stringify(record)] }
}

const timeOf = (line: string) => epochOf(actionRecordSchema.parse(JSON.parse(line)).at)
