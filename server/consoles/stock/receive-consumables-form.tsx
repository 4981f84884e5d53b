import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { type ConsumableKind, ReceiveConsumablesDocument } from '../generated/consumables.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { DeliveryFields } from './delivery-fields.tsx'
import type { Done } from './done.tsx'
import { CountField, TextField } from './fields.tsx'
import { rolls } from './roll-stack.ts'
import { useDelivery } from './use-delivery.ts'
import { consumableKinds, stockWords } from './words.ts'

const words = {
  heading: { vi: 'Nhận ru-băng, màng phủ', en: 'Take in ribbons or laminates' },
  kind: { vi: 'Loại', en: 'Kind' },
  model: { vi: 'Kiểu, như máy in gọi', en: 'Model, as the printer calls it' },
  capacity: { vi: 'Một cuộn in được bao nhiêu thẻ', en: 'Cards that one makes' },
  receive: { vi: 'Nhập kho, ký biên bản', en: 'Take in and sign' },
} as const satisfies Readonly<Record<string, Bilingual>>

const kinds = Object.keys(consumableKinds) as readonly ConsumableKind[]

/** A delivery of rolls, each by its serial. */
export function ReceiveConsumablesForm({ onDone }: { readonly onDone: (done: Done | null) => void }) {
  const say = useSay()
  const delivery = useDelivery()
  const [kind, setKind] = useState<ConsumableKind>('RIBBON')
  const [model, setModel] = useState('')
  const [capacity, setCapacity] = useState<number | null>(null)
  const [serials, setSerials] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(ReceiveConsumablesDocument)
  const receive = async () => {
    const { store, supplier, deliveryNote, deliveredBy } = delivery
    if (!store || capacity === null) return
    const goods = { kind, model, capacity, serials }
    const paper = await act({ storeCode: store.code, ...goods, supplier, deliveryNote, deliveredBy })
    if (!paper) return
    const count = serials.length
    const text = { vi: `Đã nhập ${count} cuộn vào ${store.name}.`, en: `${count} are in ${store.name}.` }
    onDone({ text, paper })
  }
  const isWhole = delivery.isWhole && model.trim() !== '' && !!capacity && serials.length > 0
  return (
    <section className="panel" aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <SerialStack of={rolls} serials={serials} onChange={setSerials}>
        {null}
      </SerialStack>
      <div className="field-grid">
        <NativeSelect
          label={say(words.kind)}
          value={kind}
          onChange={({ currentTarget }) =>
            setKind(kinds.find((one) => one === currentTarget.value) ?? 'RIBBON')
          }
          data={kinds.map((value) => ({ value, label: say(consumableKinds[value]) }))}
        />
        <TextField label={words.model} value={model} onValue={setModel} />
        <CountField label={words.capacity} value={capacity} onValue={setCapacity} />
        <DeliveryFields delivery={delivery} />
      </div>
      <div className="row">
        <ActionButton
          label={words.receive}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={!isWhole}
          onClick={() => void receive()}
        />
        <ActionButton label={stockWords.cancel} variant="default" onClick={() => onDone(null)} />
      </div>
    </section>
  )
}
