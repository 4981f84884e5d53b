import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { type ImportRowFragment, ImportsDocument, type ImportState } from '../generated/imports.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatInstant, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { useWatch } from '../parts/use-watch.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { ImportsNav } from './imports-nav.tsx'
import { stateNames, stateTones } from './words.ts'

const words = {
  title: { vi: 'Nạp dữ liệu của địa phương', en: 'Imports' },
  lead: {
    vi: 'Tệp dữ liệu có sẵn được khảo sát, nạp thử, cán bộ khác duyệt rồi mới nạp vào cơ sở dữ liệu.',
    en: 'A file is surveyed, tried, accepted by another officer, and only then loaded.',
  },
  add: { vi: 'Nạp tệp mới', en: 'New import' },
  state: { vi: 'Trạng thái', en: 'State' },
  all: { vi: 'Tất cả', en: 'All' },
  profile: { vi: 'Bảng ghép cột', en: 'Mapping' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  phase: { vi: 'Giai đoạn', en: 'Phase' },
  rows: { vi: 'Dòng đã đọc', en: 'Rows read' },
  createdAt: { vi: 'Bắt đầu', en: 'Begun' },
  none: { vi: 'Chưa có lần nạp nào.', en: 'No imports.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
const order = Object.keys(stateNames) as readonly ImportState[]

function State({ job: { state, doneBytes, fileBytes } }: { readonly job: ImportRowFragment }) {
  const say = useSay()
  const share = state === 'LOADING' && fileBytes > 0 ? ` ${formatPercent(doneBytes / fileBytes)}` : ''
  return (
    <span className={`badge ${stateTones[state]}`}>
      {say(stateNames[state])}
      {share}
    </span>
  )
}

/** All imports of the officer's units, the latest first. */
export function ImportsScreen() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const [state, setState] = useState<ImportState | null>(null)
  const pages = useCursorPages(state ?? '')
  const { data, trouble, again } = useAsk(ImportsDocument, { state, first: pageSize, after: pages.after })
  const rows = data?.imports.edges.map(({ node }) => node) ?? []
  const info = data?.imports.pageInfo
  const nameOf = useUnitNames(rows.map(({ unitCode }) => unitCode))
  useWatch(
    rows.some((row) => row.state === 'LOADING'),
    again,
  )
  const columns: readonly Column<ImportRowFragment>[] = [
    { title: words.profile, cell: ({ profile }) => profile.name },
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.phase, cell: ({ phase }) => phase ?? '–' },
    { title: words.state, cell: (job) => <State job={job} /> },
    { title: words.rows, number: true, cell: ({ counts }) => (counts ? formatCount(counts.rows) : '–') },
    { title: words.createdAt, cell: ({ createdAt }) => formatInstant(createdAt) },
  ]
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        may('import.prepare') && (
          <ActionButton label={words.add} keys="F2" onClick={() => void navigate('/imports/new')} />
        )
      }
    >
      <ImportsNav />
      <NativeSelect
        label={say(words.state)}
        value={state ?? ''}
        w="16rem"
        onChange={({ currentTarget }) => setState(order.find((one) => one === currentTarget.value) ?? null)}
        data={[
          { value: '', label: say(words.all) },
          ...order.map((value) => ({ value, label: say(stateNames[value]) })),
        ]}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={rows}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/imports/${id}`}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </Screen>
  )
}
