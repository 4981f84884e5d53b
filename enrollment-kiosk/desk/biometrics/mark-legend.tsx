import { useSay } from '../../../ui/language.tsx'
import { stepMarks } from './step-marks.ts'

const shown = ['TODO', 'NOW', 'DONE', 'POOR', 'EXCEPTED', 'UNCONFIRMED'] as const

/** What the marks on the hands mean. */
export function MarkLegend() {
  const say = useSay()
  return (
    <ul className="mark-legend">
      {shown.map((state) => (
        <li key={state}>
          <span className="capture-mark" data-state={state} aria-hidden="true">
            {stepMarks[state].mark}
          </span>
          {say(stepMarks[state].words)}
        </li>
      ))}
    </ul>
  )
}
