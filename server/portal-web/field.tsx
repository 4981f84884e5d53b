import { useId, type InputHTMLAttributes } from 'react'
import type { Texts } from './texts/texts.ts'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly fault: string | undefined
  readonly attributes: InputHTMLAttributes<HTMLInputElement>
}

export function Field({ name, label, hint, fault, attributes }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <input
        id={id}
        name={name}
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-required="true"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? `${id}-hint` : `${id}-fault ${id}-hint`}
        {...attributes}
      />
      {fault !== undefined && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

interface KnownFieldProps {
  readonly words: Texts['form']
  readonly fault: string | undefined
  /** What was typed elsewhere on the page. */
  readonly typed?: string
}

export const CodeField = ({ words, fault, typed }: KnownFieldProps) => (
  <Field
    name="code"
    label={words.code}
    hint={words.codeHint}
    fault={fault}
    attributes={{ autoCapitalize: 'characters', maxLength: 60, className: 'code', defaultValue: typed }}
  />
)

export const BirthDateField = ({ words, fault, typed }: KnownFieldProps) => (
  <Field
    name="birthDate"
    label={words.birthDate}
    hint={words.birthDateHint}
    fault={fault}
    // the pad of digits with a point or comma: the reader of dates takes those for a slash, which some pads lack
    attributes={{ inputMode: 'decimal', maxLength: 30, className: 'date', defaultValue: typed }}
  />
)

export const SubmitButton = (props: {
  readonly words: Pick<Texts['form'], 'busy' | 'submit'>
  readonly busy: boolean
}) => (
  <button type="submit" className="primary" aria-disabled={props.busy}>
    {props.busy && <span className="turning" aria-hidden="true" />}
    {props.busy ? props.words.busy : props.words.submit}
  </button>
)
