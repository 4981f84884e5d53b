import type { Bilingual } from '../../../core/errors.ts'
import { useLocation } from 'react-router'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { WaitingScansDocument, type WaitingScansQuery } from '../generated/waiting-scans.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { ScansNav } from './scans-nav.tsx'
import { faultNames, nameIn } from './words.ts'

type Waiting = WaitingScansQuery['waitingScans']['edges'][number]['node']

const words = {
  title: { vi: 'Trang chờ xử lý', en: 'Waiting pages' },
  lead: {
    vi: 'Trang máy chưa ghép được với phiếu nào. Mở từng trang, xem ảnh rồi gán số phiếu hoặc bỏ qua.',
    en: 'Pages that fit no form yet. Open one, look at it, then assign a serial or put it aside.',
  },
  count: { vi: 'trang đang chờ', en: 'pages waiting' },
  scannedAt: { vi: 'Quét lúc', en: 'Scanned' },
  fault: { vi: 'Vì sao chờ', en: 'Why it waits' },
  unit: { vi: 'Nơi quét', en: 'Office' },
  place: { vi: 'Nơi lưu', en: 'Archive' },
  none: { vi: 'Không có trang nào chờ xử lý.', en: 'No page waits.' },
  allDone: { vi: 'Đã xử lý hết các trang chờ', en: 'All waiting pages are done' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

/** Pages that wait for a person, the oldest first. */
export function WaitingScreen() {
  const say = useSay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(WaitingScansDocument, { first: pageSize, after: pages.after })
  const list = data?.waitingScans
  const rows = list?.edges.map(({ node }) => node) ?? []
  const nameOf = useUnitNames(rows.map(({ unitCode }) => unitCode))
  const cameFromLast = useLocation().state === 'last-done'
  const columns: readonly Column<Waiting>[] = [
    { title: words.scannedAt, cell: ({ scannedAt }) => formatInstant(scannedAt) },
    { title: words.fault, cell: ({ fault }) => say(nameIn(faultNames, fault ?? '')) },
    { title: words.unit, cell: ({ unitCode }) => nameOf(unitCode) },
    { title: words.place, cell: ({ archivePlace }) => archivePlace ?? '–' },
  ]
  return (
    <Screen title={words.title} lead={words.lead}>
      <ScansNav />
      {cameFromLast && rows.length === 0 && <Notice tone="good" title={say(words.allDone)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {list && rows.length > 0 && (
        <output className="stack-count">
          <strong>{formatCount(list.totalCount)}</strong> {say(words.count)}
        </output>
      )}
      {list && (
        <Worklist
          caption={words.title}
          rows={rows}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/scans/${id}`}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null}
        />
      )}
    </Screen>
  )
}
