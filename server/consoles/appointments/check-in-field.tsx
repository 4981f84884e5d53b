import { TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { CheckInByQrDocument } from '../generated/appointments.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatTime } from './times.ts'

const words = {
  label: { vi: 'Quét mã QR phiếu hẹn', en: 'Scan the QR of a booking' },
  hint: { vi: 'Người đến được ghi “đã đến” ngay.', en: 'Whoever shows it is checked in at once.' },
  focus: { vi: 'Về ô quét', en: 'To the scan field' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface CheckInFieldProps {
  readonly centre: string
  readonly onCheckedIn: () => void
}

/** The field that the reader types into. What was scanned is a reference, and stays until it was taken. */
export function CheckInField({ centre, onCheckedIn }: CheckInFieldProps) {
  const say = useSay()
  const field = useFirstFocus()
  const [done, setDone] = useState<Bilingual | null>(null)
  const { act, refusal, trouble } = useAct(CheckInByQrDocument)
  useShortcut('F2', words.focus, () => field.current?.focus())
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const scan = field.current?.value ?? ''
    if (scan === '') return
    setDone(null)
    const taken = await act({ centre, scan })
    form.reset()
    field.current?.focus()
    if (!taken) return
    setDone({
      vi: `${taken.name}, hẹn ${formatTime(taken.at)}: đã đến.`,
      en: `${taken.name}, ${formatTime(taken.at)}: here.`,
    })
    onCheckedIn()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput
        ref={field}
        size="lg"
        label={say(words.label)}
        description={say(words.hint)}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        classNames={{ input: 'code' }}
        rightSection={<KeyHint keys="F2" />}
      />
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {done && <Notice tone="good" title={say(done)} spoken />}
    </form>
  )
}
