import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { SendStockTransferDocument } from '../generated/stock-transfers.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { Done } from './done.tsx'
import { CountField, TextField } from './fields.tsx'
import { type Store, StorePicker } from './store-picker.tsx'
import { stockWords } from './words.ts'

const words = {
  heading: { vi: 'Giao phôi sang kho khác', en: 'Send blanks to another store' },
  from: { vi: 'Kho giao', en: 'From' },
  to: { vi: 'Kho nhận', en: 'To' },
  count: { vi: 'Số phôi giao', en: 'Blanks' },
  first: { vi: 'Số đầu của thùng, nếu chọn thùng', en: 'First of the box, if one is chosen' },
  firstHint: { vi: 'Để trống: lấy các số nhỏ nhất của kho.', en: 'Left empty: the lowest of the store.' },
  send: { vi: 'Ký giao', en: 'Sign and send' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The sender's half, and signature. */
export function SendTransferForm({ onDone }: { readonly onDone: (done: Done | null) => void }) {
  const say = useSay()
  const [from, setFrom] = useState<Store | null>(null)
  const [to, setTo] = useState<Store | null>(null)
  const [count, setCount] = useState<number | null>(null)
  const [first, setFirst] = useState('')
  const { act, busy, refusal, trouble } = useAct(SendStockTransferDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!from || !to || count === null) return
    const firstSerial = first.trim().toUpperCase() || null
    const sent = await act({ fromStore: from.code, toStore: to.code, count, firstSerial })
    if (!sent) return
    const range = `${sent.firstSerial} – ${sent.lastSerial}`
    const text = {
      vi: `Đã ký giao ${sent.number}: ${formatCount(sent.count)} phôi, ${range}. Chờ ${to.name} ký nhận.`,
      en: `${sent.number} is signed: ${formatCount(sent.count)} blanks, ${range}. ${to.name} takes it over.`,
    }
    onDone({ text })
  }
  return (
    <section className="panel" aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <div className="field-grid">
          <StorePicker label={words.from} value={from} onPick={setFrom} />
          <StorePicker label={words.to} value={to} onPick={setTo} everywhere />
          <CountField label={words.count} value={count} onValue={setCount} />
          <TextField
            label={words.first}
            hint={words.firstHint}
            value={first}
            onValue={setFirst}
            serial
            optional
          />
        </div>
        <div className="row">
          <ActionButton
            label={words.send}
            type="submit"
            keys="Ctrl+Enter"
            loading={busy}
            disabled={!from || !to || !count}
          />
          <ActionButton label={stockWords.cancel} variant="default" onClick={() => onDone(null)} />
        </div>
      </form>
    </section>
  )
}
