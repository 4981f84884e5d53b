import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import {
  type ApplicationFlag,
  applicationFlagNames,
  applicationFlags,
} from '../../../core/enrollment/flags.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { now } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  type ApprovalRowFragment,
  ApplicationsToApproveDocument,
  ApprovalCountsDocument,
} from '../generated/approvals.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { useMay } from '../session/session.tsx'
import './approvals.css'
import { ApproveTogether } from './approve-together.tsx'
import { keepQueue } from './queue.ts'
import { title } from './title.ts'
import { flagRule, isDoubt, requestName } from './words.ts'

const words = {
  lead: {
    vi: 'Hạn gần nhất ở trên. Người thu nhận và trưởng điểm đã ký không được duyệt hồ sơ của mình.',
    en: 'The nearest deadline comes first. Who captured or countersigned a file does not approve it.',
  },
  waiting: { vi: 'chờ duyệt', en: 'waiting' },
  flagged: { vi: 'có cảnh báo', en: 'flagged' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  filter: { vi: 'Cảnh báo', en: 'Flags' },
  every: { vi: 'Tất cả hồ sơ', en: 'Every file' },
  any: { vi: 'Có cảnh báo', en: 'With a flag' },
  none: { vi: 'Không có cảnh báo', en: 'Without a flag' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  applicant: { vi: 'Người làm thẻ', en: 'Applicant' },
  nobody: { vi: 'Chưa rõ tên', en: 'No name' },
  request: { vi: 'Đề nghị', en: 'Request' },
  due: { vi: 'Hạn', en: 'Due' },
  late: { vi: 'quá hạn', en: 'late' },
  empty: { vi: 'Không có hồ sơ nào chờ duyệt.', en: 'No file waits for approval.' },
  pick: { vi: 'Chọn', en: 'Pick' },
  pickRow: { vi: 'Chọn hồ sơ của dòng này', en: 'Pick this row' },
  pickAll: { vi: 'Chọn mọi hồ sơ không có cảnh báo', en: 'Pick all without flags' },
  own: { vi: 'hồ sơ bạn đã ký', en: 'your own hand' },
  together: { vi: 'Duyệt các hồ sơ đã chọn', en: 'Approve what is picked' },
  picked: { vi: 'đã chọn', en: 'picked' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = ApprovalRowFragment
type Choice = '' | 'ANY' | 'NONE' | ApplicationFlag

const pageSize = 20

/** Several are approved together only where nothing is to be looked at. */
const isPlain = ({ flags, ownHand }: Row) => flags.length === 0 && !ownHand

function Flags({ flags, ownHand }: Pick<Row, 'flags' | 'ownHand'>) {
  const say = useSay()
  return (
    <span className="flag-badges">
      {flags.map((code) => (
        <span key={code} className={isDoubt(code) ? 'badge badge-attention' : 'badge'}>
          {say(flagRule(code).name)}
        </span>
      ))}
      {ownHand && <span className="badge">{say(words.own)}</span>}
    </span>
  )
}

interface Picking {
  readonly picked: ReadonlySet<string>
  readonly toggle: (id: string) => void
}

const columnsOf = (say: (text: Bilingual) => string, picking: Picking | null): readonly Column<Row>[] => [
  {
    title: words.applicant,
    cell: ({ applicantName, code }) => (
      <>
        {applicantName ?? say(words.nobody)} <span className="code soft">{code}</span>
      </>
    ),
  },
  { title: words.request, cell: (row) => requestName(row, now()).map(say).join(': ') },
  { title: words.filter, cell: (row) => <Flags {...row} /> },
  { title: words.unit, cell: ({ unitName }) => unitName },
  {
    title: words.due,
    cell: ({ deadlineOn, overdue }) => (
      <>
        {deadlineOn && formatDate(deadlineOn)}{' '}
        {overdue && <span className="badge badge-trouble">{say(words.late)}</span>}
      </>
    ),
  },
  ...(picking
    ? [
        {
          title: words.pick,
          cell: (row: Row) =>
            isPlain(row) && (
              <Checkbox
                aria-label={`${say(words.pick)}: ${row.code}`}
                checked={picking.picked.has(row.id)}
                onChange={() => picking.toggle(row.id)}
              />
            ),
        },
      ]
    : []),
]

interface FiltersProps {
  readonly choice: Choice
  readonly unit: PickedUnit | null
  readonly onChoice: (choice: Choice) => void
  readonly onUnit: (unit: PickedUnit | null) => void
}

function Filters({ choice, unit, onChoice, onUnit }: FiltersProps) {
  const say = useSay()
  const options: readonly { readonly value: Choice; readonly label: string }[] = [
    { value: '', label: say(words.every) },
    { value: 'ANY', label: say(words.any) },
    { value: 'NONE', label: say(words.none) },
    ...applicationFlagNames.map((flag) => ({ value: flag, label: say(applicationFlags[flag].name) })),
  ]
  return (
    <div className="row">
      <NativeSelect
        label={say(words.filter)}
        value={choice}
        onChange={({ currentTarget }) =>
          onChoice(options.find(({ value }) => value === currentTarget.value)?.value ?? '')
        }
        data={options.map(({ value, label }) => ({ value, label }))}
      />
      <div className="grow">
        <UnitPicker label={words.unit} value={unit} onPick={onUnit} clearable />
      </div>
    </div>
  )
}

function Counts({ unitCode }: { readonly unitCode: string | null }) {
  const say = useSay()
  const counts = useAsk(ApprovalCountsDocument, { unitCode }, { policy: 'network-only' }).data?.approvalCounts
  if (!counts) return null
  const { waiting, flagged, overdue } = counts
  return (
    <p>
      <strong>{formatCount(waiting)}</strong> {say(words.waiting)} · <strong>{formatCount(flagged)}</strong>{' '}
      {say(words.flagged)} · <strong>{formatCount(overdue)}</strong> {say(words.overdue)}
    </p>
  )
}

/** The row that j and k stand on is picked as its box would be. */
function pickFocused(): void {
  document.activeElement?.closest('tr')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
}

interface PickerProps {
  readonly rows: readonly Row[]
  readonly picked: ReadonlySet<string>
  readonly onPick: (picked: ReadonlySet<string>) => void
  readonly onGo: () => void
}

function PickBar({ rows, picked, onPick, onGo }: PickerProps) {
  const say = useSay()
  const plain = rows.filter(isPlain)
  useShortcut(plain.length > 0 ? 'x' : null, words.pickRow, pickFocused)
  if (plain.length === 0) return null
  return (
    <div className="row">
      <ActionButton
        label={words.pickAll}
        keys="s"
        variant="default"
        onClick={() => onPick(new Set(plain.map(({ id }) => id)))}
      />
      <ActionButton label={words.together} keys="Ctrl+Enter" disabled={picked.size === 0} onClick={onGo} />
      <span className="soft">
        {formatCount(picked.size)} {say(words.picked)}
      </span>
    </div>
  )
}

/** Files that wait for approval; flagless ones can be approved together. */
export function ApprovalsScreen() {
  const say = useSay()
  const may = useMay()
  const [choice, setChoice] = useState<Choice>('')
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [together, setTogether] = useState<readonly Row[] | null>(null)
  const unitCode = unit?.code ?? null
  const pages = useCursorPages(`${choice} ${unitCode}`)
  const isFlag = choice !== '' && choice !== 'ANY' && choice !== 'NONE'
  const { data, trouble, again } = useAsk(
    ApplicationsToApproveDocument,
    {
      flag: isFlag ? choice : null,
      flagged: choice === 'ANY' ? true : choice === 'NONE' ? false : null,
      unitCode,
      first: pageSize,
      after: pages.after,
    },
    { policy: 'network-only' },
  )
  const rows = data?.applicationsToApprove.edges.map(({ node }) => node) ?? []
  const shownPicked = new Set(rows.filter(({ id }) => picked.has(id)).map(({ id }) => id))
  const info = data?.applicationsToApprove.pageInfo
  const toggle = (id: string) => {
    const others = [...shownPicked].filter((one) => one !== id)
    setPicked(new Set(shownPicked.has(id) ? others : [...others, id]))
  }
  const approves = may('application.approve')
  const finish = () => {
    setTogether(null)
    setPicked(new Set())
    again()
  }
  return (
    <Screen title={title} lead={words.lead}>
      <Counts key={`${unitCode} ${together === null}`} unitCode={unitCode} />
      <Filters choice={choice} unit={unit} onChoice={setChoice} onUnit={setUnit} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {approves && (
        <PickBar
          rows={rows}
          picked={shownPicked}
          onPick={setPicked}
          onGo={() => setTogether(rows.filter(({ id }) => shownPicked.has(id)))}
        />
      )}
      {data && (
        <div onClickCapture={() => keepQueue(rows.map(({ code }) => code))}>
          <Worklist
            caption={title}
            rows={rows}
            keyOf={({ id }) => id}
            linkOf={({ code }) => `/approvals/${code}`}
            columns={columnsOf(say, approves ? { picked: shownPicked, toggle } : null)}
            empty={words.empty}
            pages={pages}
            next={info?.hasNextPage ? info.endCursor : null}
          />
        </div>
      )}
      {together && <ApproveTogether rows={together} onClose={finish} />}
    </Screen>
  )
}
