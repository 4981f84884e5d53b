import { NumberInput, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { now } from '../clock.ts'
import { type CentreHoursQuery, SetCentreHoursDocument } from '../generated/centre-hours.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { readOpenings, writeOpenings } from './read-openings.ts'
import { weekdays } from './words.ts'

const words = {
  form: { vi: 'Đặt giờ làm việc mới', en: 'Lay down new hours' },
  from: { vi: 'Từ ngày', en: 'From' },
  minutes: { vi: 'Phút mỗi lượt', en: 'Minutes a slot' },
  capacity: { vi: 'Người mỗi lượt', en: 'People a slot' },
  illegal: { vi: 'Viết dạng 7:30-11:30, 13:30-17:00.', en: 'Write 7:30-11:30, 13:30-17:00.' },
  hint: {
    vi: 'Để trống là nghỉ. Người đã hẹn giữ giờ của mình; giờ nào phải bỏ thì dùng nghỉ đột xuất.',
    en: 'Empty is a day off. Who is booked keeps the time; to take hours away from people, close them.',
  },
  set: { vi: 'Áp dụng giờ mới', en: 'Lay down' },
  done: { vi: 'Đã đặt giờ làm việc mới.', en: 'The new hours are laid down.' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface HoursFormProps {
  readonly centre: string
  readonly latest: CentreHoursQuery['centreHours'][number] | null
  readonly onSet: () => void
}

const usual = '07:30-11:30, 13:30-17:00'
const typedOf = (latest: HoursFormProps['latest']) =>
  weekdays.map((_, i) => (latest ? writeOpenings(i + 1, latest.openings) : i < 5 ? usual : ''))

/** The hours of a week from a day on, begun with those that hold. */
export function HoursForm({ centre, latest, onSet }: HoursFormProps) {
  const say = useSay()
  const [from, setFrom] = useState<CalendarDate | null>(addDays(calendarDateAt(now()), 1))
  const [typed, setTyped] = useState(() => typedOf(latest))
  const [slotMinutes, setSlotMinutes] = useState(latest?.slotMinutes ?? 15)
  const [capacity, setCapacity] = useState(latest?.capacity ?? 2)
  const [done, setDone] = useState(false)
  const { act, busy, refusal, trouble } = useAct(SetCentreHoursDocument)
  const read = typed.map((text, i) => readOpenings(i + 1, text))
  const openings = read.flatMap((one) => one ?? [])
  const ready = from !== null && read.every((one) => one !== null)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!ready) return
    const set = await act({ centre, from, openings, slotMinutes, capacity })
    setDone(set !== null)
    if (set) onSet()
  }
  return (
    <form className="panel form-lines" aria-label={say(words.form)} onSubmit={(event) => void submit(event)}>
      <h2>{say(words.form)}</h2>
      <p className="soft">{say(words.hint)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {done && <Notice tone="good" title={say(words.done)} spoken />}
      <div className="row">
        <DateInput label={words.from} value={from} onDate={setFrom} />
        <Count label={words.minutes} value={slotMinutes} range={[5, 240]} onCount={setSlotMinutes} />
        <Count label={words.capacity} value={capacity} range={[1, 100]} onCount={setCapacity} />
      </div>
      <div className="hours-grid">
        {weekdays.map((day, i) => (
          <TextInput
            key={day.en}
            label={say(day)}
            value={typed[i] ?? ''}
            error={read[i] === null && say(words.illegal)}
            onChange={({ currentTarget }) => setTyped(typed.with(i, currentTarget.value))}
            maxLength={80}
            autoComplete="off"
          />
        ))}
      </div>
      <div className="row">
        <ActionButton type="submit" label={words.set} keys="Ctrl+Enter" loading={busy} disabled={!ready} />
      </div>
    </form>
  )
}

function Count(props: {
  readonly label: Bilingual
  readonly value: number
  readonly range: readonly [least: number, most: number]
  readonly onCount: (count: number) => void
}) {
  const { label, value, range, onCount } = props
  const say = useSay()
  return (
    <NumberInput
      label={say(label)}
      w="9rem"
      min={range[0]}
      max={range[1]}
      allowDecimal={false}
      hideControls
      value={value}
      onChange={(count) => typeof count === 'number' && onCount(count)}
    />
  )
}
