import { useState } from 'react'
import type { Store } from './store-picker.tsx'

const nothing = { supplier: '', deliveryNote: '', deliveredBy: '' }

/** What every delivery's record says besides the goods: into which store, from whom, by which paper and whose hands. */
export function useDelivery() {
  const [store, setStore] = useState<Store | null>(null)
  const [typed, setTyped] = useState(nothing)
  return {
    ...typed,
    store,
    setStore,
    change: (changes: Partial<typeof nothing>) => setTyped({ ...typed, ...changes }),
    isWhole: store !== null && Object.values(typed).every((text) => text.trim() !== ''),
  }
}
export type Delivery = ReturnType<typeof useDelivery>
