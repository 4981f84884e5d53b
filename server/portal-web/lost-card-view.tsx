import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { formatInstant } from '../../ui/formats.ts'
import { Notice } from '../../ui/notice.tsx'
import { type DisclosureFaults, type DisclosureQuestion, readDisclosureEntry } from './disclosures.ts'
import { BirthDateField, CodeField, Field, SubmitButton } from './field.tsx'
import { statusFragment } from './fragments.ts'
import { type LossGround, type LossOutcome, reportLoss } from './lost-card.ts'
import { OutcomeNotice } from './outcome-notice.tsx'
import type { SideViewProps } from './side-view.ts'
import { lostCardTexts } from './texts/lost-card-texts.ts'

const fieldNames = ['code', 'birthDate', 'number'] as const

interface Report {
  readonly question: DisclosureQuestion
  readonly ground: LossGround
}

const valueOf = (form: HTMLFormElement, name: string) =>
  (form.elements.namedItem(name) as HTMLInputElement | RadioNodeList).value

function LossForm(
  props: SideViewProps & { readonly busy: boolean; readonly onReport: (report: Report | null) => void },
) {
  const { texts, language, typed } = props
  const [faults, setFaults] = useState<DisclosureFaults>({})
  const words = lostCardTexts[language]
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const [code, birthDate, number] = fieldNames.map((name) => valueOf(form, name))
    const read = readDisclosureEntry({ code: code ?? '', birthDate: birthDate ?? '', number: number ?? '' })
    const wrong = 'faults' in read ? read.faults : {}
    setFaults(wrong)
    const ground = valueOf(form, 'ground') === 'STOLEN' ? 'STOLEN' : 'LOST'
    props.onReport('question' in read ? { question: read.question, ground } : null)
    const first = fieldNames.find((name) => wrong[name])
    if (first) (form.elements.namedItem(first) as HTMLInputElement).focus()
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
      <fieldset className="field">
        <legend>{words.what}</legend>
        <label>
          <input type="radio" name="ground" value="LOST" defaultChecked /> {words.lost}
        </label>
        <label>
          <input type="radio" name="ground" value="STOLEN" /> {words.stolen}
        </label>
      </fieldset>
      <SubmitButton words={words} busy={props.busy} />
    </form>
  )
}

function Locked({
  outcome,
  language,
}: Pick<SideViewProps, 'language'> & { readonly outcome: Extract<LossOutcome, { kind: 'locked' }> }) {
  const words = lostCardTexts[language]
  return (
    <Notice tone="good" title={words.lockedTitle} spoken>
      {!outcome.changed && <p>{words.lockedBefore}</p>}
      <p>
        {words.lockedAt}: <strong>{formatInstant(outcome.at)}</strong>
      </p>
      <ul>
        {words.next.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <button type="button" className="secondary" onClick={() => window.print()}>
        {words.print}
      </button>
    </Notice>
  )
}

/** Báo mất thẻ: three things that only the holder knows, and the card is locked. It takes the focus when it appears. */
export function LostCardView(props: SideViewProps) {
  const { texts, language } = props
  const [busy, setBusy] = useState(false)
  const [report, setReport] = useState<Report | null>(null)
  const [outcome, setOutcome] = useState<LossOutcome | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  const words = lostCardTexts[language]
  const send = async (wanted: Report | null) => {
    if (busy) return
    setOutcome(null)
    setReport(wanted)
    if (!wanted) return
    setBusy(true)
    setOutcome(await reportLoss(wanted.question, wanted.ground))
    setBusy(false)
  }
  return (
    <section className="box" aria-labelledby="lost-card-heading">
      <output className="for-ears">{busy && words.busy}</output>
      <h2 id="lost-card-heading" ref={heading} tabIndex={-1}>
        {words.heading}
      </h2>
      {outcome?.kind === 'locked' && <Locked outcome={outcome} language={language} />}
      {outcome && outcome.kind !== 'locked' && (
        <OutcomeNotice
          outcome={outcome}
          texts={texts}
          language={language}
          onRetry={() => report && void send(report)}
        />
      )}
      {outcome?.kind !== 'locked' && (
        <LossForm {...props} busy={busy} onReport={(wanted) => void send(wanted)} />
      )}
      <p>
        <a href={statusFragment}>{words.back}</a>
      </p>
    </section>
  )
}
