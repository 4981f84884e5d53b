import { useState, type SubmitEvent } from 'react'
import { formatVietnamese, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ask } from './ask.ts'
import { CentrePicker } from './centre-picker.tsx'
import { ActButton, Done, Failure, Select, TextField } from './controls.tsx'
import { DeliveryFields, deliveryInput, useDelivery } from './delivery-fields.tsx'
import { PapersPart } from './papers-part.tsx'
import {
  type Applying,
  type Centre,
  ownApplying,
  pickupCentres,
  savePreRegistration,
  submitPreRegistration,
  withdrawPreRegistration,
} from './questions.ts'
import { useAct, useAnswer } from './use-said.ts'
import { VisitsPart } from './visits-part.tsx'
import type { ForPerson } from './words.ts'

type Draft = NonNullable<Applying['draft']>

interface ApplyProps extends ForPerson {
  readonly applying: Applying
  readonly onChanged: () => void
}

const caseKey = ({ kind, reason }: Pick<Draft, 'kind' | 'reason'>) => `${kind} ${reason}`

/** What is asked for and how, contact and delivery; kept at the server, so that another day or device goes on with it. */
function FillIn(props: ApplyProps) {
  const { words, language, applying, residentId, onChanged } = props
  const { draft, cases } = applying
  const [wanted, setWanted] = useState(draft ? caseKey(draft) : cases[0] ? caseKey(cases[0]) : '')
  const [phone, setPhone] = useState(draft?.phone ?? '')
  const [email, setEmail] = useState(draft?.email ?? '')
  const [religion, setReligion] = useState(draft?.religion ?? '')
  const [delivery, setDelivery] = useDelivery(draft?.delivery ?? null)
  const { busy, failure, act } = useAct(props.onSignedOut)
  const chosen = cases.find((one) => caseKey(one) === wanted)
  const [how, setHow] = useState(draft?.channel ?? '')
  const channel = chosen?.channels.includes(how) ? how : (chosen?.channels[0] ?? 'VISIT')
  const isPlaced = delivery.kind === 'POST' || delivery.centre !== ''
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!chosen) return
    const filled = {
      resident: residentId,
      channel,
      kind: chosen.kind,
      reason: chosen.reason,
      declared: religion.trim() ? [{ field: 'religion', text: religion.trim() }] : [],
      phone: phone.trim() || null,
      email: email.trim() || null,
      delivery: isPlaced ? deliveryInput(delivery) : null,
    }
    void act(() => ask(savePreRegistration, { filled }), onChanged)
  }
  return (
    <form className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
      <Select
        label={words.case}
        value={wanted}
        choices={cases.map((one) => ({ value: caseKey(one), label: one.label[language] }))}
        onChange={setWanted}
      />
      {chosen && <p className="hint">{chosen.article}</p>}
      {chosen && (
        <Select
          label={words.how}
          value={channel}
          choices={chosen.channels.map((one) => ({
            value: one,
            label: one === 'ONLINE' ? words.ONLINE : words.VISIT,
          }))}
          onChange={setHow}
        />
      )}
      <TextField
        label={words.phone}
        hint={words.phoneHint}
        value={phone}
        onChange={setPhone}
        mode="tel"
        auto="tel-national"
      />
      <TextField
        label={words.emailAddress}
        hint={words.emailHint}
        value={email}
        onChange={setEmail}
        mode="email"
        auto="email"
      />
      {channel === 'VISIT' && (
        <TextField
          label={words.religion}
          hint={words.emailHint}
          value={religion}
          onChange={setReligion}
          longest={60}
        />
      )}
      <DeliveryFields {...props} entry={delivery} onChange={setDelivery} />
      <Failure failure={failure} language={language} />
      <ActButton submit primary busy={busy}>
        {words.saveDraft}
      </ActButton>
    </form>
  )
}

