import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import { CashDaysDocument, type CashDayViewFragment } from '../generated/fee-cash.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { FeesNav } from './fees-nav.tsx'
import './fees.css'
import { cashDayStates, dong, feeWords } from './words.ts'

const words = {
  title: { vi: 'Quỹ tiền mặt', en: 'Cash' },
  lead: {
    vi: 'Mỗi cán bộ một quỹ mỗi ngày. Cuối ngày đếm tiền; lệch thì người khác giải trình và ký.',
    en: 'One drawer for an officer and day. It is counted at the end; another officer explains and signs a difference.',
  },
  mine: { vi: 'Quỹ của tôi', en: 'My drawers' },
  all: { vi: 'Quỹ chưa chốt của đơn vị', en: 'Open drawers of the unit' },
  keeper: { vi: 'Người giữ quỹ', en: 'Keeper' },
  receipts: { vi: 'Số biên lai', en: 'Receipts' },
  difference: { vi: 'Chênh lệch', en: 'Difference' },
  none: { vi: 'Chưa có quỹ nào.', en: 'There is none.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

function CashDays({ mine, title }: { readonly mine: boolean; readonly title: Bilingual }) {
  const say = useSay()
  const pages = useCursorPages(String(mine))
  const { data, trouble, again } = useAsk(
    CashDaysDocument,
    { mine, open: mine ? null : true, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const columns: readonly Column<CashDayViewFragment>[] = [
    { title: feeWords.day, cell: ({ day }) => formatDate(day) },
    { title: words.keeper, cell: ({ officerName }) => officerName },
    { title: words.receipts, number: true, cell: ({ receipts }) => receipts },
    { title: feeWords.state, cell: ({ state }) => say(cashDayStates[state]) },
    {
      title: words.difference,
      number: true,
      cell: ({ difference }) => (difference === null ? '–' : dong(difference)),
    },
  ]
  const info = data?.cashDays.pageInfo
  return (
    <>
      <h2>{say(title)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={title}
          rows={data.cashDays.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/fees/cash/${id}`}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
        />
      )}
    </>
  )
}

/** Quỹ tiền mặt: one's own, and those of the unit that somebody has to close or explain. */
export function CashScreen() {
  const may = useMay()
  return (
    <Screen title={words.title} lead={words.lead}>
      <FeesNav />
      {may('fee.take') && <CashDays mine title={words.mine} />}
      {may('fee.explain') && <CashDays mine={false} title={words.all} />}
    </Screen>
  )
}
