import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ReceiveStockTransferDocument, type StockTransferRowFragment } from '../generated/stock-transfers.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { blanks } from './blank-stack.ts'
import type { Done } from './done.tsx'
import { CountField, TextField } from './fields.tsx'
import { stockWords } from './words.ts'

const words = {
  heading: { vi: 'Ký nhận', en: 'Take over' },
  what: {
    vi: 'Quét nhãn phôi đầu và phôi cuối trong thùng, đếm bằng tay.',
    en: 'Scan the labels of the first and the last in the box, and count by hand.',
  },
  missing: { vi: 'Phôi không có trong thùng', en: 'Blanks that are not in the box' },
  short: {
    vi: 'Đếm được ít hơn số đã giao. Quét hoặc gõ số của từng phôi thiếu: các số này sẽ ghi là mất và bị theo dõi.',
    en: 'Fewer than were sent. Scan or type each that is missing: they are recorded as lost and watched for.',
  },
  more: { vi: 'Đếm được nhiều hơn số đã giao. Đếm lại.', en: 'More than were sent. Count again.' },
  take: { vi: 'Ký nhận', en: 'Sign for it' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ReceiveTransferFormProps {
  readonly transfer: StockTransferRowFragment
  readonly onDone: (done: Done | null) => void
}

/** The receiver's half: labels, the count, and what is missing by its serials. */
export function ReceiveTransferForm({ transfer, onDone }: ReceiveTransferFormProps) {
  const say = useSay()
  const input = useFirstFocus()
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [count, setCount] = useState<number | null>(null)
  /** What the count was when its field was left: the scanner's field takes the focus only then. */
  const [settled, setSettled] = useState<number | null>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(ReceiveStockTransferDocument)
  const gap = count === null ? 0 : transfer.count - count
  const isLabelled = first.trim() !== '' && last.trim() !== ''
  const take = async () => {
    if (count === null) return
    const labels = { firstSerial: first, lastSerial: last }
    const taken = await act({ id: transfer.id, count, ...labels, missing })
    if (!taken) return
    const text = {
      vi: `Đã ký nhận ${taken.number}: ${formatCount(count)} phôi, thiếu ${taken.missing ?? 0}.`,
      en: `${taken.number} is taken over: ${formatCount(count)} blanks, ${taken.missing ?? 0} missing.`,
    }
    onDone({ text, paper: taken.minutes })
  }
  return (
    <section className="panel" aria-label={`${say(words.heading)} ${transfer.number}`}>
      <h2>
        {say(words.heading)} {transfer.number}: {formatCount(transfer.count)}
      </h2>
      <p>{say(words.what)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="field-grid">
        <TextField input={input} label={stockWords.first} value={first} onValue={setFirst} serial />
        <TextField label={stockWords.last} value={last} onValue={setLast} serial />
        <CountField
          label={stockWords.count}
          value={count}
          onValue={setCount}
          onBlur={() => setSettled(count)}
        />
      </div>
      {gap < 0 && <Notice tone="attention" title={say(words.more)} />}
      {gap > 0 && settled === count && (
        <section className="form-lines" aria-label={say(words.missing)}>
          <Notice tone="attention" title={say(words.short)} />
          <SerialStack of={blanks} serials={missing} onChange={setMissing}>
            {null}
          </SerialStack>
        </section>
      )}
      <div className="row">
        <ActionButton
          label={words.take}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={count === null || !isLabelled || gap !== missing.length}
          onClick={() => void take()}
        />
        <ActionButton label={stockWords.cancel} variant="default" onClick={() => onDone(null)} />
      </div>
    </section>
  )
}
