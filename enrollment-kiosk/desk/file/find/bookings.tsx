import { Button } from '@mantine/core'
import type { AppointmentView, DayView } from '../../../../core/contracts/desk/day.ts'
import { searchKey } from '../../../../core/text/vietnamese.ts'
import { formatDate, formatInstant } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import { words } from './words.ts'

interface BookingsProps {
  readonly day: DayView | undefined
  readonly filter: string
  readonly onBegin: (appointment: AppointmentView) => void
  readonly busy: boolean
}

const waits = ({ status }: AppointmentView) => status === 'BOOKED' || status === 'CHECKED_IN'

const matches = ({ name, number }: AppointmentView, filter: string) =>
  filter === '' ||
  searchKey(name).includes(searchKey(filter)) ||
  (number ?? '').startsWith(filter.replaceAll(' ', ''))

/** Who is expected today and has not come yet; one press begins. */
export function Bookings({ day, filter, onBegin, busy }: BookingsProps) {
  const say = useSay()
  const rows = (day?.appointments ?? []).filter((one) => waits(one) && matches(one, filter))
  return (
    <section className="panel" aria-labelledby="bookings">
      <h2 id="bookings">{say(words.bookings)}</h2>
      {rows.length === 0 ? (
        <p className="soft">{say(words.noBookings)}</p>
      ) : (
        <ul className="pick-list">
          {rows.map((one) => (
            <li key={one.id}>
              <span className="pick-text">
                <strong>{one.name}</strong>
                <span className="soft">
                  {formatInstant(one.at).slice(-5)} · {formatDate(one.birthDate)}
                  {one.snapshot && ` · ${say(words.offlineReady)}`}
                </span>
              </span>
              <Button variant="default" disabled={busy} onClick={() => onBegin(one)}>
                {say(words.start)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
