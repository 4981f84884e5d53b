import { UnstyledButton } from '@mantine/core'
import { formatVietnamese, type CalendarDate, weekdayOf } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { AppointmentCalendarQuery } from '../generated/appointments.ts'
import { formatTime } from './times.ts'
import { weekdays } from './words.ts'

type Answer = AppointmentCalendarQuery['appointmentCalendar']
export type DayOfCalendar = Extract<Answer, { readonly __typename: 'AppointmentCalendar' }>['days'][number]
type Slot = DayOfCalendar['slots'][number]

const words = {
  full: { vi: 'đủ', en: 'full' },
  closed: { vi: 'Nghỉ', en: 'Closed' },
  none: { vi: 'Không làm việc', en: 'Not open' },
  booked: { vi: 'đã hẹn', en: 'booked' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function dayName(on: CalendarDate): Bilingual {
  const day = weekdays[weekdayOf(on) - 1] ?? { vi: '', en: '' }
  const date = formatVietnamese(on)
  return { vi: `${day.vi} ${date}`, en: `${day.en} ${date}` }
}

/** Places that are taken of those that there are; closed slots take nobody. */
export function sumOf({ slots }: Pick<DayOfCalendar, 'slots'>): {
  readonly taken: number
  readonly capacity: number
} {
  const open = slots.filter(({ closed }) => closed === null)
  return {
    taken: slots.reduce((sum, { taken }) => sum + taken, 0),
    capacity: open.reduce((sum, { capacity }) => sum + capacity, 0),
  }
}

interface SlotsPanelProps {
  readonly day: DayOfCalendar
  /** Pressed on a slot with a free place that is to come; without it slots are only shown. */
  readonly onSlot?: (at: string) => void
  readonly now: number
}

/** The slots of a day: how many of their places are taken. */
export function SlotsPanel({ day, onSlot, now }: SlotsPanelProps) {
  const say = useSay()
  if (day.dayOff !== null)
    return (
      <p className="soft">
        {say(words.closed)}: {day.dayOff}
      </p>
    )
  if (day.slots.length === 0) return <p className="soft">{say(words.none)}</p>
  return (
    <ul className="slots">
      {day.slots.map((slot) => (
        <li key={slot.at}>
          <SlotChip slot={slot} {...(onSlot && Date.parse(slot.at) > now && { onSlot })} />
        </li>
      ))}
    </ul>
  )
}

function SlotChip({ slot, onSlot }: { readonly slot: Slot; readonly onSlot?: (at: string) => void }) {
  const say = useSay()
  const { at, taken, capacity, closed } = slot
  const state = closed === null ? (taken >= capacity ? 'full' : taken > 0 ? 'some' : 'free') : 'closed'
  const text = (
    <>
      <strong>{formatTime(at)}</strong>{' '}
      <span>
        {closed === null ? `${taken}/${capacity}` : `${say(words.closed)}${taken > 0 ? ` · ${taken}` : ''}`}
        {state === 'full' && ` ${say(words.full)}`}
      </span>
    </>
  )
  const attributes = { className: `slot slot-${state}`, ...(closed !== null && { title: closed }) }
  return onSlot && state !== 'full' && state !== 'closed' ? (
    <UnstyledButton {...attributes} onClick={() => onSlot(at)}>
      {text}
    </UnstyledButton>
  ) : (
    <span {...attributes}>{text}</span>
  )
}
