import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import {
  type CalendarDate,
  formatVietnamese,
  isComplete,
  parseVietnameseDate,
} from '../core/dates/calendar-date.ts'
import { type Bilingual, DomainError } from '../core/errors.ts'
import { useSay } from './language.tsx'

const words = {
  pattern: { vi: 'dd/mm/yyyy', en: 'dd/mm/yyyy' },
  illegal: { vi: 'Ngày viết dạng 05/01/2026.', en: 'Write the day as 05/01/2026.' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DateInputProps extends Pick<TextInputProps, 'size' | 'required' | 'w' | 'className'> {
  readonly label: Bilingual
  readonly value: CalendarDate | null
  /** Null while what is typed is no whole date. */
  readonly onDate: (date: CalendarDate | null) => void
}

function readDate(text: string): CalendarDate | null {
  try {
    const date = parseVietnameseDate(text)
    return isComplete(date) ? date : null
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

const written = (date: CalendarDate | null) => (date === null ? '' : formatVietnamese(date))

/** A day as it is written here: 05/01/2026, or 05012026 for quick hands. */
export function DateInput({ label, value, onDate, ...props }: DateInputProps) {
  const say = useSay()
  const [typed, setTyped] = useState(written(value))
  const shown = value !== null && readDate(typed) !== value ? written(value) : typed
  return (
    <TextInput
      label={say(label)}
      placeholder={say(words.pattern)}
      inputMode="numeric"
      autoComplete="off"
      maxLength={10}
      w="9.5rem"
      value={shown}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        onDate(readDate(currentTarget.value))
      }}
      onBlur={() => setTyped(value === null ? shown : written(value))}
      error={value === null && shown.trim() !== '' && say(words.illegal)}
      {...props}
    />
  )
}
