import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { type EntryFaults, readEntry } from '../entry.ts'
import { BirthDateField, CodeField, SubmitButton } from '../field.tsx'
import { statusFragment } from '../fragments.ts'
import { OutcomeNotice } from '../outcome-notice.tsx'
import type { SideViewProps } from '../side-view.ts'
import { fetchersByKey, type VisitFailure, type VisitFetchers, type Visits } from './visit-fetchers.ts'
import { VisitPlanner } from './visit-planner.tsx'
import { visitTexts } from './visit-texts.ts'

const valueOf = (form: HTMLFormElement, name: 'code' | 'birthDate') =>
  (form.elements.namedItem(name) as HTMLInputElement).value

interface Found {
  readonly fetchers: VisitFetchers
  readonly first: Visits
}

/** Đặt lịch hẹn without signing in: by code and birth date. It takes the focus when it appears; the key goes with the view. */
export function VisitsView({ texts, language, typed }: SideViewProps) {
  const words = visitTexts[language]
  const [faults, setFaults] = useState<EntryFaults>({})
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<Found | null>(null)
  const [failure, setFailure] = useState<VisitFailure | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  const ask = async (of: HTMLFormElement) => {
    if (busy) return
    const entry = readEntry({ code: valueOf(of, 'code'), birthDate: valueOf(of, 'birthDate') })
    setFaults('faults' in entry ? entry.faults : {})
    setFailure(null)
    if ('faults' in entry) {
      const name = entry.faults.code ? 'code' : 'birthDate'
      return (of.elements.namedItem(name) as HTMLInputElement).focus()
    }
    setBusy(true)
    const fetchers = fetchersByKey(entry.question)
    const first = await fetchers.visits()
    setBusy(false)
    if (first.kind === 'visits') setFound({ fetchers, first })
    else setFailure(first)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void ask(event.currentTarget)
  }
  return (
    <section className="box" aria-labelledby="visits-heading">
      <output className="for-ears">{busy && words.busy}</output>
      <h2 id="visits-heading" ref={heading} tabIndex={-1}>
        {words.heading}
      </h2>
      {failure && (
        <OutcomeNotice
          outcome={failure}
          texts={texts}
          language={language}
          onRetry={() => form.current && void ask(form.current)}
        />
      )}
      {found ? (
        <VisitPlanner {...found} texts={texts} language={language} />
      ) : (
        <form ref={form} className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
          <p>{words.explanation}</p>
          <CodeField words={texts.form} fault={faults.code?.[language]} typed={typed.code} />
          <BirthDateField words={texts.form} fault={faults.birthDate?.[language]} typed={typed.birthDate} />
          <SubmitButton words={words} busy={busy} />
        </form>
      )}
      <p>
        <a href={statusFragment}>{words.back}</a>
      </p>
    </section>
  )
}
