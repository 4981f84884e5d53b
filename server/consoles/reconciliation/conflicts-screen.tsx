import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { conflictKindNames, conflictKinds } from '../../../core/reconciliation/sources.ts'
import { now, today } from '../clock.ts'
import { nameIn } from '../forms/words.ts'
import { Screen } from '../frame/screen.tsx'
import {
  type CaseRowFragment,
  ConflictCountsDocument,
  type ConflictKind,
  ConflictsDocument,
  type ConflictState,
} from '../generated/conflicts.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatAge, formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { ReconciliationNav } from './reconciliation-nav.tsx'
import { conflictStateNames, conflictStateOrder, originNames } from './words.ts'

const words = {
  title: { vi: 'Đối chiếu', en: 'Reconciliation' },
  lead: {
    vi: 'Giấy tờ nói khác nhau thì không ai ghi đè ai: mỗi sai lệch là một vụ việc.',
    en: 'Where papers differ nothing is written over: each difference is a case.',
  },
  state: { vi: 'Trạng thái', en: 'State' },
  kind: { vi: 'Loại sai lệch', en: 'Kind' },
  every: { vi: 'Tất cả', en: 'Every kind' },
  person: { vi: 'Công dân', en: 'Person' },
  nobody: { vi: 'Chưa rõ là ai', en: 'Not known who' },
  origin: { vi: 'Phát sinh từ', en: 'From' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  waits: { vi: 'Đã chờ', en: 'Waits' },
  until: { vi: 'chờ giấy tờ đến', en: 'for a document until' },
  late: { vi: 'quá hạn chờ giấy tờ', en: 'document overdue since' },
  none: { vi: 'Không có vụ việc nào như vậy.', en: 'There is no such case.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

function Waiting({ openedAt, dueOn, state }: CaseRowFragment) {
  const say = useSay()
  const late = dueOn !== null && dueOn < today()
  return (
    <>
      <span className="nowrap">{say(formatAge(openedAt, now()))}</span>
      {state === 'WAITING_DOCUMENT' && dueOn && (
        <>
          {' '}
          <span className={`badge ${late ? 'badge-trouble' : 'badge-attention'}`}>
            {say(late ? words.late : words.until)} {formatDate(dueOn)}
          </span>
        </>
      )}
    </>
  )
}

const columnsOf = (say: (text: Bilingual) => string): readonly Column<CaseRowFragment>[] => [
  { title: words.person, cell: ({ subjectName }) => subjectName ?? say(words.nobody) },
  {
    title: words.kind,
    cell: ({ kindTexts }) => (
      <span className="badges">
        {kindTexts.map((text) => (
          <span key={text.en} className="badge">
            {say(text)}
          </span>
        ))}
      </span>
    ),
  },
  {
    title: words.origin,
    cell: ({ origin, formSerial }) => (
      <>
        {say(nameIn(originNames, origin))} {formSerial && <span className="code soft">{formSerial}</span>}
      </>
    ),
  },
  { title: words.unit, cell: ({ unitName }) => unitName },
  { title: words.waits, cell: (row) => <Waiting {...row} /> },
]

interface FilterProps {
  readonly state: ConflictState
  readonly kind: ConflictKind | null
  readonly onKind: (kind: ConflictKind | null) => void
}

function Filter({ state, kind, onKind }: FilterProps) {
  const say = useSay()
  const navigate = useNavigate()
  const { data } = useAsk(ConflictCountsDocument, { kind, unitCode: null })
  const counts = new Map(data?.conflictCounts.map((one) => [one.state, one.count]))
  return (
    <div className="row">
      <NativeSelect
        label={say(words.state)}
        value={state}
        onChange={({ currentTarget }) => void navigate(`/reconciliation/state/${currentTarget.value}`)}
        data={conflictStateOrder.map((one) => {
          const count = counts.get(one)
          const name = say(conflictStateNames[one])
          return { value: one, label: count === undefined ? name : `${name} (${formatCount(count)})` }
        })}
      />
      <NativeSelect
        label={say(words.kind)}
        value={kind ?? ''}
        onChange={({ currentTarget }) =>
          onKind(conflictKindNames.find((one) => one === currentTarget.value) ?? null)
        }
        data={[
          { value: '', label: say(words.every) },
          ...conflictKindNames.map((one) => ({ value: one, label: say(conflictKinds[one]) })),
        ]}
      />
    </div>
  )
}

function Cases() {
  const say = useSay()
  const may = useMay()
  const { state: asked } = useParams()
  const first = may('conflict.decide') && !may('conflict.propose') ? 'PROPOSED' : 'OPEN'
  const state = conflictStateOrder.find((one) => one === asked) ?? first
  const [kind, setKind] = useState<ConflictKind | null>(null)
  const pages = useCursorPages(`${state} ${kind}`)
  const variables = { state, kind, unitCode: null, first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(ConflictsDocument, variables)
  const info = data?.conflicts.pageInfo
  return (
    <>
      <Filter state={state} kind={kind} onKind={setKind} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={conflictStateNames[state]}
          rows={data.conflicts.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/reconciliation/conflicts/${id}`}
          columns={columnsOf(say)}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </>
  )
}

/** Cases by state and kind, the oldest first in each unit. */
export function ConflictsScreen() {
  const may = useMay()
  if (!may('conflict.read')) return <Navigate to="/reconciliation/inquiries" replace />
  return (
    <Screen title={words.title} lead={words.lead}>
      <ReconciliationNav />
      <Cases />
    </Screen>
  )
}
