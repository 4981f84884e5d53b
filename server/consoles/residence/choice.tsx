import { NativeSelect } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

const choose: Bilingual = { vi: 'Chọn…', en: 'Choose…' }

interface ChoiceProps<Value extends string> {
  readonly label: Bilingual
  readonly value: Value | null
  readonly choices: readonly (readonly [Value, string])[]
  readonly onChoice: (value: Value | null) => void
}

/** One of a few, none at first. */
export function Choice<Value extends string>({ label, value, choices, onChoice }: ChoiceProps<Value>) {
  const say = useSay()
  return (
    <NativeSelect
      label={say(label)}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChoice(choices.find(([one]) => one === currentTarget.value)?.[0] ?? null)
      }
      data={[
        { value: '', label: say(choose) },
        ...choices.map(([one, name]) => ({ value: one, label: name })),
      ]}
    />
  )
}

export const namesOf = <Value extends string>(
  values: readonly Value[],
  names: Readonly<Record<Value, Bilingual>>,
  say: (text: Bilingual) => string,
): readonly (readonly [Value, string])[] => values.map((value) => [value, say(names[value])])
