import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { nameIn } from '../forms/words.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { type ComparisonFragment, ConflictDocument } from '../generated/conflict.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { CheckPanel } from './check-panel.tsx'
import type { Choices } from './choices.ts'
import { needsAttention, withChoice } from './choices.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { ReconciliationNav } from './reconciliation-nav.tsx'
import { RefusedProposals } from './refused-proposals.tsx'
import { SourcePanel, useOwnSources } from './source-panel.tsx'
import { WaitButtons } from './wait-buttons.tsx'
import { conflictStateNames, conflictTones, originNames } from './words.ts'

const words = {
  title: { vi: 'Vụ việc đối chiếu', en: 'Conflict case' },
  nobody: { vi: 'Chưa rõ là ai trong cơ sở dữ liệu', en: 'Not known who of the register' },
  number: { vi: 'Số định danh', en: 'Number' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  origin: { vi: 'Phát sinh từ', en: 'From' },
  opened: { vi: 'Mở lúc', en: 'Opened' },
  kinds: { vi: 'Sai lệch về', en: 'About' },
  due: { vi: 'Chờ giấy tờ đến', en: 'Document until' },
  record: { vi: 'Mở hồ sơ', en: 'Open the record' },
  form: { vi: 'Mở phiếu', en: 'Open the form' },
  provisional: { vi: 'hồ sơ tạm', en: 'provisional' },
  all: { vi: 'Hiện mọi mục', en: 'Show every item' },
  fewer: { vi: 'Chỉ mục có sai lệch', en: 'Only what differs' },
  agree: { vi: 'mục khớp nhau hoặc chỉ thiếu ở một nguồn', en: 'items agree, or are only missing somewhere' },
} as const satisfies Readonly<Record<string, Bilingual>>

function CaseHead({ detail }: { readonly detail: ComparisonFragment }) {
  const say = useSay()
  const may = useMay()
  const { case: found, number, provisional } = detail
  const { subjectName, residentId, formSerial, state, dueOn } = found
  const facts = [
    [words.number, number && <span className="code">{number}</span>],
    [words.kinds, found.kindTexts.map(say).join(', ')],
    [
      words.origin,
      <>
        {say(nameIn(originNames, found.origin))} {formSerial && <span className="code">{formSerial}</span>}
      </>,
    ],
    [words.unit, found.unitName],
    [words.opened, formatInstant(found.openedAt)],
    [words.due, dueOn && formatDate(dueOn)],
  ] as const
  return (
    <section className="panel">
      <div className="change-head">
        <h2>
          {subjectName ?? say(words.nobody)}{' '}
          {provisional && <span className="badge badge-attention">{say(words.provisional)}</span>}
        </h2>
        <span className={`badge ${conflictTones[state]}`}>{say(conflictStateNames[state])}</span>
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
      <div className="row">
        {residentId && may('resident.read') && (
          <Link to={`/residence/record/${residentId}`}>{say(words.record)}</Link>
        )}
        {formSerial && may('form.read') && <Link to={`/forms/${formSerial}`}>{say(words.form)}</Link>}
      </div>
    </section>
  )
}

interface CaseProps {
  readonly detail: ComparisonFragment
  readonly onDone: (done: Bilingual) => void
  readonly onReload: () => void
}

function CaseWork({ detail, onDone, onReload }: CaseProps) {
  const say = useSay()
  const may = useMay()
  const [choices, setChoices] = useState<Choices>({})
  const ownSources = useOwnSources()
  const { possibleEvents } = detail.case
  const mayPropose = possibleEvents.includes('propose') && may('conflict.propose')
  const mayRecord = ['OPEN', 'WAITING_DOCUMENT'].includes(detail.case.state) && ownSources.length > 0
  const differing = detail.rows.filter((row) => needsAttention(row) || choices[row.field])
  const [all, setAll] = useState(differing.length === 0)
  const hidden = detail.rows.length - differing.length
  const proposed = new Map(detail.proposal?.values.map(({ field, value }) => [field, value]))
  return (
    <>
      <ComparisonTable
        rows={all ? detail.rows : differing}
        choices={choices}
        proposed={proposed}
        {...(mayPropose && {
          onChoose: (field, choice) => setChoices(withChoice(choices, field, choice)),
        })}
      />
      {hidden > 0 && (
        <div className="row">
          <ActionButton
            label={all ? words.fewer : words.all}
            keys="v"
            variant="default"
            size="sm"
            onClick={() => setAll(!all)}
          />
          <span className="soft">
            {hidden} {say(words.agree)}
          </span>
        </div>
      )}
      {mayRecord && <SourcePanel detail={detail} sources={ownSources} onDone={onDone} />}
      <WaitButtons detail={detail} onDone={onDone} />
      {mayPropose && <DecisionPanel detail={detail} choices={choices} onDone={onDone} onReload={onReload} />}
    </>
  )
}

/** Every source of a person side by side: one officer proposes what is to stand, another confirms. */
export function ConflictScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(ConflictDocument, { id }, { policy: 'network-only' })
  const [done, setDone] = useState<Bilingual | null>(null)
  const answer = data?.conflict
  const detail = answer?.__typename === 'ConflictDetail' ? answer : null
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
      {detail && (
        <>
          <CaseHead detail={detail} />
          {/* What was chosen belongs to one state of one case; a refused proposal fills in nothing. */}
          <CaseWork
            key={`${detail.case.id} ${detail.case.state} ${detail.refusals.length}`}
            detail={detail}
            onDone={finish}
            onReload={again}
          />
          <CheckPanel detail={detail} onDone={finish} onReload={again} />
          <RefusedProposals refusals={detail.refusals} />
        </>
      )}
    </Screen>
  )
}
