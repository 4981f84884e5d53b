import { Button, Radio, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type ChangeRefusalEvent, RefuseChangeDocument } from '../generated/corrections.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../language/language.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type RefusalReason, refusalReasons } from './words.ts'

const reasonLabel: Bilingual = { vi: 'Lý do', en: 'Reason' }
const reasons = Object.keys(refusalReasons) as readonly RefusalReason[]

interface RefuseDialogProps {
  readonly id: string
  readonly event: ChangeRefusalEvent
  readonly title: Bilingual
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Why the checker does not agree; nobody is refused without a reason. */
export function RefuseDialog({ id, event, title, onClose, onDone }: RefuseDialogProps) {
  const say = useSay()
  const [reason, setReason] = useState<RefusalReason | null>(null)
  const { act, busy, refusal, trouble } = useAct(RefuseChangeDocument)
  async function refuse(): Promise<void> {
    if (reason && (await act({ id, event, reason }))) onDone()
  }
  const submit = (submitted: SubmitEvent<HTMLFormElement>) => {
    submitted.preventDefault()
    void refuse()
  }
  return (
    <Dialog opened onClose={onClose} title={say(title)}>
      <form onSubmit={submit}>
        <Stack>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <Radio.Group
            label={say(reasonLabel)}
            value={reason}
            onChange={(value) => setReason(reasons.find((one) => one === value) ?? null)}
          >
            <Stack gap="xs" mt="xs">
              {reasons.map((one, i) => (
                <Radio
                  key={one}
                  value={one}
                  label={say(refusalReasons[one])}
                  {...(i === 0 && { 'data-autofocus': true })}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Button type="submit" loading={busy} disabled={reason === null}>
            {say(title)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
