import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { ReceiveFormsDocument, type TransferRowFragment as Transfer } from '../generated/transfers.ts'
import { useAct } from '../graphql/use-act.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'

const words = {
  heading: { vi: 'Nhận bàn giao từ', en: 'Receive from' },
  listed: { vi: 'Danh sách của bên gửi có', en: 'The sender’s list has' },
  forms: { vi: 'phiếu; quét từng phiếu trong kiện.', en: 'forms; scan each form in the parcel.' },
  receive: { vi: 'Ký nhận', en: 'Sign for it' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ReceiveFormsProps {
  readonly transfer: Transfer
  readonly onDone: (done: Bilingual | null) => void
}

/** The receiver's half: what lies in the parcel must be what the list says. */
export function ReceiveForms({ transfer, onDone }: ReceiveFormsProps) {
  const say = useSay()
  const [serials, setSerials] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(ReceiveFormsDocument)
  async function receive(): Promise<void> {
    const receipt = await act({ id: transfer.id, serials })
    if (!receipt) return
    const due = receipt.dueOn ? formatDate(receipt.dueOn) : ''
    onDone({
      vi: `Đã nhận ${serials.length} phiếu. Hạn quét và truyền: ${due}.`,
      en: `${serials.length} forms received. Scan and transmit by ${due}.`,
    })
  }
  return (
    <section className="panel" aria-label={say(words.heading)}>
      <h2>
        {say(words.heading)} {transfer.from}
      </h2>
      <p>
        {say(words.listed)} <strong>{transfer.forms}</strong> {say(words.forms)}
      </p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <SerialStack serials={serials} onChange={setSerials}>
        <ActionButton
          label={words.receive}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={serials.length === 0}
          onClick={() => void receive()}
        />
        <ActionButton label={words.cancel} variant="default" onClick={() => onDone(null)} />
      </SerialStack>
    </section>
  )
}
