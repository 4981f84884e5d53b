import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { CentresDocument } from '../generated/waivers.ts'
import { useAsk } from '../graphql/use-ask.ts'

const words = {
  label: { vi: 'Điểm thu nhận', en: 'Centre' },
  hint: { vi: 'Gõ tên hoặc mã', en: 'Type its name or code' },
  none: { vi: 'Không có điểm nào như vậy', en: 'No such centre' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface PickedCentre {
  readonly code: string
  readonly name: string
}

const settleMilliseconds = 180
const labelOf = ({ code, name }: PickedCentre) => `${name} (${code})`

interface CentrePickerProps {
  /** Which centres: those of another question than the waivers', where another right reaches further. */
  readonly among?: typeof CentresDocument
  readonly value: PickedCentre | null
  readonly onPick: (centre: PickedCentre | null) => void
}

/** A centre within reach by letters of its name, or its code; never more than fifty are sent. */
export function CentrePicker({ among = CentresDocument, value, onPick }: CentrePickerProps) {
  const say = useSay()
  const [typed, setTyped] = useState(value ? labelOf(value) : '')
  const [settled] = useDebouncedValue(typed, settleMilliseconds)
  const text = value && settled === labelOf(value) ? value.code : settled
  const found = useAsk(among, { text }, { policy: 'cache-first' }).data?.centres ?? []
  const centres = value && !found.some(({ code }) => code === value.code) ? [value, ...found] : found
  return (
    <Select
      label={say(words.label)}
      placeholder={say(words.hint)}
      nothingFoundMessage={say(words.none)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={centres.map((centre) => ({ value: centre.code, label: labelOf(centre) }))}
      value={value?.code ?? null}
      onChange={(code) => onPick(centres.find((centre) => centre.code === code) ?? null)}
      selectFirstOptionOnChange
      maxDropdownHeight={260}
      // Within the main part of the page, where ears look for it.
      comboboxProps={{ withinPortal: false }}
    />
  )
}
