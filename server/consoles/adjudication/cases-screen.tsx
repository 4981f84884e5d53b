import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { type CaseOrigin, caseOriginNames, caseOrigins } from '../../../core/adjudication/case-origins.ts'
import { verdicts } from '../../../core/adjudication/verdicts.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import {
  type DuplicateRowFragment,
  DuplicateCaseCountsDocument,
  type DuplicateCaseCountsQuery,
  DuplicateCasesDocument,
  type DuplicateCaseScope,
  TakeFromListDocument,
} from '../generated/duplicate-cases.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { AdjudicationNav } from './adjudication-nav.tsx'
import './adjudication.css'
import { caseLists, firstList } from './case-lists.ts'
import { caseStateNames, caseStateTones, waitNames } from './words.ts'

const words = {
  title: { vi: 'Hồ sơ nghi trùng', en: 'Possible duplicates' },
  lead: {
    vi: 'Hai cán bộ kết luận độc lập; khác nhau thì người thứ ba quyết định. Máy chỉ nêu nghi vấn.',
    en: 'Two officers judge apart from each other, a third where they differ. The machine only raises doubts.',
  },
  lists: { vi: 'Các danh sách', en: 'Lists' },
  origin: { vi: 'Nguồn nghi vấn', en: 'Origin' },
  every: { vi: 'Tất cả', en: 'Every origin' },
  overdue: { vi: 'Chỉ hồ sơ quá hạn', en: 'Only what is overdue' },
  applicant: { vi: 'Người nộp hồ sơ', en: 'Applicant' },
  nobody: { vi: 'Chưa rõ tên', en: 'No name' },
  state: { vi: 'Trạng thái', en: 'State' },
  due: { vi: 'Hạn', en: 'Due' },
  late: { vi: 'quá hạn', en: 'overdue' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  persons: { vi: 'Số người nghi trùng', en: 'Candidates' },
  until: { vi: 'đến', en: 'until' },
  holder: { vi: 'Người giữ', en: 'Held by' },
  me: { vi: 'tôi', en: 'me' },
  take: { vi: 'Nhận xét', en: 'Take' },
  goOn: { vi: 'Xét tiếp', en: 'Go on' },
  open: { vi: 'Xem', en: 'Look' },
  none: { vi: 'Không có hồ sơ nào như vậy.', en: 'There is no such case.' },
  counting: { vi: 'Đang đếm hồ sơ…', en: 'Counting…' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Counts = DuplicateCaseCountsQuery['duplicateCaseCounts']

const pageSize = 20

function Due({ dueOn, overdue }: Pick<DuplicateRowFragment, 'dueOn' | 'overdue'>) {
  const say = useSay()
  return (
    <span className="nowrap">
      {formatDate(dueOn)} {overdue && <span className="badge badge-trouble">{say(words.late)}</span>}
    </span>
  )
}

function State({ state, waitReason, waitUntil, verdict, takenByMe, takenByName }: DuplicateRowFragment) {
  const say = useSay()
  const holder = takenByMe ? say(words.me) : takenByName
  return (
    <div className="case-row-state">
      <span className={`badge ${caseStateTones[state]}`}>
        {say(verdict ? verdicts[verdict].text : caseStateNames[state])}
      </span>
      {waitReason && waitUntil && (
        <span className="soft">
          {' '}
          {say(waitNames[waitReason])}, {say(words.until)} {formatDate(waitUntil)}
        </span>
      )}
      {holder && (
        <span className="soft">
          {' '}
          {say(words.holder)}: {holder}
        </span>
      )}
    </div>
  )
}

const columnsOf = (say: (text: Bilingual) => string): readonly Column<DuplicateRowFragment>[] => [
  {
    title: words.applicant,
    cell: ({ applicantName, applicationCode }) => (
      <>
        {applicantName ?? say(words.nobody)} <span className="code soft">{applicationCode}</span>
      </>
    ),
  },
  {
    title: words.origin,
    cell: ({ originTexts, candidateCount }) => (
      <>
        {originTexts.map(say).join('; ')}
        {candidateCount > 1 && ` (${candidateCount})`}
      </>
    ),
  },
  { title: words.state, cell: (row) => <State {...row} /> },
  { title: words.unit, cell: ({ unitName }) => unitName },
  { title: words.due, cell: (row) => <Due {...row} /> },
]

interface ListsProps {
  readonly scope: DuplicateCaseScope
  readonly counts: Counts | undefined
}

/** The lists beside each other, each with what is in it. */
function Lists({ scope, counts }: ListsProps) {
  const say = useSay()
  return (
    <nav aria-label={say(words.lists)} className="case-lists">
      {caseLists.map(({ scope: one, name, count }) => (
        <Link
          key={one}
          to={`/adjudication/list/${one}`}
          className="case-list"
          aria-current={one === scope ? 'page' : undefined}
        >
          {say(name)}
          {count && <strong>{counts ? formatCount(counts[count]) : '…'}</strong>}
        </Link>
      ))}
    </nav>
  )
}

interface FilterProps {
  readonly origin: CaseOrigin | null
  readonly overdue: boolean
  readonly counts: Counts | undefined
  readonly onOrigin: (origin: CaseOrigin | null) => void
  readonly onOverdue: (overdue: boolean) => void
}

function Filter({ origin, overdue, counts, onOrigin, onOverdue }: FilterProps) {
  const say = useSay()
  const late = counts ? ` (${formatCount(counts.overdue)})` : ''
  return (
    <div className="row">
      <NativeSelect
        label={say(words.origin)}
        value={origin ?? ''}
        onChange={({ currentTarget }) =>
          onOrigin(caseOriginNames.find((one) => one === currentTarget.value) ?? null)
        }
        data={[
          { value: '', label: say(words.every) },
          ...caseOriginNames.map((value) => ({ value, label: say(caseOrigins[value]) })),
        ]}
      />
      <Checkbox
        className="row-checkbox"
        label={`${say(words.overdue)}${late}`}
        checked={overdue}
        onChange={({ currentTarget }) => onOverdue(currentTarget.checked)}
      />
    </div>
  )
}

const mayBeTaken: ReadonlySet<DuplicateCaseScope> = new Set(['OPEN', 'SECOND', 'THIRD', 'WAITING'])

function Cases({ scope }: { readonly scope: DuplicateCaseScope }) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const [origin, setOrigin] = useState<CaseOrigin | null>(null)
  const [overdue, setOverdue] = useState(false)
  const pages = useCursorPages(`${scope} ${origin} ${overdue}`)
  const take = useAct(TakeFromListDocument)
  const variables = { scope, origin, overdue: overdue || null, first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(DuplicateCasesDocument, variables)
  const counts = useAsk(DuplicateCaseCountsDocument, {}).data?.duplicateCaseCounts
  const info = data?.duplicateCases.pageInfo
  const takes = may('duplicate-case.judge') && mayBeTaken.has(scope)
  const takeIt = async ({ id, version }: DuplicateRowFragment) => {
    if (await take.act({ id, version })) await navigate(`/adjudication/cases/${id}`)
  }
  const action = (row: DuplicateRowFragment) =>
    takes && !row.takenByMe ? (
      <Button size="xs" loading={take.busy} onClick={() => void takeIt(row)}>
        {say(words.take)}
      </Button>
    ) : (
      <Button component={Link} to={`/adjudication/cases/${row.id}`} size="xs" variant="default">
        {say(row.takenByMe ? words.goOn : words.open)}
      </Button>
    )
  return (
    <>
      <Lists scope={scope} counts={counts} />
      <Filter origin={origin} overdue={overdue} counts={counts} onOrigin={setOrigin} onOverdue={setOverdue} />
      <RefusalNotice refusal={take.refusal} trouble={take.trouble} onReload={again} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.duplicateCases.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/adjudication/cases/${id}`}
          columns={columnsOf(say)}
          action={action}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </>
  )
}

/** Without a list in the address: the first that has work for whoever asks. */
function FirstCases() {
  const say = useSay()
  const { data, trouble, again } = useAsk(DuplicateCaseCountsDocument, {}, { policy: 'network-only' })
  const [chosen, setChosen] = useState<DuplicateCaseScope | null>(null)
  if (chosen === null && data) setChosen(firstList(data.duplicateCaseCounts))
  if (chosen) return <Cases scope={chosen} />
  return (
    <>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {!trouble && <p className="soft">{say(words.counting)}</p>}
    </>
  )
}

/** Cases by deadline; one press takes one, or goes on with it. */
export function CasesScreen() {
  const { list } = useParams()
  const scope = caseLists.find((one) => one.scope === list)?.scope
  return (
    <Screen title={words.title} lead={words.lead}>
      <AdjudicationNav />
      {scope ? <Cases key={scope} scope={scope} /> : <FirstCases />}
    </Screen>
  )
}
