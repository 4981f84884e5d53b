import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { ApplicationFileDocument } from '../generated/application-file.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import './approvals.css'
import { CapturesPanel } from './captures-panel.tsx'
import { CardPanel } from './card-panel.tsx'
import { ClaimsPanel } from './claims-panel.tsx'
import { DecisionBar } from './decision-bar.tsx'
import { DeskPanel } from './desk-panel.tsx'
import { Facts } from './facts.tsx'
import type { File } from './file.ts'
import { FlagsPanel } from './flags-panel.tsx'
import { PapersPanel } from './papers-panel.tsx'
import { RequestPanel } from './request-panel.tsx'
import { besides, leaveQueue } from './queue.ts'
import { requestName } from './words.ts'

const words = {
  title: { vi: 'Phê duyệt một hồ sơ', en: 'A file to decide' },
  list: { vi: 'Về danh sách', en: 'Back to the list' },
  next: { vi: 'Hồ sơ sau', en: 'Next file' },
  before: { vi: 'Hồ sơ trước', en: 'File before' },
  code: { vi: 'Mã hồ sơ', en: 'File' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  decides: { vi: 'Đơn vị quyết định', en: 'Decided by' },
  centre: { vi: 'Điểm thu nhận', en: 'Centre' },
  received: { vi: 'Tiếp nhận', en: 'Received' },
  due: { vi: 'Hạn giải quyết', en: 'Due' },
  late: { vi: 'quá hạn', en: 'late' },
  operator: { vi: 'Người thu nhận', en: 'Captured by' },
  supervisor: { vi: 'Trưởng điểm đã ký', en: 'Countersigned by' },
  field: { vi: 'Thu nhận lưu động', en: 'Captured in the field' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Head({ file }: { readonly file: File }) {
  const say = useSay()
  const request = requestName(file, Date.parse(file.receivedAt)).map(say).join(': ')
  return (
    <section className="panel" aria-label={say(words.code)}>
      <div className="change-head">
        <h2>{file.person?.name ?? file.code}</h2>
        <span className="badge">{request}</span>
      </div>
      <Facts
        facts={[
          [
            words.code,
            <span key="code" className="code">
              {file.code}
            </span>,
          ],
          [
            words.due,
            file.deadlineOn && (
              <>
                {formatDate(file.deadlineOn)}{' '}
                {file.overdue && <span className="badge badge-trouble">{say(words.late)}</span>}
              </>
            ),
          ],
          [words.received, formatInstant(file.receivedAt)],
          [words.centre, `${file.centreName}${file.channel === 'FIELD' ? ` (${say(words.field)})` : ''}`],
          [words.unit, file.unitName],
          [words.decides, file.decidingUnitName],
          [words.operator, file.operatorName],
          [words.supervisor, file.supervisorName],
        ]}
      />
    </section>
  )
}

function Steps({ code }: { readonly code: string }) {
  const navigate = useNavigate()
  const go = (to: string | null) => () => {
    if (to !== null) void navigate(`/approvals/${to}`)
  }
  const [before, next] = [besides(code, -1), besides(code, 1)]
  return (
    <>
      <ActionButton
        label={words.before}
        keys="k"
        size="sm"
        variant="default"
        disabled={before === null}
        onClick={go(before)}
      />
      <ActionButton
        label={words.next}
        keys="j"
        size="sm"
        variant="default"
        disabled={next === null}
        onClick={go(next)}
      />
      <ActionButton
        label={words.list}
        keys="b"
        size="sm"
        variant="default"
        onClick={() => void navigate('/approvals')}
      />
    </>
  )
}

interface Decided {
  readonly name: string
  readonly what: Bilingual
}

/** One file after the other; what was decided on the last one is said above the next. */
export function FileScreen() {
  const { code = '' } = useParams()
  const [decided, setDecided] = useState<Decided | null>(null)
  return <OneFile key={code} code={code} decided={decided} onDecided={setDecided} />
}

interface OneFileProps {
  readonly code: string
  readonly decided: Decided | null
  readonly onDecided: (decided: Decided) => void
}

function OneFile({ code, decided, onDecided }: OneFileProps) {
  const say = useSay()
  const navigate = useNavigate()
  const { data, trouble, again } = useAsk(ApplicationFileDocument, { code }, { policy: 'network-only' })
  const answer = data?.applicationFile
  const file = answer?.__typename === 'ApplicationFile' && answer.code === code ? answer : null
  const finish = (what: Bilingual) => {
    onDecided({ name: file?.person?.name ?? code, what })
    const next = besides(code, 1) ?? besides(code, -1)
    leaveQueue(code)
    if (next === null) again()
    else void navigate(`/approvals/${next}`, { replace: true })
  }
  return (
    <Screen title={words.title} actions={<Steps code={code} />}>
      {decided && <Notice tone="good" title={`${say(decided.what)}: ${decided.name}`} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {file && (
        <>
          <Head file={file} />
          <RequestPanel file={file} />
          <FlagsPanel flags={file.flags} />
          <CardPanel file={file} />
          <ClaimsPanel file={file} />
          <CapturesPanel file={file} />
          <PapersPanel file={file} />
          <DeskPanel file={file} />
          <DecisionBar file={file} onDone={finish} onReload={again} />
        </>
      )}
    </Screen>
  )
}
