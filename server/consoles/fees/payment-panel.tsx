import { Button } from '@mantine/core'
import { useState } from 'react'
import { requestKinds } from '../../../core/enrollment/request-reasons.ts'
import { paymentMethods } from '../../../core/enrollment/refund-reasons.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { QrFigure } from '../../../ui/qr-figure.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type PaymentViewFragment, TakeCashDocument } from '../generated/fees.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { ExemptDialog } from './exempt-dialog.tsx'
import { RefundDialog } from './refund-dialog.tsx'
import { demandWords, dong, paymentStates } from './words.ts'

const words = {
  due: { vi: 'Phải nộp', en: 'Due' },
  take: { vi: 'Đã nhận đủ tiền mặt', en: 'Cash received in full' },
  taken: { vi: 'Đã thu. Biên lai số', en: 'Taken. Receipt' },
  print: { vi: 'In biên lai', en: 'Print the receipt' },
  copy: { vi: 'In bản sao biên lai', en: 'Print a copy' },
  bank: { vi: 'Chuyển khoản bằng mã QR', en: 'Transfer by QR' },
  bankLead: {
    vi: 'Mời công dân quét bằng ứng dụng ngân hàng; giữ nguyên nội dung chuyển khoản. Tiền về thì hồ sơ tự ghi đã nộp.',
    en: 'The citizen scans it with a banking application and leaves the words as they are. The file is marked when the money comes.',
  },
  reference: { vi: 'Nội dung chuyển khoản', en: 'Words of the transfer' },
  again: { vi: 'Xem tiền đã về chưa', en: 'See whether the money has come' },
  refund: { vi: 'Đề nghị hoàn tiền', en: 'Ask for a refund' },
  refundAsked: {
    vi: 'Đang chờ người thứ hai xác nhận hoàn tiền.',
    en: 'A refund waits for a second officer.',
  },
  exempt: { vi: 'Miễn lệ phí', en: 'Waive the fee' },
  over: {
    vi: 'Hồ sơ đã rút, bị từ chối hoặc đã kết thúc: không thu lệ phí nữa.',
    en: 'The file was withdrawn, refused or has ended: nothing is taken.',
  },
  correction: { vi: 'làm lại do công dân khai sai', en: 'made again for the holder’s own error' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface PanelProps {
  readonly payment: PaymentViewFragment
  readonly onPayment: (payment: PaymentViewFragment) => void
  readonly onAgain: () => void
}

const kindName = (kind: string | null): Bilingual | null =>
  kind !== null && Object.hasOwn(requestKinds, kind) ? requestKinds[kind as keyof typeof requestKinds] : null

/** The paper of a receipt, in a tab of its own; F4 opens it from anywhere. */
function ReceiptLink({ receipt }: { readonly receipt: NonNullable<PaymentViewFragment['receipt']> }) {
  const say = useSay()
  const label = receipt.printedAt === null ? words.print : words.copy
  const address = `/fees/receipts/${receipt.id}.pdf`
  useShortcut('F4', label, () => void window.open(address, '_blank', 'noopener'))
  return (
    <Button
      component="a"
      href={address}
      target="_blank"
      rel="noopener"
      variant="default"
      rightSection={<KeyHint keys="F4" />}
    >
      {say(label)} {receipt.number}
    </Button>
  )
}

function BankTransfer({ payment, onAgain }: Omit<PanelProps, 'onPayment'>) {
  const say = useSay()
  const { transfer } = payment
  if (!transfer) return null
  return (
    <section className="panel bank-transfer" aria-label={say(words.bank)}>
      <QrFigure
        className="bank-qr"
        text={transfer.qr}
        label={`${say(words.bank)}: ${dong(payment.amount)}`}
      />
      <div>
        <h3>{say(words.bank)}</h3>
        <p>{say(words.bankLead)}</p>
        <dl className="fee-facts">
          <dt>{say(words.reference)}</dt>
          <dd className="code">{transfer.reference}</dd>
          <dt>{transfer.holder}</dt>
          <dd className="code">{transfer.account}</dd>
        </dl>
        <ActionButton label={words.again} keys="F3" variant="default" onClick={onAgain} />
      </div>
    </section>
  )
}

function Standing({ payment }: { readonly payment: PaymentViewFragment }) {
  const say = useSay()
  const { state, amount, rule, demandedBefore, occasion, method, paidAt } = payment
  return (
    <p className="fee-standing">
      <strong className="fee-amount">{dong(amount)}</strong>{' '}
      <span className={state === 'DUE' ? 'badge badge-attention' : 'badge badge-good'}>
        {say(paymentStates[state])}
      </span>{' '}
      {state === 'DUE' && say(demandWords[demandedBefore])}
      {method && paidAt && `${say(paymentMethods[method])}, ${formatInstant(paidAt)}`}
      {occasion > 0 && ` · ${say(words.correction)}`}
      {rule && <span className="soft">{say(rule)}</span>}
    </p>
  )
}

/** What a file owes, and what an officer may do about it. */
export function PaymentPanel({ payment, onPayment, onAgain }: PanelProps) {
  const say = useSay()
  const may = useMay()
  const taking = useAct(TakeCashDocument)
  const [asking, setAsking] = useState<'REFUND' | 'EXEMPT' | null>(null)
  const { state, isFileOver, receipt } = payment
  const isDue = state === 'DUE' && !isFileOver
  const kind = kindName(payment.kind)
  const take = async () => {
    const paid = await taking.act({ paymentId: payment.id, amount: payment.amount })
    if (paid) onPayment(paid)
  }
  return (
    <section className="panel" aria-label={payment.applicationCode}>
      <h2>
        {payment.applicantName} <span className="code soft">{payment.applicationCode}</span>
      </h2>
      {kind && <p className="soft">{say(kind)}</p>}
      <Standing payment={payment} />
      {isFileOver && state === 'DUE' && <Notice tone="attention" title={say(words.over)} />}
      {state === 'PAID' && receipt?.printedAt === null && (
        <Notice tone="good" title={`${say(words.taken)} ${receipt.number}`} spoken />
      )}
      {payment.refundAsked && <Notice tone="plain" title={say(words.refundAsked)} />}
      <RefusalNotice refusal={taking.refusal} trouble={taking.trouble} onReload={onAgain} />
      <div className="row">
        {isDue && may('fee.take') && (
          <ActionButton
            label={words.take}
            keys="Ctrl+Enter"
            size="lg"
            loading={taking.busy}
            onClick={() => void take()}
          />
        )}
        {receipt && <ReceiptLink receipt={receipt} />}
        {state === 'PAID' && !payment.refundAsked && may('refund.ask') && (
          <ActionButton
            label={words.refund}
            keys="F6"
            variant="default"
            onClick={() => setAsking('REFUND')}
          />
        )}
        {isDue && may('fee.exempt') && (
          <ActionButton
            label={words.exempt}
            keys="F7"
            variant="default"
            onClick={() => setAsking('EXEMPT')}
          />
        )}
      </div>
      {isDue && <BankTransfer payment={payment} onAgain={onAgain} />}
      {asking === 'REFUND' && (
        <RefundDialog payment={payment} onDone={onAgain} onClose={() => setAsking(null)} />
      )}
      {asking === 'EXEMPT' && (
        <ExemptDialog payment={payment} onDone={onPayment} onClose={() => setAsking(null)} />
      )}
    </section>
  )
}
