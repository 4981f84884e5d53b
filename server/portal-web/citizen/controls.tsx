import { useId, type ReactNode } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { textsOf, type Language } from '../texts/of-language.ts'
import type { CitizenTexts } from '../texts/citizen-vi.ts'
import type { Failed } from './ask.ts'
import { wordsOf } from './words.ts'

/** What went wrong, in words, with a way to try again where there is one. */
export function Failure(props: {
  readonly failure: Failed | null
  readonly language: Language
  readonly onRetry?: () => void
}) {
  const { failure, language, onRetry } = props
  const words = wordsOf(language)
  if (!failure || failure.kind === 'signedOut') return null
  if (failure.kind === 'refused') {
    return (
      <Notice tone="attention" title={words.refused} spoken>
        <p>{failure.text[language]}</p>
      </Notice>
    )
  }
  const { title, text } = textsOf(language).trouble[failure.trouble]
  return (
    <Notice tone="trouble" title={title} spoken>
      <p>{text}</p>
      {onRetry && (
        <button type="button" className="secondary" onClick={onRetry}>
          {words.retry}
        </button>
      )}
    </Notice>
  )
}

/** What the person has just done. */
export const Done = ({ text }: { readonly text: string | null }) =>
  text === null ? null : <Notice tone="good" title={text} spoken />

/** A button that says so while its work goes on, and takes no second click. */
export function ActButton(props: {
  readonly busy?: boolean
  readonly primary?: boolean
  readonly submit?: boolean
  readonly onClick?: () => void
  readonly children: ReactNode
}) {
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      className={props.primary ? 'primary' : 'secondary'}
      aria-disabled={props.busy ?? false}
      onClick={props.busy ? undefined : props.onClick}
    >
      {props.busy && props.primary && <span className="turning" aria-hidden="true" />}
      {props.children}
    </button>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** One of several, by a list that every telephone knows. */
export function Select(props: {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      >
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** A line, or several where `rows` are given; what it holds is its owner's. */
export function TextField(props: {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly rows?: number
  readonly mode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email'
  readonly auto?: string
  readonly longest?: number
  readonly onChange: (value: string) => void
}) {
  const id = useId()
  const common = {
    id,
    value: props.value,
    maxLength: props.longest ?? 300,
    'aria-describedby': props.hint ? `${id}-hint` : undefined,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      props.onChange(event.currentTarget.value),
  }
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.hint && (
        <p className="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.rows ? (
        <textarea {...common} rows={props.rows} className="prose" />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={props.mode ?? 'text'}
          autoComplete={props.auto ?? 'off'}
          spellCheck={false}
        />
      )}
    </div>
  )
}

/** Asks once more before something that cannot be undone. */
export function Confirm(props: {
  readonly question: string
  readonly words: CitizenTexts
  readonly busy: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}) {
  return (
    <fieldset className="confirm">
      <legend>{props.question}</legend>
      <div className="actions">
        <ActButton busy={props.busy} onClick={props.onYes}>
          {props.words.yes}
        </ActButton>
        <ActButton onClick={props.onNo}>{props.words.cancel}</ActButton>
      </div>
    </fieldset>
  )
}
