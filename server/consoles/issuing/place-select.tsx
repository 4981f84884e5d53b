import { NativeSelect } from '@mantine/core'
import { useSay } from '../../../ui/language.tsx'
import type { Place } from './use-places.ts'
import { words } from './words.ts'

interface PlaceSelectProps {
  readonly places: readonly Place[]
  readonly value: string
  readonly onPlace: (code: string) => void
}

export function PlaceSelect({ places, value, onPlace }: PlaceSelectProps) {
  const say = useSay()
  return (
    <NativeSelect
      className="grow"
      label={say(words.place)}
      value={value}
      onChange={({ currentTarget }) => onPlace(currentTarget.value)}
      data={places.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
    />
  )
}
