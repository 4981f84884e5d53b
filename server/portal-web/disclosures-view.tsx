import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { DisclosureList } from './disclosure-list.tsx'
import {
  askDisclosures,
  type Disclosure,
  type DisclosureFaults,
  type DisclosureOutcome,
  type DisclosurePage,
  type DisclosureQuestion,
  readDisclosureEntry,
} from './disclosures.ts'
import { BirthDateField, CodeField, Field, SubmitButton } from './field.tsx'
import { statusFragment } from './fragments.ts'
import { OutcomeNotice } from './outcome-notice.tsx'
import type { SideViewProps } from './side-view.ts'
import { disclosureTexts } from './texts/disclosure-texts.ts'

const fieldNames = ['code', 'birthDate', 'number'] as const

const inputOf = (form: HTMLFormElement, name: (typeof fieldNames)[number]) =>
  form.elements.namedItem(name) as HTMLInputElement

interface Found {
  readonly question: DisclosureQuestion
  readonly disclosures: readonly Disclosure[]
  readonly next: string | null
}

/** Asking page after page; the question stays in memory for the pages that follow, and goes with the view. */
function useDisclosures() {
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<Found | null>(null)
  const [failure, setFailure] = useState<Exclude<DisclosureOutcome, DisclosurePage> | null>(null)

  async function ask(question: DisclosureQuestion, before: Found | null): Promise<void> {
    if (busy) return
    setFailure(null)
    setBusy(true)
    const outcome = await askDisclosures(question, before?.next ?? null)
    setBusy(false)
    if (outcome.kind !== 'page') setFailure(outcome)
    else {
      const disclosures = [...(before?.disclosures ?? []), ...outcome.disclosures]
      setFound({ question, disclosures, next: outcome.next })
    }
  }
  return { busy, found, failure, ask, forgetFailure: () => setFailure(null) }
}

function DisclosureForm(
  props: SideViewProps & {
    readonly busy: boolean
    readonly onFaults: () => void
    readonly onQuestion: (question: DisclosureQuestion) => void
  },
) {
  const { texts, language, typed } = props
  const [faults, setFaults] = useState<DisclosureFaults>({})
  const words = disclosureTexts[language]
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const valueOf = (name: (typeof fieldNames)[number]) => inputOf(form, name).value
    const entry = { code: valueOf('code'), birthDate: valueOf('birthDate'), number: valueOf('number') }
    const read = readDisclosureEntry(entry)
    const wrong = 'faults' in read ? read.faults : {}
    setFaults(wrong)
    if ('question' in read) return props.onQuestion(read.question)
    props.onFaults()
    const first = fieldNames.find((name) => wrong[name])
    if (first) inputOf(form, first).focus()
  }
  return (
    <form className="look-up" method="post" noValidate onSubmit={submit} aria-busy={props.busy}>
      <p>{words.explanation}</p>
      <CodeField words={texts.form} fault={faults.code?.[language]} typed={typed.code} />
      <BirthDateField words={texts.form} fault={faults.birthDate?.[language]} typed={typed.birthDate} />
      <Field
        name="number"
        label={words.number}
        hint={words.numberHint}
        fault={faults.number?.[language]}
        attributes={{ inputMode: 'numeric', maxLength: 30 }}
      />
      <SubmitButton words={words} busy={props.busy} />
    </form>
  )
}

/** The second question of the page: which agencies asked about the holder of a file. It takes the focus when it appears. */
export function DisclosuresView(props: SideViewProps) {
  const { texts, language } = props
  const { busy, found, failure, ask, forgetFailure } = useDisclosures()
  const [asked, setAsked] = useState<DisclosureQuestion | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  const words = disclosureTexts[language]
  const askFirst = (question: DisclosureQuestion) => {
    setAsked(question)
    void ask(question, null)
  }
  return (
    <section className="box" aria-labelledby="who-asked-heading">
      <output className="for-ears">{busy && words.busy}</output>
      <h2 id="who-asked-heading" ref={heading} tabIndex={-1}>
        {words.heading}
      </h2>
      {found && (
        <DisclosureList
          disclosures={found.disclosures}
          more={found.next !== null}
          busy={busy}
          language={language}
          onMore={() => void ask(found.question, found)}
        />
      )}
      {failure && (
        <OutcomeNotice
          outcome={failure}
          texts={texts}
          language={language}
          onRetry={() => asked && void ask(asked, found)}
        />
      )}
      {!found && <DisclosureForm {...props} busy={busy} onFaults={forgetFailure} onQuestion={askFirst} />}
      <p>
        <a href={statusFragment}>{words.back}</a>
      </p>
    </section>
  )
}
