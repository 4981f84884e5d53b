import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { InquiryDocument } from '../generated/inquiries.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { AskedSide } from './asked-side.tsx'
import { AskingSide } from './asking-side.tsx'
import { shown } from './field-values.ts'
import type { Inquiry } from './inquiry.ts'
import { ReconciliationNav } from './reconciliation-nav.tsx'
import { answerNames, inquiryStateNames } from './words.ts'

const words = {
  title: { vi: 'Phiếu xác minh', en: 'Inquiry' },
  born: { vi: 'Ngày sinh', en: 'Born' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  number: { vi: 'Số định danh', en: 'Number' },
  from: { vi: 'Nơi hỏi', en: 'Asked by' },
  to: { vi: 'Nơi được hỏi', en: 'Asked of' },
  sent: { vi: 'Gửi lúc', en: 'Sent' },
  due: { vi: 'Hạn trả lời', en: 'Due' },
  answered: { vi: 'Trả lời lúc', en: 'Answered' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  question: { vi: 'Nội dung hỏi', en: 'Question' },
  asked: { vi: 'Mục cần xác minh', en: 'Items asked about' },
  answers: { vi: 'Trả lời', en: 'Answers' },
  conflict: { vi: 'Mở vụ việc đối chiếu', en: 'Open the conflict case' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Facts({ inquiry }: { readonly inquiry: Inquiry }) {
  const say = useSay()
  const { subject, dueOn, overdue, answeredAt } = inquiry
  const facts = [
    [words.born, formatDate(subject.birthDate)],
    [words.sex, say(shown('sex', subject.sex))],
    [words.number, subject.number && <span className="code">{subject.number}</span>],
    [words.from, inquiry.fromUnitName],
    [words.to, inquiry.toUnitName],
    [words.sent, formatInstant(inquiry.sentAt)],
    [
      words.due,
      <>
        {formatDate(dueOn)} {overdue && <span className="badge badge-trouble">{say(words.overdue)}</span>}
      </>,
    ],
    [words.answered, answeredAt && formatInstant(answeredAt)],
  ] as const
  return (
    <section className="panel">
      <div className="change-head">
        <h2>{subject.name}</h2>
        <span className="badge">{say(inquiryStateNames[inquiry.state])}</span>
      </div>
      <dl className="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name.en}>
                <dt>{say(name)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p>
        {say(words.question)}: {inquiry.question}
      </p>
      <p className="soft">
        {say(words.asked)}: {inquiry.fields.map(({ label }) => say(label)).join(', ')}
      </p>
    </section>
  )
}

function Answers({ inquiry }: { readonly inquiry: Inquiry }) {
  const say = useSay()
  if (inquiry.answers.length === 0) return null
  return (
    <section className="panel">
      <h2>{say(words.answers)}</h2>
      <dl className="facts">
        {inquiry.answers.map(({ field, label, outcome, value }) => (
          <div key={field}>
            <dt>{say(label)}</dt>
            <dd>
              {outcome === 'VALUE' ? (
                say(shown(field, value))
              ) : (
                <span className="badge badge-attention">{say(answerNames[outcome])}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {inquiry.conflictId && (
        <Link to={`/reconciliation/conflicts/${inquiry.conflictId}`}>{say(words.conflict)}</Link>
      )}
    </section>
  )
}

/** One inquiry, with the steps of whichever side the officer stands on. */
export function InquiryScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(InquiryDocument, { id }, { policy: 'network-only' })
  const [done, setDone] = useState<Bilingual | null>(null)
  const answer = data?.residenceInquiry
  const inquiry = answer?.__typename === 'ResidenceInquiry' ? answer : null
  const finish = (text: Bilingual) => {
    setDone(text)
    again()
  }
  return (
    <Screen title={words.title}>
      <ReconciliationNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {inquiry && (
        <>
          <Facts inquiry={inquiry} />
          <Answers inquiry={inquiry} />
          <AskedSide key={`${inquiry.id} ${inquiry.state}`} inquiry={inquiry} onDone={finish} />
          <AskingSide inquiry={inquiry} onDone={finish} />
        </>
      )}
    </Screen>
  )
}
