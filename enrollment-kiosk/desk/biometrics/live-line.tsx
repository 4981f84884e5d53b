import type { CaptureStep } from '../../../core/contracts/desk/session.ts'
import { useSay } from '../../../ui/language.tsx'
import type { LiveCapture } from './live-capture.ts'
import { stepMarks } from './step-marks.ts'
import { words } from './words.ts'

const signs: Readonly<Record<LiveCapture['step'], string>> = {
  PLACE: '↓',
  HOLD: '■',
  LIFT: '↑',
  AGAIN: '↻',
  CAPTURED: '✓',
  LOOK: '◎',
}

interface LiveLineProps {
  readonly now: { readonly live: LiveCapture | null } | null
  readonly step: CaptureStep
}

/** What the applicant is to do this moment, large enough to be read from the other side of the table. */
export function LiveLine({ now, step }: LiveLineProps) {
  const say = useSay()
  const live = now?.live ?? null
  return (
    <div className="live-line" data-step={live?.step ?? (now ? 'WAIT' : 'READY')} aria-live="polite">
      <span className="live-sign" aria-hidden="true">
        {live ? signs[live.step] : now ? '…' : stepMarks[step.state].mark || '◦'}
      </span>
      <div>
        <p className="live-name">
          {say(step.label)}
          <span className="soft"> · {say(stepMarks[now ? 'NOW' : step.state].words)}</span>
        </p>
        <p className="live-text">
          {say(live?.text ?? (now ? words.placed : step.state === 'DONE' ? words.taken : words.ready))}
        </p>
        {live?.hint && live.step !== 'AGAIN' && (
          <p className="live-hint">
            {say(words.again)}: {say(live.hint)}
          </p>
        )}
        {live?.impression && (
          <p className="soft">
            {say(words.impression)} {live.impression}/2 · {say(words.attempt)} {live.attempt}
          </p>
        )}
      </div>
    </div>
  )
}
