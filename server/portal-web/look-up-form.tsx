import { useId, type InputHTMLAttributes, type Ref, type SubmitEvent } from 'react'
import type { EntryFaults } from './entry.ts'
import type { Language } from './texts/of-language.ts'
import type { Texts } from './texts/texts.ts'

interface FieldProps {
  readonly name: 'code' | 'birthDate'
  readonly label: string
  readonly hint: string
  readonly fault: string | undefined
  readonly attributes: InputHTMLAttributes<HTMLInputElement>
}

function Field({ name, label, hint, fault, attributes }: FieldProps) {
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

interface LookUpFormProps {
  readonly formRef: Ref<HTMLFormElement>
  readonly texts: Texts
  readonly language: Language
  readonly faults: EntryFaults
  readonly ready: boolean
  readonly busy: boolean
  readonly onSubmit: (form: HTMLFormElement) => void
}

/**
 * The one box of the page. The fields keep their own text, so what was typed before the program arrived is not lost;
 * the button waits for the program, because a form sent without it would leave the page.
 */
export function LookUpForm({ formRef, texts, language, faults, ready, busy, onSubmit }: LookUpFormProps) {
  const words = texts.form
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(event.currentTarget)
  }
  return (
    <form ref={formRef} className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
      <h2>{words.heading}</h2>
      <Field
        name="code"
        label={words.code}
        hint={words.codeHint}
        fault={faults.code?.[language]}
        attributes={{ autoCapitalize: 'characters', maxLength: 60, className: 'code' }}
      />
      <Field
        name="birthDate"
        label={words.birthDate}
        hint={words.birthDateHint}
        fault={faults.birthDate?.[language]}
        // the pad of digits with a point or comma: the reader of dates takes those for a slash, which some pads lack
        attributes={{ inputMode: 'decimal', maxLength: 30, className: 'date' }}
      />
      <button type="submit" className="primary" disabled={!ready} aria-disabled={busy}>
        {busy && <span className="turning" aria-hidden="true" />}
        {busy ? words.busy : words.submit}
      </button>
    </form>
  )
}
