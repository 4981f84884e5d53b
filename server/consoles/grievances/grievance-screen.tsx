import { useState } from 'react'
import { useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Fact, Facts } from '../approvals/facts.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  AssignGrievanceDocument,
  OneGrievanceDocument,
  type OneGrievanceQuery,
} from '../generated/grievances.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { useMay } from '../session/session.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { EscalateDialog } from './escalate-dialog.tsx'
import { grievanceStateName } from './states.ts'
import { title } from './title.ts'
import './grievances.css'

export type Ticket = Extract<OneGrievanceQuery['grievance'], { readonly __typename: 'Grievance' }>

const words = {
  subject: { vi: 'Về việc', en: 'About' },
  state: { vi: 'Tình trạng', en: 'State' },
  unit: { vi: 'Đơn vị trả lời', en: 'Answered by' },
  application: { vi: 'Hồ sơ', en: 'Application' },
  filedAt: { vi: 'Gửi lúc', en: 'Filed' },
  dueOn: { vi: 'Hạn trả lời', en: 'Due' },
  instance: { vi: 'Lần giải quyết', en: 'Instance' },
  take: { vi: 'Nhận thụ lý', en: 'Take it' },
  answer: { vi: 'Trả lời…', en: 'Answer…' },
  escalate: { vi: 'Chuyển lên cấp trên…', en: 'Pass it up…' },
  overdue: { vi: 'Đã quá hạn trả lời', en: 'Overdue' },
  taken: { vi: 'Đã nhận thụ lý.', en: 'You have taken it.' },
  answered: { vi: 'Đã gửi trả lời cho công dân.', en: 'The citizen has your answer.' },
  passedUp: { vi: 'Đã chuyển lên cấp trên.', en: 'It was passed up.' },
  yours: {
    vi: 'Bạn đã trả lời lần đầu; lần hai do cán bộ khác giải quyết.',
    en: 'You gave the first answer; the second is another officer’s.',
  },
  COMPLAINT: { vi: 'Công dân viết', en: 'The citizen wrote' },
  ANSWER: { vi: 'Trả lời', en: 'Answer' },
  APPEAL: { vi: 'Công dân không đồng ý', en: 'The citizen disagreed' },
  ESCALATION: { vi: 'Chuyển lên cấp trên', en: 'Passed up' },
} as const satisfies Readonly<Record<string, Bilingual>>

const entryName = (kind: string): Bilingual =>
  kind === 'ANSWER' || kind === 'APPEAL' || kind === 'ESCALATION' ? words[kind] : words.COMPLAINT

function Entries({ ticket }: { readonly ticket: Ticket }) {
  const say = useSay()
  return (
    <ol className="grievance-entries">
      {ticket.entries.map((entry) => (
        <li key={entry.at + entry.kind} className="panel">
          <p className="soft">
            {say(entryName(entry.kind))}, {formatInstant(entry.at)}
            {entry.finding && `: ${say(entry.finding)}`}
          </p>
          <p className="grievance-text">{entry.text}</p>
        </li>
      ))}
    </ol>
  )
}

type Asked = 'answer' | 'escalate' | null

function Work({ ticket, onChanged }: { readonly ticket: Ticket; readonly onChanged: () => void }) {
  const say = useSay()
  const may = useMay()
  const [asked, setAsked] = useState<Asked>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const { act, busy, refusal, trouble } = useAct(AssignGrievanceDocument)
  const events = may('grievance.handle') && !ticket.answeredByMe ? ticket.possibleEvents : []
  const answers = events.includes('answer') && (ticket.state === 'ESCALATED' || ticket.isMine)
  const finish = (text: Bilingual) => {
    setAsked(null)
    setDone(text)
    onChanged()
  }
  const take = async () => {
    if (await act({ id: ticket.id })) finish(words.taken)
  }
  return (
    <>
      {done && <Notice tone="good" title={say(done)} spoken />}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {ticket.answeredByMe && ticket.state === 'OPEN' && <p className="soft">{say(words.yours)}</p>}
      <div className="row">
        {events.includes('assign') && (
          <ActionButton label={words.take} keys="F2" loading={busy} onClick={() => void take()} />
        )}
        {answers && <ActionButton label={words.answer} keys="F2" onClick={() => setAsked('answer')} />}
        {events.includes('escalate') && (
          <ActionButton
            label={words.escalate}
            keys="F8"
            variant="default"
            onClick={() => setAsked('escalate')}
          />
        )}
      </div>
      {asked === 'answer' && (
        <AnswerDialog id={ticket.id} onClose={() => setAsked(null)} onDone={() => finish(words.answered)} />
      )}
      {asked === 'escalate' && (
        <EscalateDialog id={ticket.id} onClose={() => setAsked(null)} onDone={() => finish(words.passedUp)} />
      )}
    </>
  )
}

function Known({ ticket }: { readonly ticket: Ticket }) {
  const say = useSay()
  const unitName = useUnitNames([ticket.unitCode])
  const facts: readonly Fact[] = [
    [words.subject, `${say(ticket.kind)}: ${say(ticket.subject)}`],
    [words.state, say(grievanceStateName(ticket.state))],
    [words.unit, unitName(ticket.unitCode)],
    [words.application, ticket.applicationCode && <span className="code">{ticket.applicationCode}</span>],
    [words.filedAt, formatInstant(ticket.filedAt)],
    [words.dueOn, `${formatDate(ticket.dueOn)} (${ticket.article})`],
    [words.instance, String(ticket.instance)],
  ]
  return <Facts facts={facts} />
}

/** One ticket: what was written, by when it is answered, and what this officer can do. */
export function GrievanceScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  // Every look is kept in the audit: what was shown already is not asked for again, unless it has changed.
  const { data, busy, trouble, again } = useAsk(OneGrievanceDocument, { id }, { policy: 'cache-first' })
  const answer = data?.grievance
  const ticket = answer?.__typename === 'Grievance' ? answer : null
  const name = ticket ? { vi: `${title.vi} ${ticket.number}`, en: `${title.en} ${ticket.number}` } : title
  return (
    <Screen title={name}>
      {!data && busy && <output>…</output>}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} trouble={null} />}
      {ticket && (
        <>
          {ticket.isOverdue && <Notice tone="attention" title={say(words.overdue)} />}
          <Known ticket={ticket} />
          <Work ticket={ticket} onChanged={again} />
          <Entries ticket={ticket} />
        </>
      )}
    </Screen>
  )
}
