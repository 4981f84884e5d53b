import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { CentrePicker } from '../devices/centre-picker.tsx'
import { Screen } from '../frame/screen.tsx'
import { DeskCentresDocument } from '../generated/appointments.ts'
import { CentreHoursDocument, type CentreHoursQuery } from '../generated/centre-hours.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import './appointments.css'
import { AppointmentsNav } from './appointments-nav.tsx'
import { ClosuresPanel } from './closures-panel.tsx'
import { HoursForm } from './hours-form.tsx'
import { writeOpenings } from './read-openings.ts'
import { useCentre } from './use-centre.ts'
import { weekdays } from './words.ts'
import { formatDate } from '../../../ui/formats.ts'

const words = {
  title: { vi: 'Giờ làm việc và nghỉ đột xuất', en: 'Hours and closures' },
  lead: {
    vi: 'Giờ hẹn được tính từ giờ làm việc ngay khi có người hỏi; ngày lễ, Tết tự nghỉ.',
    en: 'Times are computed from the hours whenever somebody asks; public holidays are off by themselves.',
  },
  periods: { vi: 'Giờ đã đặt', en: 'Hours laid down' },
  from: { vi: 'Từ', en: 'From' },
  to: { vi: 'đến', en: 'to' },
  minutes: { vi: 'phút mỗi lượt', en: 'minutes a slot' },
  people: { vi: 'người mỗi lượt', en: 'people a slot' },
  none: {
    vi: 'Điểm này chưa có giờ làm việc: chưa ai đặt hẹn được.',
    en: 'No hours yet: nobody can book here.',
  },
  off: { vi: 'nghỉ', en: 'off' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Period = CentreHoursQuery['centreHours'][number]

/** When a centre takes people, from which day on, and when it does not after all. */
export function HoursScreen() {
  const { centre, several, trouble, again, pick } = useCentre()
  return (
    <Screen title={words.title} lead={words.lead}>
      <AppointmentsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {several && <CentrePicker among={DeskCentresDocument} value={centre} onPick={pick} />}
      {centre && <Arrangement key={centre.code} centre={centre} />}
    </Screen>
  )
}

function Arrangement({ centre }: { readonly centre: { readonly code: string; readonly name: string } }) {
  const say = useSay()
  const may = useMay()
  const { data, trouble, again } = useAsk(
    CentreHoursDocument,
    { centre: centre.code },
    { policy: 'network-only' },
  )
  if (!data) return <TroubleNotice trouble={trouble} onAgain={again} />
  const mayArrange = may('centre.arrange')
  return (
    <>
      <h2>{centre.name}</h2>
      <ClosuresPanel
        centre={centre.code}
        closures={data.centreClosures}
        mayArrange={mayArrange}
        onChanged={again}
      />
      <section className="panel" aria-label={say(words.periods)}>
        <h2>{say(words.periods)}</h2>
        {data.centreHours.length === 0 && <p className="empty">{say(words.none)}</p>}
        <ul>
          {data.centreHours.map((period) => (
            <li key={period.id}>
              <PeriodText period={period} />
            </li>
          ))}
        </ul>
      </section>
      {mayArrange && (
        <HoursForm
          key={data.centreHours[0]?.id ?? ''}
          centre={centre.code}
          latest={data.centreHours[0] ?? null}
          onSet={again}
        />
      )}
    </>
  )
}

function PeriodText({ period }: { readonly period: Period }) {
  const say = useSay()
  const { from, to, openings, slotMinutes, capacity } = period
  return (
    <>
      <strong>
        {say(words.from)} {formatDate(from)}
        {to && ` ${say(words.to)} ${formatDate(to)}`}
      </strong>
      {': '}
      {weekdays
        .map((day, i) => `${say(day)} ${writeOpenings(i + 1, openings) || say(words.off)}`)
        .join(' · ')}
      {` · ${slotMinutes} ${say(words.minutes)} · ${capacity} ${say(words.people)}`}
    </>
  )
}
