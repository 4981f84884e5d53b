import { Select } from '@mantine/core'
import type { PickupCentre } from '../../../../core/contracts/desk/day.ts'
import { useSay } from '../../../../ui/language.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import type { Typed } from '../use-draft.ts'
import { words } from './words.ts'

interface PickupCentreInputProps {
  readonly typed: Typed
  readonly onType: (changes: Typed) => void
}

/** Where the citizen collects the card: here, where nothing else is chosen. */
export function PickupCentreInput({ typed, onType }: PickupCentreInputProps) {
  const say = useSay()
  const { data = [] } = useAnswer<readonly PickupCentre[]>('/centres')
  if (typed['delivery.kind'] === 'POST' || data.length === 0) return null
  return (
    <Select
      label={say(words.pickupCentre)}
      placeholder={say(words.thisCentre)}
      data={data.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
      value={typed['delivery.centre'] || null}
      onChange={(code) => onType({ 'delivery.centre': code ?? '' })}
      searchable
      clearable
      limit={50}
    />
  )
}
