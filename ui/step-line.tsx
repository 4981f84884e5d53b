import type { Bilingual } from '../core/errors.ts'

/** Where a step stands: behind us, under way, waiting for the person, still ahead, or the end of the road. */
export type StepPlace = 'done' | 'current' | 'attention' | 'ahead' | 'stopped'

export interface Step {
  readonly key: string
  readonly label: string
  /** As people read it, dd/MM/yyyy; null while it is not known. */
  readonly date: string | null
  readonly place: StepPlace
}

const spokenPlaces: Record<StepPlace, Bilingual> = {
  done: { vi: 'đã xong', en: 'done' },
  current: { vi: 'đang ở bước này', en: 'in progress' },
  attention: { vi: 'đang chờ bạn', en: 'waiting for you' },
  ahead: { vi: 'chưa tới', en: 'not yet' },
  stopped: { vi: 'kết thúc', en: 'ended here' },
}

const marks: Record<StepPlace, string> = { done: '✓', current: '●', attention: '!', ahead: '', stopped: '■' }

/** The road of a file as a line of points: beside each other on a wide screen, below each other on a narrow one. */
export function StepLine(props: {
  readonly steps: readonly Step[]
  readonly label: string
  readonly language: keyof Bilingual
}) {
  return (
    <ol className="step-line" aria-label={props.label}>
      {props.steps.map((step) => (
        <li
          key={step.key}
          className={`step step-${step.place}`}
          aria-current={step.place === 'current' || step.place === 'attention' ? 'step' : undefined}
        >
          <span className="step-mark" aria-hidden="true">
            {marks[step.place]}
          </span>
          <span className="step-words">
            <span className="step-label">{step.label}</span>
            <span className="step-place">{spokenPlaces[step.place][props.language]}</span>
            {step.date && <span className="step-date">{step.date}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
