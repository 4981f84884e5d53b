import { useState, type SubmitEvent } from 'react'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type AppointmentRowFragment, RebookAppointmentDocument } from '../generated/appointments.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SlotChoice } from './slot-choice.tsx'

const words = {
  title: { vi: 'Đổi giờ hẹn', en: 'Move the appointment' },
  was: { vi: 'Đang hẹn', en: 'Booked for' },
  move: { vi: 'Đổi giờ', en: 'Move' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface RebookDialogProps {
  readonly centre: string
  readonly day: CalendarDate
  readonly appointment: AppointmentRowFragment
  readonly onClose: () => void
  readonly onDone: (done: Bilingual) => void
}

export function RebookDialog({ centre, day: first, appointment, onClose, onDone }: RebookDialogProps) {
  const say = useSay()
  const [day, setDay] = useState<CalendarDate | null>(first)
  const [at, setAt] = useState<string | null>(null)
  const { act, busy, refusal, trouble } = useAct(RebookAppointmentDocument)
  const { id, name } = appointment
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const moved = at && (await act({ id, centre, at }))
    if (!moved) return
    const when = formatInstant(moved.at)
    onDone({ vi: `${name}: đổi sang ${when}.`, en: `${name}: moved to ${when}.` })
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <p>
          <strong>{name}</strong> · {say(words.was)} {formatInstant(appointment.at)}
        </p>
        <SlotChoice centre={centre} day={day} onDay={setDay} at={at} onAt={setAt} />
        <ActionButton type="submit" label={words.move} keys="Ctrl+Enter" loading={busy} disabled={!at} />
      </form>
    </Dialog>
  )
}
