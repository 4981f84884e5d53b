import { Button, Radio, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type AgencySuspensionReason, SuspendAgencyDocument } from '../generated/agencies.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Tạm ngừng khai thác', en: 'Suspend' },
  help: {
    vi: 'Có hiệu lực từ câu hỏi kế tiếp của đơn vị.',
    en: 'It holds from the agency’s next question on.',
  },
  reason: { vi: 'Lý do', en: 'Reason' },
} as const satisfies Readonly<Record<string, Bilingual>>

const reasonNames: Readonly<Record<AgencySuspensionReason, Bilingual>> = {
  MISUSE: { vi: 'Khai thác sai mục đích', en: 'Misuse' },
  KEY_COMPROMISED: { vi: 'Lộ khóa', en: 'Key compromised' },
  AGREEMENT_ENDED: { vi: 'Chấm dứt thỏa thuận', en: 'Agreement ended' },
  OWN_WISH: { vi: 'Đơn vị đề nghị', en: 'Wished by the agency' },
}
const reasons = Object.keys(reasonNames) as readonly AgencySuspensionReason[]

interface SuspendDialogProps {
  readonly code: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Stops an agency at once, for one of the reasons. */
export function SuspendDialog({ code, onClose, onDone }: SuspendDialogProps) {
  const say = useSay()
  const [reason, setReason] = useState<AgencySuspensionReason | null>(null)
  const { act, busy, refusal, trouble } = useAct(SuspendAgencyDocument)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (reason) void act({ code, reason }).then((done) => done && onDone())
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words.title)} ${code}`}>
      <form onSubmit={submit}>
        <Stack>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <p>{say(words.help)}</p>
          <Radio.Group
            label={say(words.reason)}
            value={reason}
            onChange={(value) => setReason(reasons.find((one) => one === value) ?? null)}
          >
            <Stack gap="xs" mt="xs">
              {reasons.map((one, i) => (
                <Radio
                  key={one}
                  value={one}
                  label={say(reasonNames[one])}
                  {...(i === 0 && { 'data-autofocus': true })}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Button type="submit" color="red.9" loading={busy} disabled={!reason}>
            {say(words.title)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
