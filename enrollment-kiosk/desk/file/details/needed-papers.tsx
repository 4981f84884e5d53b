import { memo } from 'react'
import type { RequiredPaper, SessionView } from '../../../../core/contracts/desk/session.ts'
import { papersFor } from '../../../../core/enrollment/papers.ts'
import type { SessionLine } from '../../api/use-session.ts'
import { today } from '../../clock.ts'
import { PapersBox } from '../papers/papers-box.tsx'
import type { Typed } from '../use-draft.ts'
import { paperCaseIn } from './details-draft.ts'

interface NeededPapersProps {
  readonly session: SessionView
  readonly line: SessionLine
  readonly typed: Typed
}

/** The papers that the request needs as it is typed; before kind and date of birth can be read, as the file has it. */
export const NeededPapers = memo(
  function NeededPapers({ session, line, typed }: NeededPapersProps) {
    return <PapersBox session={session} line={line} needs={papersNeeded(session, typed)} />
  },
  (before, after) =>
    before.session === after.session && before.typed === after.typed && before.line.busy === after.line.busy,
)

function papersNeeded(session: SessionView, typed: Typed): readonly RequiredPaper[] {
  const on = today()
  const details = paperCaseIn(typed, on)
  if (!details) return session.requiredPapers
  const claims = session.comparison.flatMap(({ claim }) => claim ?? [])
  const known = (name: 'fatherName' | 'motherName') =>
    session.comparison.find(({ field }) => field === name)?.registry ?? null
  const registered = session.registry && { fatherName: known('fatherName'), motherName: known('motherName') }
  return papersFor({ ...details, claims, papers: session.papers, registered }, on)
}
