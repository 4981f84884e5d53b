import type { Ref, SubmitEvent } from 'react'
import type { EntryFaults } from './entry.ts'
import { BirthDateField, CodeField, SubmitButton } from './field.tsx'
import type { Language } from './texts/of-language.ts'
import type { Texts } from './texts/texts.ts'

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
      <CodeField words={words} fault={faults.code?.[language]} />
      <BirthDateField words={words} fault={faults.birthDate?.[language]} />
      <SubmitButton words={words} ready={ready} busy={busy} />
    </form>
  )
}
