import { Button } from '@mantine/core'
import { useState } from 'react'
import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { formatCount, formatInstant, formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { today } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import { StationEffectivenessDocument } from '../generated/effectiveness.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { BarFigure } from '../parts/chart-figure.tsx'
import { chartColours } from '../parts/charts/chart.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { pressInRow } from './press-in-row.ts'
import './production.css'
import { ProductionNav } from './production-nav.tsx'
import { stationName } from './station-name.ts'
import { type ShiftEffectiveness, StopReasons } from './stop-reasons.tsx'

const words = {
  title: { vi: 'Hiệu quả của trạm theo ca', en: 'Effectiveness of stations by shift' },
  lead: {
    vi: 'Hiệu quả = sẵn sàng × tốc độ × chất lượng. Thời gian không có việc không tính vào.',
    en: 'Effectiveness = availability × rate × quality. Time without work does not count.',
  },
  day: { vi: 'Ca mở ngày', en: 'Shifts opened on' },
  before: { vi: 'Ngày trước', en: 'Day before' },
  after: { vi: 'Ngày sau', en: 'Day after' },
  station: { vi: 'Trạm', en: 'Station' },
  shift: { vi: 'Mở ca', en: 'Opened' },
  open: { vi: 'đang mở', en: 'open' },
  availability: { vi: 'Sẵn sàng', en: 'Availability' },
  performance: { vi: 'Tốc độ', en: 'Rate' },
  quality: { vi: 'Chất lượng', en: 'Quality' },
  oee: { vi: 'Hiệu quả', en: 'OEE' },
  cards: { vi: 'Tốt / hỏng', en: 'Good / spoiled' },
  stops: { vi: 'Lý do dừng', en: 'Stops' },
  time: { vi: 'Thời gian của ca (phút)', en: 'Time of the shift (minutes)' },
  ran: { vi: 'Chạy', en: 'Ran' },
  stood: { vi: 'Dừng dù có việc', en: 'Stood still with work waiting' },
  withoutWork: { vi: 'Không có việc', en: 'Without work' },
  empty: { vi: 'Không có ca nào mở trong ngày này.', en: 'No shift was opened on this day.' },
  loading: { vi: 'Đang tổng hợp…', en: 'Counting…' },
} as const satisfies Readonly<Record<string, Bilingual>>

const share = (value: number | null) => (value === null ? '–' : formatPercent(value))
const minutes = (seconds: number) => Math.round(seconds / 60)
/** Bars of more shifts than these are not told apart. */
const mostBars = 24

interface ShiftsProps {
  readonly shifts: readonly ShiftEffectiveness[]
  readonly nameOf: (stationId: string) => string
  readonly onStops: (shift: ShiftEffectiveness) => void
}

function Shifts({ shifts, nameOf, onStops }: ShiftsProps) {
  const say = useSay()
  useShortcut('x', words.stops, () => pressInRow('[data-stops]'))
  const columns: readonly Column<ShiftEffectiveness>[] = [
    { title: words.station, cell: ({ stationId }) => nameOf(stationId) },
    {
      title: words.shift,
      cell: ({ openedAt, closedAt }) => (
        <>
          <span className="nowrap">{formatInstant(openedAt)}</span>{' '}
          {closedAt === null && <span className="badge badge-good">{say(words.open)}</span>}
        </>
      ),
    },
    { title: words.availability, number: true, cell: ({ availability }) => share(availability) },
    { title: words.performance, number: true, cell: ({ performance }) => share(performance) },
    { title: words.quality, number: true, cell: ({ quality }) => share(quality) },
    { title: words.oee, number: true, cell: ({ oee }) => <strong>{share(oee)}</strong> },
    {
      title: words.cards,
      number: true,
      cell: ({ good, spoiled }) => `${formatCount(good)} / ${formatCount(spoiled)}`,
    },
  ]
  return (
    <Worklist
      caption={words.title}
      rows={shifts}
      keyOf={({ shiftId }) => shiftId}
      columns={columns}
      empty={words.empty}
      action={(row) => (
        <Button
          size="xs"
          variant="default"
          data-stops
          rightSection={<KeyHint keys="x" />}
          onClick={() => onStops(row)}
        >
          {say(words.stops)}
        </Button>
      )}
    />
  )
}

function Chart({ shifts, nameOf }: Omit<ShiftsProps, 'onStops'>) {
  const say = useSay()
  return (
    <BarFigure
      title={words.time}
      rowTitle={words.station}
      rows={shifts.slice(0, mostBars).map((shift) => ({
        label: `${nameOf(shift.stationId)} · ${formatInstant(shift.openedAt).slice(-5)}`,
        values: [
          shift.runningSeconds,
          Math.max(0, shift.plannedSeconds - shift.runningSeconds),
          shift.withoutWorkSeconds,
        ].map(minutes),
      }))}
      series={[
        { name: say(words.ran), colour: chartColours.done },
        { name: say(words.stood), colour: chartColours.missing },
        { name: say(words.withoutWork), colour: chartColours.waiting },
      ]}
    />
  )
}

function DayChoice({
  day,
  onDay,
}: {
  readonly day: CalendarDate
  readonly onDay: (day: CalendarDate) => void
}) {
  return (
    <div className="row">
      <DateInput label={words.day} value={day} onDate={(chosen) => chosen && onDay(chosen)} />
      <ActionButton label={words.before} keys="b" variant="default" onClick={() => onDay(addDays(day, -1))} />
      <ActionButton
        label={words.after}
        keys="a"
        variant="default"
        disabled={day >= today()}
        onClick={() => onDay(addDays(day, 1))}
      />
    </div>
  )
}

/** How well each station worked in each of a day's shifts, and what stopped it. */
export function EffectivenessScreen() {
  const say = useSay()
  const [day, setDay] = useState(today)
  const [opened, setOpened] = useState<string | null>(null)
  const { data, busy, trouble, again } = useAsk(
    StationEffectivenessDocument,
    { day },
    { policy: 'cache-and-network' },
  )
  const answer = data?.stationEffectiveness
  const shifts = answer?.__typename === 'StationEffectivenessShifts' ? answer.data : null
  const names = new Map(data?.productionBoard.stations.map((one) => [one.id, stationName(one)]))
  const nameOf = (id: string) => names.get(id) ?? id.slice(0, 8)
  const shown = shifts?.find(({ shiftId }) => shiftId === opened)
  return (
    <Screen title={words.title} lead={words.lead}>
      <ProductionNav />
      <DayChoice day={day} onDay={setDay} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {!data && busy && <p className="soft">{say(words.loading)}</p>}
      {shifts && (
        <div className="screen" aria-busy={busy}>
          <Shifts shifts={shifts} nameOf={nameOf} onStops={({ shiftId }) => setOpened(shiftId)} />
          {shown && <StopReasons key={shown.shiftId} shift={shown} station={nameOf(shown.stationId)} />}
          {shifts.length > 0 && <Chart shifts={shifts} nameOf={nameOf} />}
        </div>
      )}
    </Screen>
  )
}
