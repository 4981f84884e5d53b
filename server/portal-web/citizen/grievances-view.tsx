import { useState, type SubmitEvent } from 'react'
import { calendarDateAt, formatVietnamese, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { grievanceKinds, grievanceSubjects } from '../../../core/grievances/grievance-words.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ask } from './ask.ts'
import { ActButton, Done, Failure, Select, TextField } from './controls.tsx'
import {
  appealGrievance,
  closeGrievance,
  fileGrievance,
  type Grievance,
  ownFiles,
  ownGrievances,
} from './questions.ts'
import { useAct, useAnswer } from './use-said.ts'
import type { ForPerson, Part } from './words.ts'

const day = (text: string) => formatVietnamese(parseCalendarDate(text))

function NewGrievance(props: ForPerson & { readonly onDone: (text: string) => void }) {
  const { words, language, residentId } = props
  const files = useAnswer(ownFiles, { resident: residentId }, props.onSignedOut)
  const [kind, setKind] = useState('FEEDBACK')
  const [subject, setSubject] = useState('LATE')
  const [application, setApplication] = useState('')
  const [text, setText] = useState('')
  const { busy, failure, act } = useAct(props.onSignedOut)
  const choicesOf = (names: Readonly<Record<string, { readonly vi: string; readonly en: string }>>) =>
    Object.entries(names).map(([value, name]) => ({ value, label: name[language] }))
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const variables = { resident: residentId, application: application || null, kind, subject, text }
    void act(
      () => ask(fileGrievance, variables),
      (number) => {
        setText('')
        props.onDone(`${words.filed} ${number ?? ''}`)
      },
    )
  }
  return (
    <form className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
      <Select
        label={words.grievanceKind}
        value={kind}
        choices={choicesOf(grievanceKinds)}
        onChange={setKind}
      />
      <Select
        label={words.grievanceSubject}
        value={subject}
        choices={choicesOf(grievanceSubjects)}
        onChange={setSubject}
      />
      <Select
        label={words.aboutFile}
        value={application}
        choices={[
          { value: '', label: words.noFile },
          ...(files.answer ?? []).map(({ id, status }) => ({ value: id, label: status.code })),
        ]}
        onChange={setApplication}
      />
      <TextField
        label={words.grievanceText}
        hint={words.grievanceTextHint}
        value={text}
        rows={5}
        longest={4000}
        onChange={setText}
      />
      <Failure failure={failure} language={language} />
      <ActButton submit primary busy={busy}>
        {words.file}
      </ActButton>
    </form>
  )
}

const entryWords = {
  COMPLAINT: 'COMPLAINT_BY',
  ANSWER: 'ANSWER_BY',
  APPEAL: 'APPEAL_BY',
  ESCALATION: 'ESCALATION_BY',
} as const
const stateWords = ['OPEN', 'ASSIGNED', 'ESCALATED', 'ANSWERED', 'CLOSED'] as const

function Ticket(props: Part & { readonly ticket: Grievance; readonly onChanged: (text: string) => void }) {
  const { words, language, ticket, onChanged } = props
  const [appealing, setAppealing] = useState(false)
  const [text, setText] = useState('')
  const { busy, failure, act } = useAct(props.onSignedOut)
  const state = stateWords.find((one) => one === ticket.state)
  const isOpen = state === 'OPEN' || state === 'ASSIGNED' || state === 'ESCALATED'
  const headingId = `ticket-${ticket.id}`
  return (
    <article className="ticket" aria-labelledby={headingId}>
      <h3 id={headingId}>
        {ticket.number}: {ticket.subject[language]}
      </h3>
      <p>
        {ticket.kind[language]} · {state && words[state]}
        {ticket.instance > 1 && ` · ${words.secondInstance}`}
        {ticket.applicationCode && ` · ${ticket.applicationCode}`}
      </p>
      {isOpen && (
        <p className="hint">
          {ticket.isOverdue ? words.overdue : `${words.dueOn} ${day(ticket.dueOn)}`} ({ticket.article})
        </p>
      )}
      <ol className="plain-list">
        {ticket.entries.map((entry) => (
          <li key={entry.at + entry.kind}>
            <p className="hint">
              {words[entryWords[entry.kind as keyof typeof entryWords]]},{' '}
              {formatVietnamese(calendarDateAt(Date.parse(entry.at)))}
              {entry.finding && `: ${entry.finding[language]}`}
            </p>
            <p className="written">{entry.text}</p>
          </li>
        ))}
      </ol>
      <Failure failure={failure} language={language} />
      {state === 'ANSWERED' && (
        <div className="actions">
          <ActButton
            busy={busy}
            onClick={() =>
              void act(
                () => ask(closeGrievance, { id: ticket.id }),
                () => onChanged(words.accepted),
              )
            }
          >
            {words.accept}
          </ActButton>
          {ticket.appealUntil && <ActButton onClick={() => setAppealing(true)}>{words.appeal}</ActButton>}
        </div>
      )}
      {ticket.appealUntil && (
        <p className="hint">
          {words.appealUntil} {day(ticket.appealUntil)}.
        </p>
      )}
      {appealing && (
        <div className="inner-form">
          <TextField
            label={words.appealText}
            hint={words.grievanceTextHint}
            value={text}
            rows={4}
            longest={4000}
            onChange={setText}
          />
          <ActButton
            busy={busy}
            onClick={() =>
              void act(
                () => ask(appealGrievance, { id: ticket.id, text }),
                () => onChanged(words.appealed),
              )
            }
          >
            {words.send}
          </ActButton>
        </div>
      )}
    </article>
  )
}

/** Tickets that the citizen filed, each with its day, what was written, and what can be done about it; and a new one. */
export function GrievancesView(props: ForPerson) {
  const { words, language } = props
  const { answer, failure, again } = useAnswer(ownGrievances, {}, props.onSignedOut)
  const [done, setDone] = useState<string | null>(null)
  const finish = (text: string) => {
    setDone(text)
    again()
  }
  return (
    <section className="box" aria-labelledby="grievances-heading">
      <h2 id="grievances-heading" tabIndex={-1}>
        {words.grievancesHeading}
      </h2>
      <p>{words.grievancesWhy}</p>
      <Done text={done} />
      <Failure failure={failure} language={language} onRetry={again} />
      {answer?.length === 0 && <Notice tone="plain" title={words.noGrievances} />}
      {answer?.map((ticket) => (
        <Ticket key={`${ticket.id} ${ticket.state}`} {...props} ticket={ticket} onChanged={finish} />
      ))}
      <h3>{words.newGrievance}</h3>
      <NewGrievance {...props} onDone={finish} />
    </section>
  )
}
