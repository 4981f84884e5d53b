import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { SendConsumablesDocument } from '../generated/stock-transfers.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import type { Done } from './done.tsx'
import { rolls } from './roll-stack.ts'
import { type Store, StorePicker } from './store-picker.tsx'
import { stockWords } from './words.ts'

const words = {
  heading: { vi: 'Giao ruy băng, màng phủ sang kho khác', en: 'Send ribbons or laminates to another store' },
  from: { vi: 'Kho giao', en: 'From' },
  to: { vi: 'Kho nhận', en: 'To' },
  send: { vi: 'Ký giao', en: 'Sign and send' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The sender's half, and signature: each piece is scanned. */
export function SendPiecesForm({ onDone }: { readonly onDone: (done: Done | null) => void }) {
  const say = useSay()
  const [from, setFrom] = useState<Store | null>(null)
  const [to, setTo] = useState<Store | null>(null)
  const [serials, setSerials] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(SendConsumablesDocument)
  const send = async () => {
    if (!from || !to) return
    const sent = await act({ fromStore: from.code, toStore: to.code, serials })
    if (!sent) return
    const text = {
      vi: `Đã ký giao ${sent.number}: ${formatCount(sent.count)} cuộn. Chờ ${to.name} ký nhận.`,
      en: `${sent.number} is signed: ${formatCount(sent.count)} pieces. ${to.name} takes it over.`,
    }
    onDone({ text })
  }
  return (
    <section className="panel form-lines" aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="field-grid">
        <StorePicker label={words.from} value={from} onPick={setFrom} />
        <StorePicker label={words.to} value={to} onPick={setTo} everywhere />
      </div>
      <SerialStack of={rolls} serials={serials} onChange={setSerials}>
        {null}
      </SerialStack>
      <div className="row">
        <ActionButton
          label={words.send}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={!from || !to || serials.length === 0}
          onClick={() => void send()}
        />
        <ActionButton label={stockWords.cancel} variant="default" onClick={() => onDone(null)} />
      </div>
    </section>
  )
}
