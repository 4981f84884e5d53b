import { NativeSelect } from '@mantine/core'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { useSay } from '../../../ui/language.tsx'
import { AppointmentCalendarDocument } from '../generated/appointments.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatTime } from './times.ts'

const words = {
  day: { vi: 'Ngày', en: 'Day' },
  slot: { vi: 'Giờ còn chỗ', en: 'Free times' },
  none: { vi: 'Không còn giờ nào', en: 'No time is left' },
  places: { vi: 'chỗ', en: 'places' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface SlotChoiceProps {
  readonly centre: string
  readonly day: CalendarDate | null
  readonly onDay: (day: CalendarDate | null) => void
  readonly at: string | null
  readonly onAt: (at: string | null) => void
}

/** A day and one of its times with a free place. */
export function SlotChoice({ centre, day, onDay, at, onAt }: SlotChoiceProps) {
  const say = useSay()
  const slots = useFreeSlots(centre, day)
  const value = slots.some((slot) => slot.at === at) ? (at ?? '') : ''
  return (
    <div className="row">
      <DateInput
        label={words.day}
        value={day}
        onDate={(date) => {
          onDay(date)
          onAt(null)
        }}
      />
      <NativeSelect
        label={say(words.slot)}
        className="grow"
        value={value}
        onChange={({ currentTarget }) => onAt(currentTarget.value || null)}
        data={[
          { value: '', label: slots.length === 0 ? say(words.none) : '—' },
          ...slots.map((slot) => ({
            value: slot.at,
            label: `${formatTime(slot.at)} (${slot.capacity - slot.taken} ${say(words.places)})`,
          })),
        ]}
      />
    </div>
  )
}

function useFreeSlots(centre: string, day: CalendarDate | null) {
  const variables = { centre, from: day ?? '', days: 1 }
  const { data } = useAsk(AppointmentCalendarDocument, variables, {
    pause: day === null,
    policy: 'network-only',
  })
  const calendar = data?.appointmentCalendar
  const days = calendar?.__typename === 'AppointmentCalendar' ? calendar.days : []
  const slots = days.find(({ on }) => on === day)?.slots ?? []
  return slots.filter(({ taken, capacity, closed }) => closed === null && taken < capacity)
}
