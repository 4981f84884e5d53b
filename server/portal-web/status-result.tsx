import { useEffect, useRef } from 'react'
import { formatVietnamese, type CalendarDate } from '../../core/dates/calendar-date.ts'
import { Notice, type NoticeTone } from '../../ui/notice.tsx'
import { StepLine } from '../../ui/step-line.tsx'
import type { CitizenState } from '../../core/enrollment/citizen-steps.ts'
import type { ApplicationStatus } from './application-status.ts'
import { roadOf } from './road.ts'
import type { Language } from './texts/of-language.ts'
import type { Texts } from './texts/texts.ts'

const tones: Readonly<Partial<Record<CitizenState, NoticeTone>>> = {
  RETURNED: 'attention',
  READY: 'good',
  ISSUED: 'good',
  COMPLETED: 'good',
  REFUSED: 'trouble',
  LAPSED: 'attention',
}

/** Dates are of use while the card is still to come; what a returned file waits for, no date can promise. */
const stillComing: ReadonlySet<CitizenState> = new Set([
  'RECEIVED',
  'UNDER_REVIEW',
  'IN_PRODUCTION',
  'REMAKING',
  'IN_TRANSIT',
])

function DayFact(props: { readonly name: string; readonly day: CalendarDate | null }) {
  if (!props.day) return null
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <time dateTime={props.day}>{formatVietnamese(props.day)}</time>
      </dd>
    </div>
  )
}

function Facts({ status, texts }: { readonly status: ApplicationStatus; readonly texts: Texts }) {
  const coming = stillComing.has(status.state)
  return (
    <dl className="facts">
      <div>
        <dt>{texts.result.code}</dt>
        <dd className="code">{status.code}</dd>
      </div>
      {coming && <DayFact name={texts.result.promisedOn} day={status.promisedOn} />}
      {coming && <DayFact name={texts.result.deadlineOn} day={status.deadlineOn} />}
    </dl>
  )
}

/** Where the file stands, what the person does now, and the line of steps. It takes the focus when it appears. */
export function StatusResult(props: {
  readonly status: ApplicationStatus
  readonly texts: Texts
  readonly language: Language
  /** Null where no program runs: then a link leads back. */
  readonly onAgain: (() => void) | null
}) {
  const { status, texts, language } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  const words = texts.states[status.state]
  return (
    <section className="result" aria-labelledby="result-heading">
      <h2 id="result-heading" ref={heading} tabIndex={-1}>
        {words.title}
      </h2>
      <Facts status={status} texts={texts} />
      <Notice tone={tones[status.state] ?? 'plain'} title={texts.result.whatToDo}>
        <p>{status.advice[language]}</p>
        {status.late && (
          <p>
            <strong>{texts.result.late}:</strong> {status.late[language]}
          </p>
        )}
        {status.reasons.length > 0 && (
          <>
            <p className="reasons-heading">{words.reasons ?? texts.result.reasons}:</p>
            <ul>
              {status.reasons.map((reason) => (
                <li key={reason.vi}>{reason[language]}</li>
              ))}
            </ul>
          </>
        )}
        {words.more && <p>{words.more}</p>}
      </Notice>
      <h3>{texts.result.steps}</h3>
      <StepLine steps={roadOf(status, texts)} label={texts.result.steps} language={language} />
      {props.onAgain ? (
        <div className="actions">
          <button type="button" className="secondary" onClick={() => window.print()}>
            {texts.result.print}
          </button>
          <button type="button" className="secondary" onClick={props.onAgain}>
            {texts.result.again}
          </button>
        </div>
      ) : (
        <p>
          <a href="/">{texts.result.again}</a>
        </p>
      )}
    </section>
  )
}
