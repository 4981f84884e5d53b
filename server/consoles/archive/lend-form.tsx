import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { type ArchiveLoanPurpose, LendFormDocument } from '../generated/loans.ts'
import { useAct } from '../graphql/use-act.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { purposeNames, purposeOrder } from './words.ts'

const words = {
  heading: { vi: 'Cho mượn phiếu', en: 'Lend a form' },
  serial: { vi: 'Số phiếu', en: 'Serial' },
  borrower: { vi: 'Tên đăng nhập của người mượn', en: 'Borrower’s user name' },
  purpose: { vi: 'Mục đích', en: 'Purpose' },
  dueOn: { vi: 'Hạn trả', en: 'Due back' },
  lend: { vi: 'Ghi cho mượn', en: 'Lend' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Offered first; sixty are the most. */
const usualLoanDays = 14

/** Paper leaves the archive: which form, to whom, for what, until when. */
export function LendForm({ onDone }: { readonly onDone: (done: Bilingual | null) => void }) {
  const say = useSay()
  const first = useFirstFocus()
  const [serial, setSerial] = useState('')
  const [borrower, setBorrower] = useState('')
  const [purpose, setPurpose] = useState<ArchiveLoanPurpose>('REVIEW')
  const [dueOn, setDueOn] = useState<CalendarDate | null>(() => addDays(today(), usualLoanDays))
  const { act, busy, refusal, trouble } = useAct(LendFormDocument)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!dueOn) return
    const loan = { serial: serial.trim(), borrowerUsername: borrower.trim(), purpose, dueOn }
    void act(loan).then((lent) => {
      if (!lent) return
      const day = formatDate(dueOn)
      onDone({
        vi: `Đã cho ${lent.borrower ?? ''} mượn phiếu ${loan.serial}, hạn trả ${day}.`,
        en: `Form ${loan.serial} is lent to ${lent.borrower ?? ''} until ${day}.`,
      })
    })
  }
  return (
    <section className="panel" aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <form onSubmit={submit}>
        <div className="field-grid">
          <TextInput
            ref={first}
            label={say(words.serial)}
            value={serial}
            onChange={({ currentTarget }) => setSerial(currentTarget.value)}
            required
            autoComplete="off"
            maxLength={40}
            classNames={{ input: 'code' }}
          />
          <TextInput
            label={say(words.borrower)}
            value={borrower}
            onChange={({ currentTarget }) => setBorrower(currentTarget.value)}
            required
            autoComplete="off"
            autoCapitalize="none"
            maxLength={100}
          />
          <NativeSelect
            label={say(words.purpose)}
            value={purpose}
            onChange={({ currentTarget }) =>
              setPurpose(purposeOrder.find((one) => one === currentTarget.value) ?? 'REVIEW')
            }
            data={purposeOrder.map((value) => ({ value, label: say(purposeNames[value]) }))}
          />
          <DateInput label={words.dueOn} value={dueOn} onDate={setDueOn} required />
        </div>
        <div className="row form-buttons">
          <ActionButton
            label={words.lend}
            type="submit"
            keys="Ctrl+Enter"
            loading={busy}
            disabled={!dueOn || serial.trim() === '' || borrower.trim() === ''}
          />
          <ActionButton label={words.cancel} variant="default" onClick={() => onDone(null)} />
        </div>
      </form>
    </section>
  )
}
