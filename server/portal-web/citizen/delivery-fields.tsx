import { useState } from 'react'
import { CentrePicker } from './centre-picker.tsx'
import { Select, TextField } from './controls.tsx'
import { type Delivery, pickupCentres } from './questions.ts'
import type { Part } from './words.ts'

export interface DeliveryEntry {
  readonly kind: string
  readonly centre: string
  readonly centreName: string
  readonly recipient: string
  readonly address: string
  readonly unit: string
  readonly phone: string
}

export function deliveryEntry(known: Delivery | null): DeliveryEntry {
  return {
    kind: known?.kind ?? 'PICKUP',
    centre: known?.centre ?? '',
    centreName: known?.centreName ?? '',
    recipient: known?.recipient ?? '',
    address: known?.address ?? '',
    unit: known?.unit ?? '',
    phone: known?.phone ?? '',
  }
}

/** What goes to the server: each kind has its own fields. */
export function deliveryInput({ kind, centre, recipient, address, unit, phone }: DeliveryEntry) {
  return kind === 'POST' ? { kind, recipient, address, unit, phone } : { kind: 'PICKUP', centre }
}

/** Where the card is to go: a place of collection, or an address. */
export function useDelivery(known: Delivery | null) {
  return useState(() => deliveryEntry(known))
}

export function DeliveryFields(
  props: Part & { readonly entry: DeliveryEntry; readonly onChange: (entry: DeliveryEntry) => void },
) {
  const { words, entry, onChange } = props
  const set = (field: keyof DeliveryEntry) => (value: string) => onChange({ ...entry, [field]: value })
  return (
    <div className="look-up">
      <Select
        label={words.delivery}
        value={entry.kind}
        choices={[
          { value: 'PICKUP', label: words.pickup },
          { value: 'POST', label: words.post },
        ]}
        onChange={set('kind')}
      />
      {entry.kind === 'POST' ? (
        <>
          <TextField
            label={words.recipient}
            value={entry.recipient}
            onChange={set('recipient')}
            auto="name"
          />
          <TextField
            label={words.address}
            hint={words.addressHint}
            value={entry.address}
            onChange={set('address')}
            auto="street-address"
          />
          <TextField
            label={words.unit}
            hint={words.unitHint}
            value={entry.unit}
            onChange={set('unit')}
            mode="numeric"
          />
          <TextField
            label={words.phone}
            hint={words.phoneHint}
            value={entry.phone}
            onChange={set('phone')}
            mode="tel"
            auto="tel-national"
          />
        </>
      ) : (
        <CentrePicker
          {...props}
          label={words.pickupAt}
          among={pickupCentres}
          chosen={entry.centre === '' ? null : { code: entry.centre, name: entry.centreName }}
          onChoose={({ code, name }) => onChange({ ...entry, centre: code, centreName: name })}
        />
      )}
    </div>
  )
}
