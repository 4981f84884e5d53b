import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { type CalendarDate, parseVietnameseDate } from '../../../core/dates/calendar-date.ts'
import { visitPurposes, isVisitPurpose, type VisitPurpose } from '../../../core/enrollment/visits.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { BookAppointmentDocument, BookForFileDocument } from '../generated/appointments.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SlotChoice } from './slot-choice.tsx'
import { requestKindNames } from './words.ts'

const words = {
  title: { vi: 'Đặt lịch hẹn', en: 'New appointment' },
  purpose: { vi: 'Việc', en: 'Purpose' },
  name: { vi: 'Họ và tên', en: 'Name' },
  number: { vi: 'Số định danh (nếu có)', en: 'Personal number (if any)' },
  birthDate: { vi: 'Ngày sinh', en: 'Birth date' },
  phone: { vi: 'Điện thoại', en: 'Telephone' },
  kind: { vi: 'Yêu cầu', en: 'Request' },
  code: { vi: 'Mã hồ sơ', en: 'Application code' },
  book: { vi: 'Đặt hẹn', en: 'Book' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface BookDialogProps {
  readonly centre: string
  readonly day: CalendarDate
  /** The slot that was pressed; null where none was. */
  readonly at: string | null
  readonly onClose: () => void
  readonly onDone: (done: Bilingual, at: string) => void
}

const empty = { name: '', number: '', birthDate: '', phone: '', kind: 'EXCHANGE', code: '' }
type Typed = typeof empty

function dateOf(text: string): string {
  try {
    return parseVietnameseDate(text)
  } catch (error) {
    if (error instanceof DomainError) return text
    throw error
  }
}

/** One visit: for a new application the person is typed, for a file its code says who comes. */
export function BookDialog({ centre, day: first, at: pressed, onClose, onDone }: BookDialogProps) {
  const say = useSay()
  const [purpose, setPurpose] = useState<VisitPurpose>('APPLICATION')
  const [typed, setTyped] = useState(empty)
  const [day, setDay] = useState<CalendarDate | null>(first)
  const [at, setAt] = useState(pressed)
  const person = useAct(BookAppointmentDocument)
  const file = useAct(BookForFileDocument)
  const { busy, refusal, trouble } = purpose === 'APPLICATION' ? person : file
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!at) return
    const { code, name, kind, ...rest } = typed
    const booking = {
      centreCode: centre,
      at,
      name,
      kind,
      number: rest.number || null,
      phone: rest.phone || null,
      birthDate: dateOf(rest.birthDate),
    }
    const booked =
      purpose === 'APPLICATION'
        ? await person.act({ booking })
        : await file.act({ code, purpose, centre, at })
    if (!booked) return
    const when = formatInstant(booked.at)
    onDone({ vi: `Đã đặt hẹn ${when}.`, en: `Booked for ${when}.` }, booked.at)
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <NativeSelect
          label={say(words.purpose)}
          data-autofocus
          value={purpose}
          onChange={({ currentTarget: { value } }) => isVisitPurpose(value) && setPurpose(value)}
          data={Object.entries(visitPurposes).map(([value, name]) => ({ value, label: say(name) }))}
        />
        {purpose === 'APPLICATION' ? (
          <PersonFields typed={typed} onTyped={setTyped} />
        ) : (
          <TextInput
            label={say(words.code)}
            value={typed.code}
            onChange={({ currentTarget }) =>
              setTyped({ ...typed, code: currentTarget.value.toUpperCase().trim() })
            }
            maxLength={30}
            autoComplete="off"
            required
          />
        )}
        <SlotChoice centre={centre} day={day} onDay={setDay} at={at} onAt={setAt} />
        <ActionButton type="submit" label={words.book} keys="Ctrl+Enter" loading={busy} disabled={!at} />
      </form>
    </Dialog>
  )
}

const fields = [
  { name: 'name', label: words.name, required: true, maxLength: 120 },
  { name: 'birthDate', label: words.birthDate, required: true, maxLength: 10 },
  { name: 'number', label: words.number, required: false, maxLength: 12 },
  { name: 'phone', label: words.phone, required: false, maxLength: 10 },
] as const

function PersonFields({
  typed,
  onTyped,
}: {
  readonly typed: Typed
  readonly onTyped: (typed: Typed) => void
}) {
  const say = useSay()
  return (
    <>
      {fields.map(({ name, label, ...field }) => (
        <TextInput
          key={name}
          label={say(label)}
          value={typed[name]}
          onChange={({ currentTarget }) => onTyped({ ...typed, [name]: currentTarget.value })}
          autoComplete="off"
          {...(name === 'birthDate' && { placeholder: 'dd/mm/yyyy' })}
          {...field}
        />
      ))}
      <NativeSelect
        label={say(words.kind)}
        value={typed.kind}
        onChange={({ currentTarget }) => onTyped({ ...typed, kind: currentTarget.value })}
        data={requestKindNames.map(({ value, ...name }) => ({ value, label: say(name) }))}
      />
    </>
  )
}
