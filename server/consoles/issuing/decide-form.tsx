import { Textarea } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { DecideHandOverDocument } from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Quyết định của trưởng điểm', en: 'The supervisor’s decision' },
  lead: {
    vi: 'Khi vân tay đã lấy hai lần mà không kết luận được: đối chiếu khuôn mặt, giấy tờ rồi quyết định. Cán bộ tại quầy trả thẻ trong 30 phút.',
    en: 'Where fingers were tried twice in vain: compare face and papers, and decide. The officer at the counter goes on within 30 minutes.',
  },
  reason: { vi: 'Vì sao, đối chiếu bằng gì', en: 'Why, and by what' },
  decide: { vi: 'Xác nhận đúng chủ thẻ', en: 'It is the holder' },
  done: {
    vi: 'Đã ghi quyết định; cán bộ tại quầy trả thẻ tiếp.',
    en: 'Decided; the officer at the counter goes on.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DecideFormProps {
  readonly scan: string
  readonly onDone: (told: Bilingual) => void
}

/** A supervisor recognises the holder, in a session of their own. */
export function DecideForm({ scan, onDone }: DecideFormProps) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const { act, busy, refusal, trouble } = useAct(DecideHandOverDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await act({ scan, reason })) onDone(words.done)
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <p>{say(words.lead)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <Textarea
          label={say(words.reason)}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          required
          minLength={10}
          maxLength={500}
          autosize
          minRows={2}
        />
        <div className="row">
          <ActionButton label={words.decide} type="submit" keys="Ctrl+Enter" loading={busy} />
        </div>
      </form>
    </section>
  )
}
