import { Button, Stack, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { EscalateGrievanceDocument } from '../generated/grievances.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Chuyển lên cấp trên', en: 'Pass it up' },
  text: { vi: 'Lý do và việc đã làm', en: 'Why, and what was done so far' },
  hint: {
    vi: 'Công dân cũng đọc. Hạn trả lời không thay đổi.',
    en: 'The citizen reads it too. The day to answer stays.',
  },
  send: { vi: 'Chuyển', en: 'Pass it up' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The unit above answers; the reason stands in the ticket. */
export function EscalateDialog(props: {
  readonly id: string
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const { id, onClose, onDone } = props
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(EscalateGrievanceDocument)
  const [text, setText] = useState('')
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await act({ id, text })) onDone()
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <Textarea
            data-autofocus
            label={say(words.text)}
            description={say(words.hint)}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4000}
          />
          <Button type="submit" loading={busy} disabled={text.trim().length < 10}>
            {say(words.send)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
