import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { SessionLine } from '../api/use-session.ts'
import { type PaneId, paneIds, paneOf, paneTitles } from './panes.ts'
import { mayShow } from './use-way.ts'
import { words } from './words.ts'

interface PaneStepsProps {
  readonly line: SessionLine
  readonly shown: PaneId
  readonly goTo: (pane: PaneId) => void
}

/** The five panes: where the work stands, and the way back to what lies behind. */
export function PaneSteps({ line, shown, goTo }: PaneStepsProps) {
  const say = useSay()
  const at = paneIds.indexOf(shown)
  const reached = line.session ? paneIds.indexOf(paneOf(line.session.state)) : 0
  const open = (pane: PaneId | undefined) => pane !== undefined && (pane === shown || mayShow(line, pane))
  const [before, next] = [paneIds[at - 1], paneIds[at + 1]]
  useShortcut(before && open(before) ? 'Shift+F2' : null, words.before, () => before && goTo(before))
  return (
    <nav aria-label={say(words.panes)}>
      <ol className="pane-steps">
        {paneIds.map((pane, i) => (
          <li key={pane} className={i < reached ? 'step-passed' : i === reached ? 'step-here' : 'step-later'}>
            <button
              type="button"
              className="pane-step"
              aria-current={pane === shown ? 'step' : undefined}
              disabled={!open(pane)}
              onClick={() => goTo(pane)}
            >
              <span className="pane-number" aria-hidden="true">
                {i < reached ? '✓' : i + 1}
              </span>
              <span>{say(paneTitles[pane])}</span>
              <span className="for-ears">
                {say(i < reached ? words.done : i === reached ? words.here : words.ahead)}
              </span>
              {pane === next && <KeyHint keys="F2" />}
              {pane === before && open(before) && <KeyHint keys="Shift+F2" />}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
