import { TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { LapseUncollectedDocument } from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Hết hạn lưu giữ: đưa đi hủy', en: 'Kept long enough: to be destroyed' },
  lead: {
    vi: 'Quét thẻ đã trả về và hết hạn lưu giữ. Hồ sơ kết thúc, thẻ vào danh sách thẻ hỏng; hai cán bộ tiêu hủy có biên bản ở màn hình Thẻ hỏng.',
    en: 'Scan cards that came back and were kept long enough. The file ends; two officers destroy the card with a record on the screen of spoiled cards.',
  },
  scan: { vi: 'Quét thẻ', en: 'Scan the card' },
  lapse: { vi: 'Kết thúc hồ sơ, hủy thẻ', en: 'End the file' },
  done: { vi: 'Đã kết thúc; thẻ chờ tiêu hủy:', en: 'Ended; to be destroyed:' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** At the office that made them: cards that nobody came for end, one by one. */
export function LapseForm() {
  const say = useSay()
  const field = useFirstFocus()
  const [done, setDone] = useState<string | null>(null)
  const { act, busy, refusal, trouble } = useAct(LapseUncollectedDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    setDone(null)
    const card = await act({ scan: field.current?.value.trim() ?? '' })
    if (!card) return
    form.reset()
    setDone(card.serial)
    field.current?.focus()
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <p>{say(words.lead)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {done !== null && <Notice tone="good" title={`${say(words.done)} ${done}`} spoken />}
      <form className="row" onSubmit={(event) => void submit(event)}>
        <TextInput
          ref={field}
          className="grow"
          label={say(words.scan)}
          required
          autoComplete="off"
          maxLength={2000}
          classNames={{ input: 'code' }}
        />
        <ActionButton label={words.lapse} type="submit" keys="Ctrl+Enter" loading={busy} />
      </form>
    </section>
  )
}
