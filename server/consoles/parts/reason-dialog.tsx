import { Button, Radio, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from './refusal-notice.tsx'

const label: Bilingual = { vi: 'Lý do', en: 'Reason' }

interface ReasonDialogProps<Reason extends string> {
  readonly title: Bilingual
  readonly reasons: Readonly<Record<Reason, Bilingual>>
  readonly act: { readonly busy: boolean; readonly refusal: Refusal | null; readonly trouble: Trouble | null }
  readonly onReason: (reason: Reason) => void
  readonly onClose: () => void
}

/** Nothing is refused without a reason; arrows move between them. */
export function ReasonDialog<Reason extends string>(props: ReasonDialogProps<Reason>) {
  const { title, reasons, act, onReason, onClose } = props
  const say = useSay()
  const [reason, setReason] = useState<Reason | null>(null)
  const names = Object.keys(reasons) as Reason[]
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (reason) onReason(reason)
  }
  return (
    <Dialog opened onClose={onClose} title={say(title)}>
      <form onSubmit={submit}>
        <Stack>
          <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
          <Radio.Group
            label={say(label)}
            value={reason}
            onChange={(value) => setReason(names.find((one) => one === value) ?? null)}
          >
            <Stack gap="xs" mt="xs">
              {names.map((one, i) => (
                <Radio
                  key={one}
                  value={one}
                  label={say(reasons[one])}
                  {...(i === 0 && { 'data-autofocus': true })}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Button type="submit" loading={act.busy} disabled={reason === null}>
            {say(title)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
