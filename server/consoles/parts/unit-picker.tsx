import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { UnitsDocument } from '../generated/units.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  hint: { vi: 'Gõ vài chữ: “ba dinh ha noi”', en: 'Type a few letters: “ba dinh ha noi”' },
  none: { vi: 'Không có đơn vị nào như vậy', en: 'No such unit' },
  more: { vi: 'Gõ thêm để tìm', en: 'Type on to search' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface PickedUnit {
  readonly code: string
  readonly path: string
}

interface UnitPickerProps extends Pick<SelectProps, 'size' | 'required' | 'clearable' | 'error'> {
  readonly label: Bilingual
  readonly value: PickedUnit | null
  readonly onPick: (unit: PickedUnit | null) => void
  /** yyyy-MM-dd: units that held on that day; today's where left out. */
  readonly on?: string
}

const settleMilliseconds = 180

/** A unit by a few typed letters: the server searches, and never sends more than fifty. */
export function UnitPicker({ label, value, onPick, on, ...props }: UnitPickerProps) {
  const say = useSay()
  const [typed, setTyped] = useState(value?.path ?? '')
  const [settled] = useDebouncedValue(typed, settleMilliseconds)
  const wanted = settled.trim()
  const pause = wanted === '' || wanted === value?.path
  const { data } = useAsk(UnitsDocument, { text: wanted, on: on ?? null }, { pause, policy: 'cache-first' })
  const found = !pause && data?.units.__typename === 'UnitList' ? data.units.units : []
  const units = value && !found.some(({ code }) => code === value.code) ? [value, ...found] : found
  return (
    <Select
      label={say(label)}
      placeholder={say(words.hint)}
      nothingFoundMessage={say(wanted === '' ? words.more : words.none)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={units.map(({ code, path }) => ({ value: code, label: path }))}
      value={value?.code ?? null}
      onChange={(code) => onPick(units.find((unit) => unit.code === code) ?? null)}
      selectFirstOptionOnChange
      maxDropdownHeight={260}
      // Within the main part of the page, where ears look for it.
      comboboxProps={{ withinPortal: false }}
      {...props}
    />
  )
}
