import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { StockPlacesDocument } from '../generated/stock.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { stockWords } from './words.ts'

const words = {
  hint: { vi: 'Gõ tên hoặc mã kho', en: 'Type its name or code' },
  none: { vi: 'Không có kho nào như vậy', en: 'No such store' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface Store {
  readonly code: string
  readonly name: string
}

interface StorePickerProps {
  readonly value: Store | null
  readonly onPick: (store: Store | null) => void
  readonly label?: Bilingual
  /** Beyond the officer's reach: where blanks may be sent. */
  readonly everywhere?: boolean
}

const settleMilliseconds = 180
const labelOf = ({ code, name }: Store) => `${name} (${code})`

/** A store: those in use are offered at once, others by letters of their name or by their code. */
export function StorePicker(props: StorePickerProps) {
  const { value, onPick, label = stockWords.store, everywhere = false } = props
  const say = useSay()
  const [typed, setTyped] = useState(value ? labelOf(value) : '')
  const [settled] = useDebouncedValue(typed, settleMilliseconds)
  const text = value && settled === labelOf(value) ? '' : settled.trim()
  const asked = { text: text || null, everywhere }
  const found = useAsk(StockPlacesDocument, asked, { policy: 'cache-first' }).data?.stockPlaces ?? []
  const stores = value && !found.some(({ code }) => code === value.code) ? [value, ...found] : found
  return (
    <Select
      label={say(label)}
      placeholder={say(words.hint)}
      nothingFoundMessage={say(words.none)}
      searchable
      required
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={stores.map((store) => ({ value: store.code, label: labelOf(store) }))}
      value={value?.code ?? null}
      onChange={(code) => onPick(stores.find((store) => store.code === code) ?? null)}
      selectFirstOptionOnChange
      maxDropdownHeight={260}
      // Within the main part of the page, where ears look for it.
      comboboxProps={{ withinPortal: false }}
    />
  )
}
