import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { formatDong } from '../../core/text/dong.ts'
import { Notice } from '../../ui/notice.tsx'
import { QrFigure } from '../../ui/qr-figure.tsx'
import { type EntryFaults, readEntry } from './entry.ts'
import { askFees, type Fee, type FeeOutcome } from './fee.ts'
import { BirthDateField, CodeField, SubmitButton } from './field.tsx'
import { statusFragment } from './fragments.ts'
import type { Question } from './look-up.ts'
import { OutcomeNotice } from './outcome-notice.tsx'
import type { SideViewProps } from './side-view.ts'
import { feeTexts } from './texts/fee-texts.ts'

const fieldNames = ['code', 'birthDate'] as const

const valueOf = (form: HTMLFormElement, name: string) =>
  (form.elements.namedItem(name) as HTMLInputElement).value

type FeeProps = Pick<SideViewProps, 'language'> & { readonly fee: Fee }

function Transfer({ language, fee }: FeeProps) {
  const words = feeTexts[language]
  const { transfer } = fee
  if (!transfer) return null
  return (
    <>
      <h3>{words.bank}</h3>
      <p>{words.bankLead}</p>
      <QrFigure
        className="fee-qr"
        text={transfer.qr}
        label={`${words.bank}: ${formatDong(fee.amount)} đồng`}
      />
      <dl className="facts">
        <div>
          <dt>{words.reference}</dt>
          <dd className="code">{transfer.reference}</dd>
        </div>
        <div>
          <dt>{words.account}</dt>
          <dd>
            <span className="code">{transfer.account}</span> · {transfer.holder}
          </dd>
        </div>
      </dl>
      <p>{words.cash}</p>
    </>
  )
}

/** One fee: what it is, by which rule, and how it is paid. */
function OneFee({ language, fee }: FeeProps) {
  const words = feeTexts[language]
  const isDue = fee.state === 'DUE'
  return (
    <section className="fee">
      <Notice tone={isDue ? 'attention' : 'good'} title={words.states[fee.state]}>
        {isDue && <p>{words.demanded[fee.demandedBefore]}</p>}
        {fee.rule && <p>{fee.rule[language]}</p>}
      </Notice>
      <dl className="facts">
        <div>
          <dt>{words.amount}</dt>
          <dd>
            <strong>{formatDong(fee.amount)} đồng</strong>
          </dd>
        </div>
        {fee.receipt && (
          <div>
            <dt>{words.receipt}</dt>
            <dd className="code">{fee.receipt}</dd>
          </div>
        )}
      </dl>
      {isDue && <Transfer language={language} fee={fee} />}
    </section>
  )
}

interface FormProps extends SideViewProps {
  readonly busy: boolean
  readonly onAsk: (question: Question | null) => void
}

function FeeForm({ texts, language, typed, busy, onAsk }: FormProps) {
  const [faults, setFaults] = useState<EntryFaults>({})
  const words = feeTexts[language]
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const [code = '', birthDate = ''] = fieldNames.map((name) => valueOf(form, name))
    const read = readEntry({ code, birthDate })
    const wrong = 'faults' in read ? read.faults : {}
    setFaults(wrong)
    onAsk('question' in read ? read.question : null)
    const first = fieldNames.find((name) => wrong[name])
    if (first) (form.elements.namedItem(first) as HTMLInputElement).focus()
  }
  return (
    <form className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
      <p>{words.explanation}</p>
      <CodeField words={texts.form} fault={faults.code?.[language]} typed={typed.code} />
      <BirthDateField words={texts.form} fault={faults.birthDate?.[language]} typed={typed.birthDate} />
      <SubmitButton words={words} busy={busy} />
    </form>
  )
}

/** Lệ phí: what is due for a file, and the bank's QR to pay it with. It takes the focus when it appears. */
export function FeeView(props: SideViewProps) {
  const { texts, language } = props
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<Question | null>(null)
  const [outcome, setOutcome] = useState<FeeOutcome | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  const words = feeTexts[language]
  const send = async (question: Question | null) => {
    if (busy) return
    setOutcome(null)
    setAsked(question)
    if (!question) return
    setBusy(true)
    setOutcome(await askFees(question))
    setBusy(false)
  }
  const found = outcome?.kind === 'found' ? outcome : null
  return (
    <section className="box" aria-labelledby="fee-heading">
      <output className="for-ears">{busy && words.busy}</output>
      <h2 id="fee-heading" ref={heading} tabIndex={-1}>
        {words.heading}
      </h2>
      {found?.fees.length === 0 && <Notice tone="plain" title={words.none} spoken />}
      {found?.fees.map((fee, i) => (
        <OneFee key={i} language={language} fee={fee} />
      ))}
      {outcome && outcome.kind !== 'found' && (
        <OutcomeNotice outcome={outcome} texts={texts} language={language} onRetry={() => void send(asked)} />
      )}
      {found ? (
        <button type="button" className="secondary" disabled={busy} onClick={() => void send(asked)}>
          {words.again}
        </button>
      ) : (
        <FeeForm {...props} busy={busy} onAsk={(question) => void send(question)} />
      )}
      <p>
        <a href={statusFragment}>{words.back}</a>
      </p>
    </section>
  )
}
