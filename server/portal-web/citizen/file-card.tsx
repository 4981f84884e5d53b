import { useState } from 'react'
import { formatVietnamese, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { StepLine } from '../../../ui/step-line.tsx'
import { roadOf } from '../road.ts'
import { textsOf } from '../texts/of-language.ts'
import { ask } from './ask.ts'
import { ActButton, Confirm, Done, Failure, TextField } from './controls.tsx'
import { DeliveryFields, deliveryInput, useDelivery } from './delivery-fields.tsx'
import { PapersPart } from './papers-part.tsx'
import {
  changeOwnContact,
  changeOwnDelivery,
  type OwnFile,
  resubmitOwnFile,
  withdrawOwnFile,
} from './questions.ts'
import { useAct } from './use-said.ts'
import { VisitsPart } from './visits-part.tsx'
import type { ForPerson, Part } from './words.ts'

const day = (text: string) => formatVietnamese(parseCalendarDate(text))

function Facts({ file, words }: { readonly file: OwnFile; readonly words: Part['words'] }) {
  const { status, delivery, phone, email } = file
  const facts: readonly (readonly [string, string | null])[] = [
    [words.fileCode, status.code],
    [words.promisedOn, status.promisedOn && formatVietnamese(status.promisedOn)],
    [words.deadlineOn, status.deadlineOn && formatVietnamese(status.deadlineOn)],
    [words.completeUntil, file.completeUntil && day(file.completeUntil)],
    [words.contact, [phone, email].filter(Boolean).join(' · ') || words.noContact],
    [words.goesTo, placeOf(delivery, words)],
  ]
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function placeOf(delivery: OwnFile['delivery'], words: Part['words']): string {
  if (!delivery) return words.notChosen
  return delivery.kind === 'POST'
    ? `${words.byPost} ${delivery.address}`
    : `${words.pickupAt} ${delivery.centreName}`
}

interface ChangeProps extends Part {
  readonly file: OwnFile
  readonly onDone: (text: string) => void
  readonly onCancel: () => void
}

function ChangeDelivery(props: ChangeProps) {
  const { words, language, file, onDone } = props
  const [entry, setEntry] = useDelivery(file.delivery)
  const { busy, failure, act } = useAct(props.onSignedOut)
  const save = () =>
    void act(
      () => ask(changeOwnDelivery, { id: file.id, delivery: deliveryInput(entry) }),
      () => onDone(words.delivered),
    )
  return (
    <div className="inner-form">
      <DeliveryFields {...props} entry={entry} onChange={setEntry} />
      <Failure failure={failure} language={language} onRetry={save} />
      <div className="actions">
        <ActButton busy={busy} onClick={save}>
          {words.save}
        </ActButton>
        <ActButton onClick={props.onCancel}>{words.cancel}</ActButton>
      </div>
    </div>
  )
}

function ChangeContact(props: ChangeProps) {
  const { words, language, file, onDone } = props
  const [phone, setPhone] = useState(file.phone ?? '')
  const [email, setEmail] = useState(file.email ?? '')
  const { busy, failure, act } = useAct(props.onSignedOut)
  const contact = { phone: phone.trim() || null, email: email.trim() || null }
  const save = () =>
    void act(
      () => ask(changeOwnContact, { id: file.id, ...contact }),
      () => onDone(words.contactKept),
    )
  return (
    <div className="inner-form">
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
      <Failure failure={failure} language={language} onRetry={save} />
      <div className="actions">
        <ActButton busy={busy} onClick={save}>
          {words.save}
        </ActButton>
        <ActButton onClick={props.onCancel}>{words.cancel}</ActButton>
      </div>
    </div>
  )
}

type Doing = 'delivery' | 'contact' | 'withdraw' | 'visit' | null

/** One file: where it stands, what to do now, and what can be changed from home. */
export function FileCard(
  props: ForPerson & {
    readonly file: OwnFile
    readonly paperTypes: readonly { readonly type: string; readonly label: Bilingual }[]
    readonly onChanged: () => void
  },
) {
  const { words, language, file, onChanged } = props
  const { status } = file
  const texts = textsOf(language)
  const [doing, setDoing] = useState<Doing>(null)
  const [done, setDone] = useState<string | null>(null)
  const { busy, failure, act } = useAct(props.onSignedOut)
  const finish = (text: string) => {
    setDoing(null)
    setDone(text)
    onChanged()
  }
  const headingId = `file-${file.id}`
  const open = (what: Doing) => () => {
    setDone(null)
    setDoing(what)
  }
  return (
    <section className="result" aria-labelledby={headingId}>
      <h3 id={headingId}>{texts.states[status.state].title}</h3>
      <Done text={done} />
      <Failure failure={failure} language={language} />
      <Facts file={file} words={words} />
      <Notice tone={status.state === 'RETURNED' ? 'attention' : 'plain'} title={texts.result.whatToDo}>
        <p>{status.advice[language]}</p>
        {status.late && <p>{status.late[language]}</p>}
        {status.reasons.length > 0 && (
          <ul>
            {status.reasons.map((reason) => (
              <li key={reason.vi}>{reason[language]}</li>
            ))}
          </ul>
        )}
      </Notice>
      <StepLine steps={roadOf(status, texts)} label={texts.result.steps} language={language} />
      {file.mayAddPapers && props.paperTypes.length > 0 && (
        <PapersPart
          {...props}
          path={`applications/${file.id}`}
          papers={file.papers}
          types={props.paperTypes}
          onChanged={onChanged}
        />
      )}
      {doing === 'delivery' && <ChangeDelivery {...props} onDone={finish} onCancel={open(null)} />}
      {doing === 'contact' && <ChangeContact {...props} onDone={finish} onCancel={open(null)} />}
      {doing === 'visit' && <VisitsPart {...props} booking={{ purpose: 'RECAPTURE', kind: null }} />}
      {doing === 'withdraw' && (
        <Confirm
          question={words.withdrawSure}
          words={words}
          busy={busy}
          onYes={() =>
            void act(
              () => ask(withdrawOwnFile, { id: file.id }),
              () => finish(words.withdrawn),
            )
          }
          onNo={open(null)}
        />
      )}
      <div className="actions">
        {file.mayResubmit && (
          <ActButton
            busy={busy}
            onClick={() =>
              void act(
                () => ask(resubmitOwnFile, { id: file.id }),
                () => finish(words.resubmitted),
              )
            }
          >
            {words.resubmit}
          </ActButton>
        )}
        {file.mayAddPapers && !file.mayResubmit && (
          <ActButton onClick={open('visit')}>{words.bookVisit}</ActButton>
        )}
        {file.mayChangeDelivery && <ActButton onClick={open('delivery')}>{words.change}</ActButton>}
        {file.mayWithdraw && <ActButton onClick={open('contact')}>{words.changeContact}</ActButton>}
        {file.mayWithdraw && <ActButton onClick={open('withdraw')}>{words.withdraw}</ActButton>}
        <a className="as-button" href="#phan-anh">
          {words.complain}
        </a>
      </div>
    </section>
  )
}
