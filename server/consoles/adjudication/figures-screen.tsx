import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { addMonths, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  AdjudicatorFiguresDocument,
  type FiguresShownFragment,
  MyAdjudicatorFiguresDocument,
} from '../generated/adjudicator-figures.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { BarFigure } from '../parts/chart-figure.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { AdjudicationNav } from './adjudication-nav.tsx'
import './adjudication.css'
import { monthRows, officerRows, spokenTime } from './figures.ts'

const words = {
  title: { vi: 'Số liệu xét nghi trùng', en: 'Figures of adjudication' },
  lead: {
    vi: 'Để biết việc đi nhanh hay chậm và hai người có nhìn giống nhau không; không phải để xếp hạng.',
    en: 'To see how work goes and whether two officers see alike; no ranking.',
  },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
  officer: { vi: 'Cán bộ', en: 'Officer' },
  chart: { vi: 'Kết luận của từng cán bộ', en: 'Judgements of each officer' },
  months: { vi: 'Theo tháng', en: 'By month' },
  month: { vi: 'Tháng', en: 'Month' },
  agreed: { vi: 'giống người kia', en: 'agreed with' },
  differed: { vi: 'khác người kia', en: 'differed' },
  alone: { vi: 'không có kết luận để so', en: 'nothing to compare with' },
  judged: { vi: 'Số kết luận', en: 'Judgements' },
  rounds: { vi: 'Lần 1 / 2 / 3', en: 'Round 1 / 2 / 3' },
  agreement: { vi: 'Giống người kia', en: 'Agreement' },
  overturned: { vi: 'Người thứ ba bác', en: 'Overturned' },
  median: { vi: 'Thời gian thường gặp', en: 'Median time' },
  monthsOf: { vi: 'Xem theo tháng của', en: 'Months of' },
  none: { vi: 'Chưa có kết luận nào trong thời gian này.', en: 'Nothing was judged in this time.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const columns = (say: (text: Bilingual) => string): readonly Column<FiguresShownFragment>[] => [
  { title: words.officer, cell: ({ officerName }) => officerName },
  { title: words.judged, number: true, cell: ({ judged }) => formatCount(judged) },
  {
    title: words.rounds,
    number: true,
    cell: ({ first, second, third }) => (
      <span className="nowrap">{[first, second, third].map(formatCount).join(' / ')}</span>
    ),
  },
  {
    title: words.agreement,
    number: true,
    cell: ({ agreementPermille }) =>
      agreementPermille === null ? '–' : formatPercent(agreementPermille / 1000),
  },
  { title: words.overturned, number: true, cell: ({ overturned }) => formatCount(overturned) },
  {
    title: words.median,
    number: true,
    cell: ({ medianSeconds }) => (medianSeconds === null ? '–' : say(spokenTime(medianSeconds))),
  },
]

function useSeries() {
  const say = useSay()
  return [
    { name: say(words.agreed), colour: chartColours.done },
    { name: say(words.differed), colour: chartColours.missing },
    { name: say(words.alone), colour: chartColours.waiting },
  ]
}

function Months({ figures }: { readonly figures: readonly FiguresShownFragment[] }) {
  const say = useSay()
  const series = useSeries()
  const [officerId, setOfficerId] = useState<string | null>(null)
  const chosen = figures.find((one) => one.officerId === officerId) ?? figures[0]
  if (!chosen || chosen.months.length === 0) return null
  return (
    <>
      {figures.length > 1 && (
        <NativeSelect
          label={say(words.monthsOf)}
          w="20rem"
          maw="100%"
          value={chosen.officerId}
          onChange={({ currentTarget }) => setOfficerId(currentTarget.value)}
          data={figures.map((one) => ({ value: one.officerId, label: one.officerName }))}
        />
      )}
      <BarFigure title={words.months} rowTitle={words.month} rows={monthRows(chosen)} series={series} />
    </>
  )
}

function Figures({ figures }: { readonly figures: readonly FiguresShownFragment[] }) {
  const say = useSay()
  const series = useSeries()
  const judged = figures.filter((one) => one.judged > 0)
  return (
    <>
      <Worklist
        caption={words.title}
        rows={judged}
        keyOf={({ officerId }) => officerId}
        columns={columns(say)}
        empty={words.none}
      />
      {judged.length > 1 && (
        <BarFigure title={words.chart} rowTitle={words.officer} rows={officerRows(judged)} series={series} />
      )}
      <Months figures={judged} />
    </>
  )
}

interface PeriodProps {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

function Everybodys(period: PeriodProps) {
  const { data, trouble, again } = useAsk(AdjudicatorFiguresDocument, period)
  return (
    <>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && <Figures figures={data.adjudicatorFigures} />}
    </>
  )
}

function Own(period: PeriodProps) {
  const { data, trouble, again } = useAsk(MyAdjudicatorFiguresDocument, period)
  return (
    <>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && <Figures figures={[data.myAdjudicatorFigures]} />}
    </>
  )
}

const usualMonths = 6

/** An officer sees their own figures; whoever supervises sees everybody's in their units. */
export function FiguresScreen() {
  const may = useMay()
  const [from, setFrom] = useState<CalendarDate | null>(() => addMonths(today(), -usualMonths))
  const [to, setTo] = useState<CalendarDate | null>(() => today())
  const Shown = may('duplicate-case.supervise') ? Everybodys : Own
  return (
    <Screen title={words.title} lead={words.lead}>
      <AdjudicationNav />
      <div className="row">
        <DateInput label={words.from} value={from} onDate={setFrom} />
        <DateInput label={words.to} value={to} onDate={setTo} />
      </div>
      {from && to && from <= to && <Shown from={from} to={to} />}
    </Screen>
  )
}
