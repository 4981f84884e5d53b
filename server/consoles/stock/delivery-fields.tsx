import { TextField } from './fields.tsx'
import { StorePicker } from './store-picker.tsx'
import type { Delivery } from './use-delivery.ts'
import { stockWords } from './words.ts'

export function DeliveryFields({ delivery }: { readonly delivery: Delivery }) {
  const { store, setStore, supplier, deliveryNote, deliveredBy, change } = delivery
  return (
    <>
      <StorePicker value={store} onPick={setStore} />
      <TextField
        label={stockWords.supplier}
        value={supplier}
        onValue={(text) => change({ supplier: text })}
      />
      <TextField
        label={stockWords.deliveryNote}
        value={deliveryNote}
        onValue={(text) => change({ deliveryNote: text })}
      />
      <TextField
        label={stockWords.deliveredBy}
        value={deliveredBy}
        onValue={(text) => change({ deliveredBy: text })}
      />
    </>
  )
}
