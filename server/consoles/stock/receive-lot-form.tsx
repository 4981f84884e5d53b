import { FileInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { parseSerialRange } from '../../../core/production/serial-range.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ReceiveLotDocument } from '../generated/lots.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { DeliveryFields } from './delivery-fields.tsx'
import type { Done } from './done.tsx'
import { TextField } from './fields.tsx'
import { useDelivery } from './use-delivery.ts'
import { stockWords } from './words.ts'

const words = {
  heading: { vi: 'Nhận lô phôi', en: 'Take in a lot' },
  chips: { vi: 'Tệp số chip (CSV), nếu có', en: 'Chip serials (CSV), if any' },
  chipsHint: { vi: 'Hai cột: số phôi, số chip.', en: 'Two columns: serial, chip serial.' },
  unreadable: {
    vi: 'Không đọc được tệp số chip. Chọn lại tệp, hoặc nhận lô không kèm tệp.',
    en: 'The list of chips cannot be read. Choose it again, or take the lot in without it.',
  },
  makes: { vi: 'Dải này có', en: 'The range has' },
  blanks: { vi: 'phôi.', en: 'blanks.' },
  receive: { vi: 'Nhập kho, ký biên bản', en: 'Take in and sign' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** How many blanks lie between two labels, or what is wrong with them; null while they are typed. */
function readRange(first: string, last: string): number | Bilingual | null {
  if (first.trim() === '' || last.trim() === '') return null
  try {
    return parseSerialRange(first, last).count
  } catch (error) {
    if (error instanceof DomainError) return error.text
    throw error
  }
}

function RangeCount({ range }: { readonly range: ReturnType<typeof readRange> }) {
  const say = useSay()
  if (range === null) return null
  return typeof range === 'number' ? (
    <output>
      {say(words.makes)} <strong>{formatCount(range)}</strong> {say(words.blanks)}
    </output>
  ) : (
    <Notice tone="attention" title={say(range)} />
  )
}

/** A delivery of blanks: the labels of its first and last are scanned, the rest is typed from the paper. */
export function ReceiveLotForm({ onDone }: { readonly onDone: (done: Done | null) => void }) {
  const say = useSay()
  const input = useFirstFocus()
  const delivery = useDelivery()
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [chips, setChips] = useState<File | null>(null)
  const [unreadable, setUnreadable] = useState(false)
  const { act, busy, refusal, trouble } = useAct(ReceiveLotDocument)
  const range = readRange(first, last)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { store, supplier, deliveryNote, deliveredBy } = delivery
    if (!store) return
    setUnreadable(false)
    const chipSerialsCsv = chips && (await chips.text().catch(() => setUnreadable(true)))
    if (chipSerialsCsv === undefined) return
    const typed = { supplier, deliveryNote, deliveredBy, chipSerialsCsv }
    const lot = await act({ storeCode: store.code, firstSerial: first, lastSerial: last, ...typed })
    if (!lot) return
    const text = {
      vi: `Đã nhập ${formatCount(lot.count)} phôi vào ${store.name}. Biên bản nhập kho ở mục Biên bản.`,
      en: `${formatCount(lot.count)} blanks are in ${store.name}. Their record is under Minutes.`,
    }
    onDone({ text })
  }
  return (
    <section className="panel" aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {unreadable && <Notice tone="trouble" title={say(words.unreadable)} spoken />}
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <div className="field-grid">
          <TextField input={input} label={stockWords.first} value={first} onValue={setFirst} serial />
          <TextField label={stockWords.last} value={last} onValue={setLast} serial />
          <DeliveryFields delivery={delivery} />
          <FileInput
            label={say(words.chips)}
            description={say(words.chipsHint)}
            value={chips}
            onChange={setChips}
            accept=".csv,text/csv"
            clearable
          />
        </div>
        <RangeCount range={range} />
        <div className="row">
          <ActionButton
            label={words.receive}
            type="submit"
            keys="Ctrl+Enter"
            loading={busy}
            disabled={!delivery.isWhole || typeof range !== 'number'}
          />
          <ActionButton label={stockWords.cancel} variant="default" onClick={() => onDone(null)} />
        </div>
      </form>
    </section>
  )
}
