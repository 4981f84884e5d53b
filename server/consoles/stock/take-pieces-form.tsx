import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type StockTransferRowFragment, TakeConsumablesDocument } from '../generated/stock-transfers.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import type { Done } from './done.tsx'
import { rolls } from './roll-stack.ts'
import { stockWords } from './words.ts'

const words = {
  heading: { vi: 'Ký nhận', en: 'Take over' },
  what: { vi: 'Quét từng cuộn nhận được.', en: 'Scan each piece that has come.' },
  missing: {
    vi: 'Cuộn chưa quét; khi ký sẽ ghi là mất:',
    en: 'Not scanned; recorded as lost when you sign:',
  },
  take: { vi: 'Ký nhận', en: 'Sign for it' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface TakePiecesFormProps {
  readonly transfer: StockTransferRowFragment
  readonly onDone: (done: Done | null) => void
}

/** The receiver's half: each piece is scanned, and what was not is missing. */
export function TakePiecesForm({ transfer, onDone }: TakePiecesFormProps) {
  const say = useSay()
  const [serials, setSerials] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(TakeConsumablesDocument)
  const missing = transfer.count - serials.length
  const take = async () => {
    const taken = await act({ id: transfer.id, serials, missing })
    if (!taken) return
    const text = {
      vi: `Đã ký nhận ${taken.number}: ${formatCount(serials.length)} cuộn, thiếu ${missing}.`,
      en: `${taken.number} is taken over: ${formatCount(serials.length)} pieces, ${missing} missing.`,
    }
    onDone({ text, paper: taken.minutes })
  }
  return (
    <section className="panel form-lines" aria-label={`${say(words.heading)} ${transfer.number}`}>
      <h2>
        {say(words.heading)} {transfer.number}: {formatCount(transfer.count)}
      </h2>
      <p>{say(words.what)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <SerialStack of={rolls} serials={serials} onChange={setSerials}>
        {null}
      </SerialStack>
      {missing > 0 && serials.length > 0 && (
        <Notice tone="attention" title={`${say(words.missing)} ${formatCount(missing)}`} />
      )}
      <div className="row">
        <ActionButton
          label={words.take}
          keys="Ctrl+Enter"
          {...(missing > 0 && { color: 'red.9' })}
          loading={busy}
          disabled={serials.length === 0 || missing < 0}
          onClick={() => void take()}
        />
        <ActionButton label={stockWords.cancel} variant="default" onClick={() => onDone(null)} />
      </div>
    </section>
  )
}
