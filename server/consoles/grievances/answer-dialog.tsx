import { Button, Radio, Stack, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { type GrievanceFinding, grievanceFindings } from '../../../core/grievances/grievance-words.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { AnswerGrievanceDocument } from '../generated/grievances.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Trả lời công dân', en: 'Answer the citizen' },
  finding: { vi: 'Kết luận', en: 'Finding' },
  text: { vi: 'Nội dung trả lời', en: 'Answer' },
  hint: {
    vi: 'Công dân đọc nguyên văn. Viết việc đã xem xét, kết quả, và việc công dân cần làm.',
    en: 'The citizen reads it as it is. Say what was looked at, what came out, and what to do now.',
  },
  send: { vi: 'Gửi trả lời', en: 'Send the answer' },
} as const satisfies Readonly<Record<string, Bilingual>>

const findings = Object.keys(grievanceFindings) as GrievanceFinding[]

/** An answer has a finding and words; it ends this instance. */
export function AnswerDialog(props: {
  readonly id: string
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const { id, onClose, onDone } = props
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(AnswerGrievanceDocument)
  const [finding, setFinding] = useState<GrievanceFinding | null>(null)
  const [text, setText] = useState('')
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (finding && (await act({ id, finding, text }))) onDone()
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <Radio.Group
            label={say(words.finding)}
            value={finding}
            onChange={(value) => setFinding(findings.find((one) => one === value) ?? null)}
          >
            <Stack gap="xs" mt="xs">
              {findings.map((one, i) => (
                <Radio
                  key={one}
                  value={one}
                  label={say(grievanceFindings[one])}
                  {...(i === 0 && { 'data-autofocus': true })}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={say(words.text)}
            description={say(words.hint)}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            autosize
            minRows={4}
            maxRows={10}
            maxLength={4000}
          />
          <Button type="submit" loading={busy} disabled={finding === null || text.trim().length < 10}>
            {say(words.send)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
