import { TextInput } from '@mantine/core'
import { isUnknown } from '../../../core/forms/answers.ts'
import { useSay } from '../../../ui/language.tsx'
import { textOf } from './entry-answers.ts'
import { words } from './words.ts'

interface PartInputProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: unknown
  readonly invalid?: boolean
  readonly capitals?: boolean
  /** Marks the part that F8 makes "không rõ" by itself. */
  readonly part?: string
  readonly maxLength: number
  readonly describedBy?: string | undefined
  readonly onText: (text: string) => void
}

/** Words as written; "không rõ" stands in the field and is not a text. */
export function PartInput(props: PartInputProps) {
  const { label, hideLabel, value, invalid = false, capitals, part, maxLength, describedBy, onText } = props
  const say = useSay()
  const unknown = isUnknown(value)
  return (
    <TextInput
      className="grow"
      size="sm"
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      aria-describedby={describedBy}
      value={unknown ? say(words.unknown) : textOf(value)}
      readOnly={unknown}
      error={invalid}
      autoComplete="off"
      spellCheck={false}
      maxLength={maxLength}
      data-stop
      data-part={part}
      classNames={{ input: `${capitals ? 'capitals' : ''} ${unknown ? 'is-unknown' : ''}` }}
      onChange={({ currentTarget }) => onText(currentTarget.value)}
    />
  )
}
