import { Autocomplete } from '@mantine/core'
import { useState } from 'react'
import type { FoundUnit } from '../../../../core/citizen/search-units.ts'
import { useSay } from '../../../../ui/language.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { words } from './words.ts'

interface UnitInputProps {
  readonly id: string
  readonly label: string
  readonly required: boolean
  /** The code, or what was typed of it. */
  readonly value: string
  readonly error: string | false
  readonly onUnit: (code: string) => void
}

const isCode = (text: string) => /^\d*$/.test(text)
const communeLevel = 3

/** A commune by the beginnings of the words of its name, or by its code; 50 at most are ever listed. */
export function UnitInput({ id, label, required, value, error, onUnit }: UnitInputProps) {
  const say = useSay()
  const [search, setSearch] = useState<string | null>(null)
  const asked = search ?? value
  const { data, refusal } = useAnswer<readonly FoundUnit[]>(
    asked === '' ? null : `/units?q=${encodeURIComponent(asked)}`,
  )
  const units = (data ?? []).filter(({ level }) => level === communeLevel)
  const named = units.find(({ code }) => code === value)
  const choose = (text: string) => {
    const unit = units.find(({ path, code }) => path === text || code === text)
    setSearch(unit || isCode(text) ? null : text)
    onUnit(unit ? unit.code : isCode(text) ? text : '')
  }
  return (
    <Autocomplete
      id={id}
      label={label}
      required={required}
      withAsterisk={required}
      placeholder={say(words.unitHint)}
      description={
        refusal
          ? say(words.unitAway)
          : named
            ? `${say(words.unitCode)} ${named.code} · ${named.path}`
            : undefined
      }
      value={search ?? value}
      onChange={choose}
      data={units.map(({ path }) => path).filter((path, i, all) => all.indexOf(path) === i)}
      filter={({ options }) => options}
      limit={50}
      error={error}
      maxDropdownHeight={260}
      selectFirstOptionOnChange={search !== null}
    />
  )
}
