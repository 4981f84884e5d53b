import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { isSharedField, labelOf } from '../../../core/sharing/fields.ts'
import { isSharingPurpose, purposeRule } from '../../../core/sharing/purposes.ts'
import { today } from '../clock.ts'
import {
  AgencyCountsDocument,
  type AgencyCountsQuery,
  AgencyLogDocument,
  type AgencyLogQuery,
  type AgencyQueryOutcome,
} from '../generated/agencies.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { BarFigure } from '../parts/chart-figure.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'

type Query = Extract<AgencyLogQuery['agencyQueries'], { __typename: 'AgencyQueryPage' }>['queries'][number]
type Count = Extract<AgencyCountsQuery['agencyCounts'], { __typename: 'AgencyCounts' }>['counts'][number]

const words = {
  title: { vi: 'Nhật ký khai thác', en: 'The log' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
  outcome: { vi: 'Kết quả', en: 'Outcome' },
  all: { vi: 'Tất cả', en: 'All' },
  chart: { vi: 'Số lượt hỏi mỗi ngày', en: 'Questions by day' },
  day: { vi: 'Ngày', en: 'Day' },
  at: { vi: 'Lúc', en: 'At' },
  purpose: { vi: 'Mục đích', en: 'Purpose' },
  reference: { vi: 'Số hồ sơ của đơn vị', en: 'Agency’s file' },
  fields: { vi: 'Thông tin hỏi', en: 'Asked for' },
  none: { vi: 'Không có lượt hỏi nào trong thời gian này.', en: 'No questions.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const outcomeNames = {
  ANSWERED: { vi: 'Đã trả lời', en: 'Answered' },
  NOT_FOUND: { vi: 'Không tìm thấy', en: 'Not found' },
  REFUSED: { vi: 'Từ chối', en: 'Refused' },
  OVER_QUOTA: { vi: 'Quá hạn mức', en: 'Over quota' },
} as const satisfies Readonly<Record<string, Bilingual>>
type Outcome = keyof typeof outcomeNames
const outcomes = Object.keys(outcomeNames) as readonly Outcome[]
const isOutcome = (text: string): text is Outcome => Object.hasOwn(outcomeNames, text)
const loggedOutcomes = ['ANSWERED', 'NOT_FOUND', 'REFUSED'] as const satisfies readonly AgencyQueryOutcome[]

const colours: Readonly<Record<Outcome, string>> = {
  ANSWERED: chartColours.done,
  NOT_FOUND: chartColours.middle,
  REFUSED: chartColours.wrong,
  OVER_QUOTA: chartColours.missing,
}
const tones: Readonly<Record<Outcome, string>> = {
  ANSWERED: 'badge-good',
  NOT_FOUND: '',
  REFUSED: 'badge-trouble',
  OVER_QUOTA: 'badge-attention',
}

const usualDays = 14

/** One bar for each day with questions, the latest first. */
function dailyRows(counts: readonly Count[]) {
  const days = Map.groupBy(counts, ({ day }) => day)
  return [...days]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([day, ofDay]) => ({
      label: formatDate(day),
      values: outcomes.map((outcome) =>
        ofDay.filter((one) => one.outcome === outcome).reduce((sum, { count }) => sum + count, 0),
      ),
    }))
}

interface Period {
  readonly code: string
  readonly from: CalendarDate
  readonly to: CalendarDate
}

function Daily({ code, from, to }: Period) {
  const say = useSay()
  const { data, trouble, again } = useAsk(AgencyCountsDocument, { agencyCode: code, from, to })
  const answer = data?.agencyCounts
  if (!answer) return <TroubleNotice trouble={trouble} onAgain={again} />
  if (answer.__typename === 'DomainRefusal') return <RefusalNotice refusal={answer} />
  if (answer.counts.length === 0) return null
  return (
    <BarFigure
      title={words.chart}
      rowTitle={words.day}
      rows={dailyRows(answer.counts)}
      series={outcomes.map((outcome) => ({ name: say(outcomeNames[outcome]), colour: colours[outcome] }))}
    />
  )
}

function Log({ code, from, to, outcome }: Period & { readonly outcome: AgencyQueryOutcome | null }) {
  const say = useSay()
  const pages = useCursorPages(`${from} ${to} ${outcome ?? ''}`)
  const variables = { agencyCode: code, from, to, outcome, after: pages.after }
  const { data, trouble, again } = useAsk(AgencyLogDocument, variables)
  const answer = data?.agencyQueries
  const columns: readonly Column<Query>[] = [
    { title: words.at, cell: ({ at }) => formatInstant(at) },
    {
      title: words.purpose,
      cell: ({ purpose }) => (isSharingPurpose(purpose) ? say(purposeRule(purpose).text) : purpose),
    },
    { title: words.reference, cell: ({ reference }) => <span className="code">{reference ?? '–'}</span> },
    {
      title: words.fields,
      cell: ({ fields }) => fields.map((one) => (isSharedField(one) ? say(labelOf(one)) : one)).join(', '),
    },
    {
      title: words.outcome,
      cell: ({ outcome: came }) => (
        <span className={`badge ${isOutcome(came) ? tones[came] : ''}`}>
          {isOutcome(came) ? say(outcomeNames[came]) : came}
        </span>
      ),
    },
  ]
  if (!answer) return <TroubleNotice trouble={trouble} onAgain={again} />
  if (answer.__typename === 'DomainRefusal') return <RefusalNotice refusal={answer} />
  return (
    <Worklist
      caption={words.title}
      rows={answer.queries}
      keyOf={({ id }) => id}
      columns={columns}
      empty={words.none}
      pages={pages}
      next={answer.next}
    />
  )
}

/** What the agency asked in a period: counted by day, and one by one without the persons. */
export function AgencyLog({ code }: { readonly code: string }) {
  const say = useSay()
  const [from, setFrom] = useState<CalendarDate | null>(() => addDays(today(), -usualDays))
  const [to, setTo] = useState<CalendarDate | null>(today)
  const [outcome, setOutcome] = useState<AgencyQueryOutcome | null>(null)
  return (
    <section className="queues" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <div className="row">
        <DateInput label={words.from} value={from} onDate={setFrom} />
        <DateInput label={words.to} value={to} onDate={setTo} />
        <NativeSelect
          label={say(words.outcome)}
          value={outcome ?? ''}
          onChange={({ currentTarget }) =>
            setOutcome(loggedOutcomes.find((one) => one === currentTarget.value) ?? null)
          }
          data={[
            { value: '', label: say(words.all) },
            ...loggedOutcomes.map((value) => ({ value, label: say(outcomeNames[value]) })),
          ]}
        />
      </div>
      {from && to && (
        <>
          <Daily code={code} from={from} to={to} />
          <Log code={code} from={from} to={to} outcome={outcome} />
        </>
      )}
    </section>
  )
}
