import { useEffect, useRef, type ReactNode } from 'react'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { SessionLine } from '../api/use-session.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { OnwardButton, type OnwardButtonProps } from './onward.tsx'
import type { PaneId } from './panes.ts'

/** What each pane of a file is given. */
export interface PaneProps {
  readonly session: SessionView
  readonly line: SessionLine
  /** Shows another pane; the file goes back to it where it has to. `place` names the part of it that gets the focus. */
  readonly goTo: (pane: PaneId, place?: string) => Promise<void>
  /** Part of this pane that something else has led to. */
  readonly place: string | null
}

interface PaneBodyProps {
  readonly title: Bilingual
  readonly lead?: Bilingual
  readonly line: Pick<SessionLine, 'refusal' | 'busy'>
  /** Leads to what a refusal names as missing. */
  readonly onMissing?: (missing: { readonly code: string; readonly position: number | null }) => void
  /** Buttons beside the one that goes on. */
  readonly actions?: ReactNode
  readonly onward: Pick<OnwardButtonProps, 'label' | 'run' | 'disabled' | 'nextKey'> | null
  readonly children: ReactNode
}

/** One pane of a file: its work, which scrolls, above the bar that goes on, which does not. */
export function Pane({ title, lead, line, onMissing, actions, onward, children }: PaneBodyProps) {
  const say = useSay()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const pane = heading.current?.closest('.pane')
    if (!pane?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section className="pane">
      <div className="pane-body">
        <div className="pane-head">
          <h2 ref={heading} tabIndex={-1}>
            {say(title)}
          </h2>
          {lead && <p className="soft">{say(lead)}</p>}
        </div>
        {children}
      </div>
      <div className="pane-foot">
        <RefusalNotice refusal={line.refusal} {...(onMissing && { onMissing })} />
        <div className="pane-bar">
          <div className="row">{actions}</div>
          {onward && <OnwardButton busy={line.busy} {...onward} />}
        </div>
      </div>
    </section>
  )
}
