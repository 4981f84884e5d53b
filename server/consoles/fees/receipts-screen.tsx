import { Button } from '@mantine/core'
import { useState } from 'react'
import { type CalendarDate } from '../../../core/dates/calendar-date.ts'
import { paymentMethods } from '../../../core/enrollment/refund-reasons.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { today as todayHere } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import { DayReceiptsDocument, type DayReceiptsQuery } from '../generated/fees.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { FeesNav } from './fees-nav.tsx'
import './fees.css'
import { dong, feeWords, paymentStates } from './words.ts'

const words = {
  title: { vi: 'Biên lai trong ngày', en: 'Receipts of a day' },
  at: { vi: 'Lúc', en: 'At' },
  print: { vi: 'In biên lai', en: 'Print' },
  empty: { vi: 'Ngày này chưa có biên lai nào.', en: 'No receipt was written on this day.' },
  report: { vi: 'Báo cáo thu, hoàn theo đơn vị và ngày', en: 'Report by unit and day' },
  from: { vi: 'Từ ngày', en: 'From' },
  until: { vi: 'Đến ngày', en: 'Until' },
  fetch: { vi: 'Tải báo cáo (CSV)', en: 'Download the report (CSV)' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
type Receipt = DayReceiptsQuery['paymentReceipts']['edges'][number]['node']

const columns = (say: ReturnType<typeof useSay>): readonly Column<Receipt>[] => [
  { title: feeWords.receipt, cell: ({ number }) => <span className="code nowrap">{number}</span> },
  { title: feeWords.file, cell: ({ payment }) => <span className="code">{payment.applicationCode}</span> },
  {
    title: feeWords.amount,
    number: true,
    cell: ({ amount }) => <span className="fee-money">{dong(amount)}</span>,
  },
  { title: feeWords.method, cell: ({ method }) => say(paymentMethods[method]) },
  { title: words.at, cell: ({ at }) => formatInstant(at) },
  { title: feeWords.state, cell: ({ payment }) => say(paymentStates[payment.state]) },
]

function Report({ today }: { readonly today: CalendarDate }) {
  const say = useSay()
  const [from, setFrom] = useState<CalendarDate | null>(today)
  const [until, setUntil] = useState<CalendarDate | null>(today)
  return (
    <section className="panel" aria-label={say(words.report)}>
      <h2>{say(words.report)}</h2>
      <div className="row">
        <DateInput label={words.from} value={from} onDate={setFrom} />
        <DateInput label={words.until} value={until} onDate={setUntil} />
        {from && until && (
          <Button component="a" href={`/fees/report.csv?from=${from}&until=${until}`} variant="default">
            {say(words.fetch)}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Biên lai of a day, each to be printed again; and the report for those who answer for it. */
export function ReceiptsScreen() {
  const say = useSay()
  const may = useMay()
  const today = todayHere()
  const [day, setDay] = useState<CalendarDate | null>(today)
  const pages = useCursorPages(day ?? '')
  const { data, trouble, again } = useAsk(
    DayReceiptsDocument,
    { day: day ?? today, first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const info = data?.paymentReceipts.pageInfo
  return (
    <Screen title={words.title}>
      <FeesNav />
      <div className="row">
        <DateInput label={feeWords.day} value={day} onDate={setDay} />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.paymentReceipts.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns(say)}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={({ id }) => (
            <Button
              component="a"
              href={`/fees/receipts/${id}.pdf`}
              target="_blank"
              rel="noopener"
              size="xs"
              variant="default"
            >
              {say(words.print)}
            </Button>
          )}
        />
      )}
      {may('fee.report') && <Report today={today} />}
    </Screen>
  )
}