/** The last step: papers, for an online request the centre and the consent, and off it goes. */
function HandIn(props: ApplyProps & { readonly draft: Draft; readonly onDone: (text: string) => void }) {
  const { words, language, applying, draft, onDone } = props
  const [agreed, setAgreed] = useState(false)
  const [centre, setCentre] = useState<Centre | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const { busy, failure, act } = useAct(props.onSignedOut)
  const isOnline = draft.channel === 'ONLINE'
  const send = () => {
    const lacks = isOnline ? (!centre ? words.centreNeeded : !agreed ? words.consentNeeded : null) : null
    setMissing(lacks)
    if (lacks !== null) return
    const variables = { id: draft.id, centre: centre?.code ?? '', consent: applying.consentVersion }
    void act(
      () => ask(submitPreRegistration, variables),
      ({ code }) => onDone(code === null ? words.sentVisit : `${words.sentOnline} ${code}`),
    )
  }
  return (
    <section className="inner-form" aria-label={words.papers}>
      <Notice tone="good" title={words.draftKept} />
      <PapersPart
        {...props}
        path={`pre-registrations/${draft.id}`}
        papers={draft.papers}
        types={applying.paperTypes}
        onChanged={props.onChanged}
      />
      {isOnline && (
        <>
          <CentrePicker
            {...props}
            among={pickupCentres}
            label={words.answering}
            chosen={centre}
            onChoose={setCentre}
          />
          <p className="consent">{applying.consentText[language]}</p>
          <label className="check">
            <input
              type="checkbox"
              checked={agreed}
              onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
            />{' '}
            {words.consent}
          </label>
        </>
      )}
      {missing && <Notice tone="attention" title={missing} spoken />}
      <Failure failure={failure} language={language} onRetry={send} />
      <ActButton primary busy={busy} onClick={send}>
        {isOnline ? words.submitOnline : words.submitVisit}
      </ActButton>
    </section>
  )
}

function Waiting(props: ApplyProps & { readonly draft: Draft; readonly onDone: (text: string) => void }) {
  const { words, language, draft } = props
  const { busy, failure, act } = useAct(props.onSignedOut)
  const until = formatVietnamese(parseCalendarDate(draft.expiresOn))
  return (
    <>
      <Notice tone="good" title={`${words.waiting} ${until}.`} />
      <Failure failure={failure} language={language} />
      <ActButton
        busy={busy}
        onClick={() =>
          void act(
            () => ask(withdrawPreRegistration, { id: draft.id }),
            () => props.onDone(words.takenBack),
          )
        }
      >
        {words.takeBack}
      </ActButton>
      <VisitsPart {...props} booking={{ purpose: 'APPLICATION', kind: draft.kind }} />
    </>
  )
}

/** Applying from home: fill in, send papers, hand in; what was handed in for a visit waits here with its appointment. */
export function ApplyView(props: ForPerson) {
  const { words, language, residentId } = props
  const { answer, failure, again } = useAnswer(ownApplying, { resident: residentId }, props.onSignedOut)
  const [done, setDone] = useState<string | null>(null)
  const finish = (text: string) => {
    setDone(text)
    again()
  }
  const draft = answer?.draft ?? null
  const parts = { ...props, onChanged: again }
  return (
    <section className="box" aria-labelledby="apply-heading">
      <h2 id="apply-heading" tabIndex={-1}>
        {words.applyHeading}
      </h2>
      <p>{words.applyWhy}</p>
      <Done text={done} />
      <Failure failure={failure} language={language} onRetry={again} />
      {!answer && !failure && <output>{words.busy}</output>}
      {answer && draft?.state === 'SUBMITTED' && (
        <Waiting {...parts} applying={answer} draft={draft} onDone={finish} />
      )}
      {answer && draft?.state !== 'SUBMITTED' && <FillIn {...parts} applying={answer} />}
      {answer && draft?.state === 'DRAFT' && (
        <HandIn {...parts} applying={answer} draft={draft} onDone={finish} />
      )}
    </section>
  )
}
