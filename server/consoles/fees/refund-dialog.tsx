import { Checkbox, Radio } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import {
  type PaymentRefundReason,
  paymentRefundReasons,
  refundReasons,
} from '../../../core/enrollment/refund-reasons.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { AskRefundDocument, type PaymentViewFragment } from '../generated/fees.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { dong } from './words.ts'

const words = {
  title: { vi: 'Đề nghị hoàn', en: 'Ask for a refund of' },
  lead: {
    vi: 'Tiền chỉ được hoàn khi một cán bộ khác xác nhận.',
    en: 'The money goes back when another officer has confirmed it.',
  },
  reason: { vi: 'Lý do', en: 'Reason' },
  cash: { vi: 'Trả tiền mặt từ quỹ của tôi', en: 'In cash, out of my drawer' },
  send: { vi: 'Gửi đề nghị', en: 'Ask' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface RefundDialogProps {
  readonly payment: PaymentViewFragment
  readonly onDone: () => void
  readonly onClose: () => void
}

/** A ground is chosen; cash goes back as cash where the officer keeps a drawer. */
export function RefundDialog({ payment, onDone, onClose }: RefundDialogProps) {
  const say = useSay()
  const may = useMay()
  const { act, busy, refusal, trouble } = useAct(AskRefundDocument)
  const [reason, setReason] = useState<PaymentRefundReason | null>(null)
  const mayPayOut = payment.method === 'CASH' && may('fee.take')
  const [inCash, setInCash] = useState(mayPayOut)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (reason === null || !(await act({ paymentId: payment.id, reason, inCash }))) return
    onDone()
    onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words.title)} ${dong(payment.amount)}`}>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <p>{say(words.lead)}</p>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <Radio.Group
          label={say(words.reason)}
          value={reason}
          onChange={(value) => setReason(paymentRefundReasons.find((one) => one === value) ?? null)}
        >
          {paymentRefundReasons.map((one, i) => (
            <Radio
              key={one}
              mt="xs"
              value={one}
              label={say(refundReasons[one])}
              {...(i === 0 && { 'data-autofocus': true })}
            />
          ))}
        </Radio.Group>
        {mayPayOut && (
          <Checkbox
            label={say(words.cash)}
            checked={inCash}
            onChange={({ currentTarget }) => setInCash(currentTarget.checked)}
          />
        )}
        <ActionButton
          label={words.send}
          type="submit"
          keys="Ctrl+Enter"
          loading={busy}
          disabled={reason === null}
        />
      </form>
    </Dialog>
  )
}
