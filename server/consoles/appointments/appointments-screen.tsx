import { useState } from 'react'
import { addDays, type CalendarDate, calendarDateAt, weekdayOf } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { now } from '../clock.ts'
import { CentrePicker } from '../devices/centre-picker.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  AppointmentCalendarDocument,
  type AppointmentRowFragment,
  DeskCentresDocument,
} from '../generated/appointments.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import './appointments.css'
import { AppointmentsNav } from './appointments-nav.tsx'
import { BookDialog } from './book-dialog.tsx'
import { CheckInField } from './check-in-field.tsx'
import { DayList } from './day-list.tsx'
import { GroupDialog } from './group-dialog.tsx'
import { RebookDialog } from './rebook-dialog.tsx'
import { dayName, type DayOfCalendar, SlotsPanel, sumOf } from './slots-panel.tsx'
import { mondayOf } from './times.ts'
import { title } from './title.ts'
import { useCentre } from './use-centre.ts'
import { weekdays } from './words.ts'

const words = {
  day: { vi: 'Ngày', en: 'Day' },
  week: { vi: 'Tuần', en: 'Week' },
  back: { vi: 'Trước', en: 'Back' },
  on: { vi: 'Sau', en: 'On' },
  today: { vi: 'Hôm nay', en: 'Today' },
  book: { vi: 'Đặt hẹn…', en: 'Book…' },
  group: { vi: 'Đặt theo nhóm…', en: 'Book a group…' },
  open: { vi: 'Mở', en: 'Open' },
  places: { vi: 'chỗ đã hẹn', en: 'places booked' },
  none: { vi: 'Chưa có điểm thu nhận nào trong đơn vị của bạn.', en: 'There is no centre in your units.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type View = 'day' | 'week'
type Asking =
  | { readonly kind: 'book'; readonly at: string | null }
  | { readonly kind: 'group' }
  | { readonly kind: 'move'; readonly appointment: AppointmentRowFragment }

/** Lịch hẹn of a centre, by day or week: who comes when, what is left, who has come. */
export function AppointmentsScreen() {
  const say = useSay()
  const { centre, several, trouble, again, pick } = useCentre()
  return (
    <Screen title={title}>
      <AppointmentsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {several && <CentrePicker among={DeskCentresDocument} value={centre} onPick={pick} />}
      {centre ? (
        <Calendar key={centre.code} centre={centre} />
      ) : (
        !trouble && <p className="empty">{say(words.none)}</p>
      )}
    </Screen>
  )
}

function Calendar({ centre }: { readonly centre: { readonly code: string; readonly name: string } }) {
  const say = useSay()
  const may = useMay()
  const today = calendarDateAt(now())
  const [view, setView] = useState<View>('day')
  const [day, setDay] = useState<CalendarDate>(today)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const [changes, setChanges] = useState(0)
  const from = view === 'day' ? day : mondayOf(day)
  const { data, trouble, again } = useAsk(
    AppointmentCalendarDocument,
    { centre: centre.code, from, days: view === 'day' ? 1 : 7 },
    { policy: 'cache-and-network' },
  )
  const answer = data?.appointmentCalendar
  const days = answer?.__typename === 'AppointmentCalendar' ? answer.days : []
  const changed = (text: Bilingual | null) => {
    setDone(text)
    setChanges(changes + 1)
    again()
  }
  const close = () => setAsking(null)
  const mayBook = may('appointment.book')
  return (
    <>
      <h2>{centre.name}</h2>
      <div className="row">
        <ViewButtons view={view} onView={setView} />
        <ActionButton
          label={words.back}
          keys="["
          variant="default"
          onClick={() => setDay(addDays(day, view === 'day' ? -1 : -7))}
        />
        <ActionButton label={words.today} keys="t" variant="default" onClick={() => setDay(today)} />
        <ActionButton
          label={words.on}
          keys="]"
          variant="default"
          onClick={() => setDay(addDays(day, view === 'day' ? 1 : 7))}
        />
        <DateInput label={words.day} value={day} onDate={(date) => date && setDay(date)} />
        {mayBook && (
          <>
            <ActionButton
              label={words.book}
              keys="F6"
              onClick={() => setAsking({ kind: 'book', at: null })}
            />
            <ActionButton
              label={words.group}
              keys="F7"
              variant="default"
              onClick={() => setAsking({ kind: 'group' })}
            />
          </>
        )}
      </div>
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={answer?.__typename === 'DomainRefusal' ? answer : null} trouble={null} />
      {view === 'week' ? (
        <Week
          days={days}
          onOpen={(on) => {
            setDay(on)
            setView('day')
          }}
        />
      ) : (
        <>
          {mayBook && day === today && (
            <CheckInField centre={centre.code} onCheckedIn={() => changed(null)} />
          )}
          {days.map((one) => (
            <DayPanel
              key={one.on}
              day={one}
              {...(mayBook && { onSlot: (at) => setAsking({ kind: 'book', at }) })}
            />
          ))}
          <DayList
            key={changes}
            centre={centre.code}
            day={day}
            onMove={(appointment) => setAsking({ kind: 'move', appointment })}
            onDone={changed}
          />
        </>
      )}
      {asking && (
        <Question
          asking={asking}
          centre={centre.code}
          day={day < today ? today : day}
          onClose={close}
          onDone={(text) => {
            close()
            changed(text)
          }}
          onBooked={() => changed(null)}
        />
      )}
    </>
  )
}

function ViewButtons({ view, onView }: { readonly view: View; readonly onView: (view: View) => void }) {
  const button = (one: View, label: Bilingual, keys: string) => (
    <ActionButton
      label={label}
      keys={keys}
      variant={view === one ? 'filled' : 'default'}
      aria-pressed={view === one}
      onClick={() => onView(one)}
    />
  )
  return (
    <>
      {button('day', words.day, 'F3')}
      {button('week', words.week, 'F4')}
    </>
  )
}

function Sum({ day }: { readonly day: DayOfCalendar }) {
  const say = useSay()
  const { taken, capacity } = sumOf(day)
  if (capacity === 0 && taken === 0) return null
  return (
    <span className="soft">
      {formatCount(taken)}/{formatCount(capacity)} {say(words.places)}
    </span>
  )
}

function DayPanel({ day, onSlot }: { readonly day: DayOfCalendar; readonly onSlot?: (at: string) => void }) {
  const say = useSay()
  const name = say(dayName(day.on as CalendarDate))
  return (
    <section className="panel" aria-label={name}>
      <div className="week-day-head">
        <h2>{name}</h2>
        <Sum day={day} />
      </div>
      <SlotsPanel day={day} now={now()} {...(onSlot && { onSlot })} />
    </section>
  )
}

function Week({
  days,
  onOpen,
}: {
  readonly days: readonly DayOfCalendar[]
  readonly onOpen: (on: CalendarDate) => void
}) {
  return (
    <div className="week">
      {days.map((day, i) => (
        <WeekDay key={day.on} day={day} keys={String(i + 1)} onOpen={onOpen} />
      ))}
    </div>
  )
}

function WeekDay(props: {
  readonly day: DayOfCalendar
  readonly keys: string
  readonly onOpen: (on: CalendarDate) => void
}) {
  const { day, keys, onOpen } = props
  const say = useSay()
  const on = day.on as CalendarDate
  const name = say(dayName(on))
  const weekday = weekdays[weekdayOf(on) - 1] ?? words.day
  return (
    <section className="panel week-day" aria-label={name}>
      <div className="week-day-head">
        <h2>{name}</h2>
        <Sum day={day} />
      </div>
      <SlotsPanel day={day} now={now()} />
      <div className="row">
        <ActionButton
          label={{ vi: `${words.open.vi} ${weekday.vi}`, en: `${words.open.en} ${weekday.en}` }}
          keys={keys}
          size="xs"
          variant="default"
          onClick={() => onOpen(on)}
        />
      </div>
    </section>
  )
}

function Question(props: {
  readonly asking: Asking
  readonly centre: string
  readonly day: CalendarDate
  readonly onClose: () => void
  readonly onDone: (done: Bilingual) => void
  readonly onBooked: () => void
}) {
  const { asking, onBooked, ...common } = props
  if (asking.kind === 'group') return <GroupDialog {...common} onBooked={onBooked} />
  if (asking.kind === 'move') return <RebookDialog {...common} appointment={asking.appointment} />
  return <BookDialog {...common} at={asking.at} />
}
