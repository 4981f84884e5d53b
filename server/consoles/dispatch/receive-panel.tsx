import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { ReceiveParcelDocument } from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { ArrivalScan } from './arrival-scan.tsx'
import type { ParcelStepProps } from './parcel-step.ts'
import { SealCheck } from './seal-check.tsx'
import { useReceipt } from './use-receipt.ts'

const words = {
  whole: { vi: 'Niêm phong còn nguyên: nhận cả kiện', en: 'The seal is whole: take it as it is' },
  wholeLead: {
    vi: 'Đọc số trên dấu niêm phong. Mọi thẻ trong danh sách được ghi đã đến; đếm lại ngay sau đó.',
    en: 'Read the number off the seal. Every card of the list arrives; count them right after.',
  },
  wholeTake: { vi: 'Nhận cả kiện', en: 'Take it whole' },
  byCard: { vi: 'Quét từng thẻ', en: 'Card by card' },
  close: { vi: 'Đã quét hết, chốt kiện', en: 'All are scanned: close' },
  sureTitle: { vi: 'Chốt nhận kiện', en: 'Close the receipt' },
  sure: {
    vi: 'thẻ trong danh sách chưa quét sẽ được ghi là thiếu và thành vụ việc có biên bản. Tìm trong các hộp một lần nữa trước khi chốt.',
    en: 'cards of the list that were not scanned are noted as missing, and a case with a record begins. Look through the boxes once more.',
  },
  sureClose: { vi: 'Chốt, lập biên bản', en: 'Close and make the record' },
} as const satisfies Readonly<Record<string, Bilingual>>

function WholeForm({ parcel, onStep }: ParcelStepProps) {
  const say = useSay()
  const receive = useAct(ReceiveParcelDocument)
  const run = async (sealNumber: string) => {
    if (await receive.act({ id: parcel.id, sealNumber }))
      onStep({ vi: `Đã nhận cả kiện ${parcel.number}.`, en: `Parcel ${parcel.number} is taken whole.` })
  }
  return (
    <section className="panel" aria-label={say(words.whole)}>
      <h2>{say(words.whole)}</h2>
      <p>{say(words.wholeLead)}</p>
      <SealCheck act={receive} label={words.wholeTake} keys="F3" onSeal={(seal) => void run(seal)} />
    </section>
  )
}

/** At the unit: the whole parcel by its seal, or card by card. */
export function ReceivePanel(props: ParcelStepProps) {
  const { parcel, onStep } = props
  const say = useSay()
  const [sure, setSure] = useState(false)
  const { close, busy, refusal, trouble } = useReceipt(parcel, onStep)
  const left = parcel.count - parcel.received
  const ask = () => (left > 0 ? setSure(true) : close([]))
  return (
    <>
      <section className="panel" aria-label={say(words.byCard)}>
        <h2>{say(words.byCard)}</h2>
        {!sure && <RefusalNotice refusal={refusal} trouble={trouble} />}
        <ArrivalScan {...props}>
          {(settled) => (
            <div className="row">
              <ActionButton
                label={words.close}
                keys="Ctrl+Enter"
                loading={busy && !sure}
                disabled={!settled}
                onClick={ask}
              />
            </div>
          )}
        </ArrivalScan>
      </section>
      {parcel.received === 0 && parcel.openFindings === 0 && <WholeForm {...props} />}
      {sure && (
        <Dialog opened onClose={() => setSure(false)} title={say(words.sureTitle)}>
          <div className="form-lines">
            <p>
              <strong>{formatCount(left)}</strong> {say(words.sure)}
            </p>
            <RefusalNotice refusal={refusal} trouble={trouble} />
            <ActionButton
              label={words.sureClose}
              keys="Ctrl+Enter"
              color="red.9"
              loading={busy}
              onClick={() => close([])}
              data-autofocus
            />
          </div>
        </Dialog>
      )}
    </>
  )
}
