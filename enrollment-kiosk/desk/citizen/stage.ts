import type { SessionView } from '../../../core/contracts/desk/session.ts'
import type { SessionLine } from '../api/use-session.ts'

/** What each question to the citizen is given. */
export interface StageProps {
  readonly session: SessionView
  readonly line: SessionLine
}
