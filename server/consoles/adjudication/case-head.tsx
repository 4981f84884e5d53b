import { Link } from 'react-router'
import { verdicts } from '../../../core/adjudication/verdicts.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { CaseDetail } from './case-detail.ts'
import { CaseSteps, type StepProps } from './case-steps.tsx'
import { caseStateNames, caseStateTones, waitNames } from './words.ts'

const words = {
  file: { vi: 'Hồ sơ', en: 'File' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  origin: { vi: 'Nguồn nghi vấn', en: 'Origin' },
  opened: { vi: 'Phát hiện', en: 'Opened' },
  due: { vi: 'Hạn xét', en: 'Due' },
  late: { vi: 'quá hạn', en: 'overdue' },
  holder: { vi: 'Người giữ', en: 'Held by' },
  me: { vi: 'bạn', en: 'you' },
  until: { vi: 'đến', en: 'until' },
  waits: { vi: 'Chờ', en: 'Waits for' },
  verdict: { vi: 'Kết luận', en: 'Verdict' },
  kept: { vi: 'Số được giữ', en: 'Number kept' },
  closed: { vi: 'Kết thúc', en: 'Closed' },
  record: { vi: 'Biên bản', en: 'Record' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Case = CaseDetail['case']

function useFacts(found: Case) {
  const say = useSay()
  const holder = found.takenByMe ? say(words.me) : found.takenByName
  return [
    [words.file, found.applicationCode],
    [words.origin, found.originTexts.map(say).join('; ')],
    [
      words.due,
      <>
        {formatDate(found.dueOn)}{' '}
        {found.overdue && <span className="badge badge-trouble">{say(words.late)}</span>}
      </>,
    ],
    [
      words.holder,
      holder &&
        `${holder}${found.heldUntil ? `, ${say(words.until)} ${formatInstant(found.heldUntil)}` : ''}`,
    ],
    [
      words.waits,
      found.waitReason &&
        found.waitUntil &&
        `${say(waitNames[found.waitReason])}, ${say(words.until)} ${formatDate(found.waitUntil)}`,
    ],
    [words.verdict, found.verdict && say(verdicts[found.verdict].text)],
    [words.kept, found.keptNumber && <span className="code">{found.keptNumber}</span>],
    [words.unit, found.unitName],
    [words.opened, formatInstant(found.openedAt)],
    [words.closed, found.closedAt && formatInstant(found.closedAt)],
  ] as const
}

/** Which case it is, how it stands, and what can be done with it. */
export function CaseHead({ detail, onDone, onReload }: StepProps) {
  const say = useSay()
  const { case: found, mayNot } = detail
  const facts = useFacts(found)
  return (
    <section className="panel">
      <div className="change-head">
        <h2>{detail.applicant.name}</h2>
        <span className={`badge ${caseStateTones[found.state]}`}>{say(caseStateNames[found.state])}</span>
      </div>
      <dl className="facts">
        {facts.map(
          ([term, value]) =>
            value && (
              <div key={term.en}>
                <dt>{say(term)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {mayNot && <p className="soft">{say(mayNot)}</p>}
      <CaseSteps detail={detail} onDone={onDone} onReload={onReload} />
      {found.state === 'CLOSED' && (
        <Link to={`/adjudication/cases/${found.id}/record`}>{say(words.record)}</Link>
      )}
    </section>
  )
}
