import type { CaptureStep } from '../../../core/contracts/desk/session.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint } from '../../../ui/shortcuts.tsx'
import { stepMarks } from './step-marks.ts'

const words = {
  title: { vi: 'Các bước', en: 'Steps' },
  of: { vi: 'đã xong', en: 'seen to' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface StepListProps {
  readonly steps: readonly CaptureStep[]
  readonly chosen: string | null
  /** The step that is being captured. */
  readonly busy: string | null
  readonly onChoose: (id: string) => void
}

/** All steps in the order of the law, each with its state in words. */
export function StepList({ steps, chosen, busy, onChoose }: StepListProps) {
  const say = useSay()
  const done = steps.filter(({ state }) => state !== 'TODO').length
  return (
    <nav className="panel capture-steps" aria-label={say(words.title)}>
      <div className="capture-steps-head">
        <h2>{say(words.title)}</h2>
        <span className="count-of">
          {done}/{steps.length} <span className="for-ears">{say(words.of)}</span>
          <KeyHint keys="Alt+↑" /> <KeyHint keys="Alt+↓" />
        </span>
      </div>
      <ol>
        {steps.map((step) => (
          <li key={step.id}>
            <button
              type="button"
              className="capture-step"
              data-state={step.id === busy ? 'NOW' : step.state}
              aria-current={step.id === chosen ? 'step' : undefined}
              onClick={() => onChoose(step.id)}
            >
              <StepMark state={step.id === busy ? 'NOW' : step.state} />
              <span className="capture-step-words">
                <span>{say(step.label)}</span>
                <span className="capture-step-state">
                  {say(stepMarks[step.id === busy ? 'NOW' : step.state].words)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepMark({ state }: { readonly state: CaptureStep['state'] | 'NOW' }) {
  return (
    <span className="capture-mark" data-state={state} aria-hidden="true">
      {stepMarks[state].mark}
    </span>
  )
}
