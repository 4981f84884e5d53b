import { TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { Screen } from '../frame/screen.tsx'
import { OnePaymentDocument, type PaymentViewFragment } from '../generated/fees.ts'
import { type Refusal, type Trouble, troubleOf } from '../graphql/trouble.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { FeesNav } from './fees-nav.tsx'
import './fees.css'
import { PaymentPanel } from './payment-panel.tsx'
import { title } from './title.ts'

const words = {
  lead: {
    vi: 'Quét mã vạch trên giấy hẹn, mã QR của biên lai, hoặc gõ mã hồ sơ hay mã nộp tiền LP.',
    en: 'Scan the bars of the slip or the QR of a receipt, or type the code of the file or the reference LP.',
  },
  scan: { vi: 'Quét hoặc gõ mã', en: 'Scan or type a code' },
  focus: { vi: 'Về ô quét', en: 'To the scan field' },
  find: { vi: 'Tìm', en: 'Find' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Missed {
  readonly refusal: Refusal | null
  readonly trouble: Trouble | null
}

/** Thu lệ phí: one field for everything that names a payment, and below it what is owed. */
export function TakeScreen() {
  const say = useSay()
  const client = useClient()
  const field = useFirstFocus()
  const [payment, setPayment] = useState<PaymentViewFragment | null>(null)
  const [missed, setMissed] = useState<Missed | null>(null)
  const [busy, setBusy] = useState(false)
  useShortcut('F2', words.focus, () => field.current?.select())
  const find = async (text: string) => {
    setBusy(true)
    setMissed(null)
    const { data, error } = await client
      .query(OnePaymentDocument, { text }, { requestPolicy: 'network-only' })
      .toPromise()
    setBusy(false)
    const found = data?.payment
    if (found?.__typename === 'Payment') return setPayment(found)
    setPayment(null)
    setMissed({ refusal: found ?? null, trouble: error ? troubleOf(error) : null })
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    if (text === '' || busy) return
    void find(text)
    field.current?.select()
  }
  return (
    <Screen title={title} lead={words.lead}>
      <FeesNav />
      <form className="row" onSubmit={submit}>
        <TextInput
          ref={field}
          className="grow"
          size="lg"
          label={say(words.scan)}
          autoComplete="off"
          spellCheck={false}
          maxLength={120}
          classNames={{ input: 'code' }}
          rightSection={<KeyHint keys="F2" />}
        />
        <ActionButton label={words.find} type="submit" size="lg" loading={busy} />
      </form>
      {missed && <RefusalNotice refusal={missed.refusal} trouble={missed.trouble} />}
      {payment && (
        <PaymentPanel
          key={payment.id}
          payment={payment}
          onPayment={setPayment}
          onAgain={() => void find(payment.reference)}
        />
      )}
    </Screen>
  )
}
