import { Button, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { now } from '../clock.ts'
import { type CentreHoursQuery, CloseCentreDocument, LiftClosureDocument } from '../generated/centre-hours.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { instantOn } from './times.ts'

const words = {
  closures: { vi: 'Nghỉ đột xuất', en: 'Closures' },
  none: { vi: 'Không có lần nghỉ nào sắp tới.', en: 'No closures are to come.' },
  lift: { vi: 'Bỏ nghỉ', en: 'Lift' },
  from: { vi: 'Từ ngày', en: 'From' },
  fromTime: { vi: 'Từ giờ', en: 'From time' },
  until: { vi: 'Đến ngày', en: 'Until' },
  untilTime: { vi: 'Đến giờ', en: 'Until time' },
  reason: { vi: 'Lý do (người đã hẹn được báo)', en: 'Reason (people are told it)' },
  close: { vi: 'Nghỉ và xếp lại lịch', en: 'Close and move people' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ClosuresPanelProps {
  readonly centre: string
  readonly closures: CentreHoursQuery['centreClosures']
  readonly mayArrange: boolean
  readonly onChanged: () => void
}

/** Cancelled hours and days. Who was booked is moved at once; how many, is said. */
export function ClosuresPanel({ centre, closures, mayArrange, onChanged }: ClosuresPanelProps) {
  const say = useSay()
  const [done, setDone] = useState<Bilingual | null>(null)
  const { act, busy, refusal, trouble } = useAct(LiftClosureDocument)
  const lift = async (id: string) => {
    if (await act({ id })) onChanged()
  }
  return (
    <section className="panel" aria-label={say(words.closures)}>
      <h2>{say(words.closures)}</h2>
      {done && <Notice tone="good" title={say(done)} spoken />}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {closures.length === 0 && <p className="soft">{say(words.none)}</p>}
      <ul>
        {closures.map(({ id, from, until, reason }) => (
          <li key={id}>
            <strong>
              {formatInstant(from)} – {formatInstant(until)}
            </strong>{' '}
            {reason}{' '}
            {mayArrange && (
              <Button
                size="xs"
                variant="default"
                disabled={busy}
                aria-label={`${say(words.lift)}: ${formatInstant(from)}`}
                onClick={() => void lift(id)}
              >
                {say(words.lift)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayArrange && (
        <CloseForm
          centre={centre}
          onClosed={(text) => {
            setDone(text)
            onChanged()
          }}
        />
      )}
    </section>
  )
}

function CloseForm(props: { readonly centre: string; readonly onClosed: (done: Bilingual) => void }) {
  const { centre, onClosed } = props
  const say = useSay()
  const tomorrow = addDays(calendarDateAt(now()), 1)
  const [first, setFirst] = useState<CalendarDate | null>(tomorrow)
  const [last, setLast] = useState<CalendarDate | null>(tomorrow)
  const [times, setTimes] = useState({ from: '00:00', until: '23:59' })
  const [reason, setReason] = useState('')
  const { act, busy, refusal, trouble } = useAct(CloseCentreDocument)
  const from = first && instantOn(first, times.from)
  const until = last && instantOn(last, times.until)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const closed = from && until && (await act({ centre, from, until, reason }))
    if (!closed) return
    setReason('')
    const { rebooked, displaced } = closed
    onClosed({
      vi: `Đã nghỉ. ${rebooked} người được xếp giờ mới${displaced > 0 ? `, ${displaced} người phải chọn lại giờ` : ''}; hệ thống báo cho từng người.`,
      en: `Closed. ${rebooked} people have a new time${displaced > 0 ? `, ${displaced} must choose anew` : ''}; each is told.`,
    })
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <DateInput label={words.from} value={first} onDate={setFirst} />
        <Time
          label={words.fromTime}
          value={times.from}
          onTime={(value) => setTimes({ ...times, from: value })}
        />
        <DateInput label={words.until} value={last} onDate={setLast} />
        <Time
          label={words.untilTime}
          value={times.until}
          onTime={(value) => setTimes({ ...times, until: value })}
        />
      </div>
      <TextInput
        label={say(words.reason)}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={200}
        autoComplete="off"
      />
      <div className="row">
        <ActionButton
          type="submit"
          label={words.close}
          keys="F8"
          variant="default"
          loading={busy}
          disabled={!from || !until || reason.trim().length < 5}
        />
      </div>
    </form>
  )
}

function Time(props: {
  readonly label: Bilingual
  readonly value: string
  readonly onTime: (value: string) => void
}) {
  const say = useSay()
  return (
    <TextInput
      label={say(props.label)}
      w="6.5rem"
      value={props.value}
      maxLength={5}
      placeholder="07:30"
      autoComplete="off"
      onChange={({ currentTarget }) => props.onTime(currentTarget.value)}
    />
  )
}
