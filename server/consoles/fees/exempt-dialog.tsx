import { Radio } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { authorityFault, feeExemptions } from '../../../core/enrollment/fees.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { ExemptPaymentDocument, type PaymentViewFragment } from '../generated/fees.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Miễn lệ phí', en: 'Waive the fee' },
  ground: { vi: 'Căn cứ, đã xem giấy tờ chứng minh', en: 'Ground, with its proof seen' },
  fault: { vi: 'Lỗi của cơ quan', en: 'The office was at fault' },
} as const satisfies Readonly<Record<string, Bilingual>>

const grounds: readonly { readonly code: string; readonly label: Bilingual }[] = [
  { code: authorityFault, label: words.fault },
  ...feeExemptions,
]

interface ExemptDialogProps {
  readonly payment: PaymentViewFragment
  readonly onDone: (payment: PaymentViewFragment) => void
  readonly onClose: () => void
}

export function ExemptDialog({ payment, onDone, onClose }: ExemptDialogProps) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(ExemptPaymentDocument)
  const [rule, setRule] = useState<string | null>(null)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const exempt = rule === null ? null : await act({ id: payment.id, rule })
    if (!exempt) return
    onDone(exempt)
    onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <Radio.Group label={say(words.ground)} value={rule} onChange={setRule}>
          {grounds.map(({ code, label }, i) => (
            <Radio
              key={code}
              mt="xs"
              value={code}
              label={say(label)}
              {...(i === 0 && { 'data-autofocus': true })}
            />
          ))}
        </Radio.Group>
        <ActionButton
          label={words.title}
          type="submit"
          keys="Ctrl+Enter"
          loading={busy}
          disabled={rule === null}
        />
      </form>
    </Dialog>
  )
}
