import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { SendFormsDocument } from '../generated/transfers.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { useUnitsFor } from '../session/session.tsx'

const words = {
  heading: { vi: 'Bàn giao mới', en: 'New transfer' },
  from: { vi: 'Đơn vị gửi', en: 'Sending unit' },
  to: { vi: 'Đơn vị quét', en: 'Scanning office' },
  send: { vi: 'Ký gửi', en: 'Sign and send' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The sender's half: to whom, and which forms. */
export function SendForms({ onDone }: { readonly onDone: (done: Bilingual | null) => void }) {
  const say = useSay()
  const units = useUnitsFor('form.collect')
  const [from, setFrom] = useState(units[0]?.code ?? '')
  const [to, setTo] = useState<PickedUnit | null>(null)
  const [serials, setSerials] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(SendFormsDocument)
  async function send(): Promise<void> {
    if (!to) return
    const sent = await act({ fromUnitCode: from, toUnitCode: to.code, serials })
    if (sent) {
      onDone({ vi: `Đã gửi ${serials.length} phiếu đến ${to.path}.`, en: `${serials.length} forms sent.` })
    }
  }
  return (
    <section className="panel" aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <NativeSelect
          className="grow"
          label={say(words.from)}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          data={units.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <div className="grow">
          <UnitPicker label={words.to} value={to} onPick={setTo} required />
        </div>
      </div>
      <SerialStack serials={serials} onChange={setSerials}>
        <ActionButton
          label={words.send}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={serials.length === 0 || !to}
          onClick={() => void send()}
        />
        <ActionButton label={words.cancel} variant="default" onClick={() => onDone(null)} />
      </SerialStack>
    </section>
  )
}
