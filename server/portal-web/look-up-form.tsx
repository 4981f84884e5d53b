import type { Ref, SubmitEvent } from 'react'
import type { Entry, EntryFaults } from './entry.ts'
import { BirthDateField, CodeField, SubmitButton } from './field.tsx'
import type { Language } from './texts/of-language.ts'
import type { Texts } from './texts/texts.ts'

/** Where the form goes without a program. */
const statusAddress = '/tra-cuu'

interface LookUpFormProps {
  readonly formRef: Ref<HTMLFormElement>
  readonly texts: Texts
  readonly language: Language
  readonly faults: EntryFaults
  readonly busy: boolean
  readonly typed?: Entry
  readonly onSubmit: (form: HTMLFormElement) => void
}

/**
 * The one box of the page. The fields keep their own text, so what was typed before the program arrived is not lost. A form that is sent
 * without the program is answered by the server with a page (server-pages.tsx).
 */
export function LookUpForm(props: LookUpFormProps) {
  const { formRef, texts, language, faults, busy, typed, onSubmit } = props
  const words = texts.form
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(event.currentTarget)
  }
  return (
    <form
      ref={formRef}
      className="look-up"
      method="post"
      action={statusAddress}
      noValidate
      onSubmit={submit}
      aria-busy={busy}
    >
      <h2>{words.heading}</h2>
      <CodeField words={words} fault={faults.code?.[language]} typed={typed?.code ?? ''} />
      <BirthDateField words={words} fault={faults.birthDate?.[language]} typed={typed?.birthDate ?? ''} />
      <SubmitButton words={words} busy={busy} />
    </form>
  )
}
