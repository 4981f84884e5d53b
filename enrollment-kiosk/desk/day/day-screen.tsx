import { useState } from 'react'
import { Link } from 'react-router'
import type { DayView } from '../../../core/contracts/desk/day.ts'
import { calendarDateAt, formatVietnamese, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useStation } from '../api/station.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { useCommand } from '../api/use-command.ts'
import { today } from '../clock.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Screen } from '../frame/screen.tsx'
import '../biometrics/capture.css'
import { Appointments } from './appointments.tsx'
import { CloseDay } from './close-day.tsx'
import './day.css'
import { DeskTable } from './desk-table.tsx'
import { HourChart } from './hour-chart.tsx'
import { Reconciliation } from './reconciliation.tsx'
import { Tickets } from './tickets.tsx'
import { words } from './words.ts'

const lookMilliseconds = 20_000

/** Who is expected, who waits, what was done, and whether the day adds up. */
export function DayScreen() {
  const {
    data: day,
    refusal,
    again,
  } = useAnswer<DayView>('/day', {
    on: ['session', 'outbox', 'day', 'sync'],
    everyMilliseconds: lookMilliseconds,
  })
  const command = useCommand()
  const [closing, setClosing] = useState(false)
  const takeNumber = async () => {
    if (await command.run({ method: 'POST', path: '/day/tickets', body: {} })) again()
  }
  const title = day ? withDate(day.on) : words.title
  return (
    <Screen
      title={title}
      actions={
        <>
          <ActionButton
            label={words.takeNumber}
            keys="t"
            loading={command.busy}
            onClick={() => void takeNumber()}
          />
          <ActionButton
            label={words.close}
            keys="c"
            variant="default"
            disabled={!day || day.reconciliation.closedAt !== null}
            onClick={() => setClosing(true)}
          />
        </>
      }
    >
      <RefusalNotice refusal={command.refusal ?? refusal} />
      {day && (
        <>
          <Opening />
          <Waiting day={day} />
          <div className="day-columns">
            <Tickets tickets={day.tickets} onChanged={again} />
            <Appointments appointments={day.appointments} onChanged={again} />
          </div>
          <div className="day-columns">
            <HourChart byHour={day.byHour} />
            <DeskTable desks={day.desks} />
          </div>
          <Reconciliation reconciliation={day.reconciliation} />
          {closing && (
            <CloseDay
              reconciliation={day.reconciliation}
              onClose={() => setClosing(false)}
              onDone={() => {
                setClosing(false)
                again()
              }}
            />
          )}
        </>
      )}
    </Screen>
  )
}

function withDate(on: string) {
  const date = formatVietnamese(parsePartialDate(on))
  return { vi: `${words.title.vi} ${date}`, en: `${words.title.en} ${date}` }
}

/** Before the first applicant the devices are tested; the screen says whether that was done today. */
function Opening() {
  const say = useSay()
  const devices = useStation().status?.devices.filter(({ state }) => state !== 'ABSENT') ?? []
  const day = today()
  const tested =
    devices.length > 0 &&
    devices.every(({ checkedAt }) => checkedAt && calendarDateAt(Date.parse(checkedAt)) === day)
  return (
    <p className="day-opening" data-done={tested}>
      <strong>{say(words.opening)}</strong>:{' '}
      {tested ? `✓ ${say(words.openingDone)}` : `! ${say(words.openingTodo)}`}{' '}
      {!tested && <Link to="/devices">{say(words.toDevices)}</Link>}
    </p>
  )
}

function Waiting({ day }: { readonly day: DayView }) {
  const say = useSay()
  const minutes = (value: number | null) =>
    value === null ? '–' : `${formatCount(value)} ${say(words.minutes)}`
  const waiting =
    day.tickets.filter(({ status }) => status === 'WAITING').length +
    day.appointments.filter(({ status }) => status === 'CHECKED_IN').length
  const figures = [
    { label: words.now, value: formatCount(waiting) },
    { label: words.median, value: minutes(day.waitingMinutes.median) },
    { label: words.longest, value: minutes(day.waitingMinutes.longest) },
    { label: words.done, value: formatCount(day.byHour.reduce((sum, done) => sum + done, 0)) },
  ]
  return (
    <section aria-label={say(words.waiting)}>
      <dl className="big-figures">
        {figures.map(({ label, value }) => (
          <div key={label.en} className="panel">
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
