import { NumberInput, type NumberInputProps, Textarea, TextInput, type TextInputProps } from '@mantine/core'
import type { Ref } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { stockWords } from './words.ts'

const longestText = 200
const longestReason = 500
const mostCounted = 1_000_000

interface TextFieldProps extends Pick<TextInputProps, 'size' | 'className'> {
  readonly label: Bilingual
  readonly value: string
  readonly onValue: (text: string) => void
  readonly hint?: Bilingual
  /** A serial: scanned, in letters of one width. */
  readonly serial?: true
  /** Can be left out. */
  readonly optional?: true
  readonly input?: Ref<HTMLInputElement>
}

export function TextField(props: TextFieldProps) {
  const { label, value, onValue, hint, serial = false, optional = false, input, ...rest } = props
  const say = useSay()
  return (
    <TextInput
      ref={input}
      label={say(label)}
      description={hint && say(hint)}
      value={value}
      onChange={({ currentTarget }) => onValue(currentTarget.value)}
      required={!optional}
      autoComplete="off"
      maxLength={longestText}
      {...(serial && { spellCheck: false, autoCapitalize: 'characters', classNames: { input: 'code' } })}
      {...rest}
    />
  )
}

interface CountFieldProps extends Pick<NumberInputProps, 'size' | 'className' | 'max' | 'onBlur'> {
  readonly label: Bilingual
  readonly value: number | null
  readonly onValue: (count: number | null) => void
  readonly hint?: Bilingual
  readonly input?: Ref<HTMLInputElement>
}

/** A whole number that somebody has counted. */
export function CountField({
  label,
  value,
  onValue,
  hint,
  input,
  max = mostCounted,
  ...rest
}: CountFieldProps) {
  const say = useSay()
  return (
    <NumberInput
      ref={input}
      label={say(label)}
      description={hint && say(hint)}
      value={value ?? ''}
      onChange={(typed) => onValue(typeof typed === 'number' ? typed : null)}
      min={0}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      required
      {...rest}
    />
  )
}

interface ReasonFieldProps {
  readonly value: string
  readonly onValue: (text: string) => void
  readonly label?: Bilingual
  readonly hint?: Bilingual
  readonly first?: boolean
}

/** A sentence that the record will say. */
export function ReasonField(props: ReasonFieldProps) {
  const { value, onValue, label = stockWords.reason, hint, first = false } = props
  const say = useSay()
  return (
    <Textarea
      label={say(label)}
      description={hint && say(hint)}
      value={value}
      onChange={({ currentTarget }) => onValue(currentTarget.value)}
      required
      autosize
      minRows={2}
      maxLength={longestReason}
      {...(first && { 'data-autofocus': true })}
    />
  )
}
