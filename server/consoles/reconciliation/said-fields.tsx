import { NativeSelect, TextInput } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { codesOf, readTypedValue } from './field-values.ts'
import './reconciliation.css'

const words = {
  illegal: { vi: 'Nội dung không hợp lệ cho mục này.', en: 'This cannot stand here.' },
  value: { vi: 'giá trị', en: 'value' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What one source says of one field, as it is being written down. */
interface Said {
  readonly outcome: string
  readonly typed: string
}
export type AllSaid = Readonly<Record<string, Said>>

interface SaidFieldsProps {
  readonly fields: readonly { readonly field: string; readonly label: Bilingual }[]
  /** The outcomes to choose from; VALUE is the one with a text. */
  readonly outcomes: readonly { readonly value: string; readonly name: Bilingual }[]
  readonly said: AllSaid
  readonly onSay: (said: AllSaid) => void
}

/** Whether each text that was typed can stand in its field. */
export const isLegal = (said: AllSaid): boolean =>
  Object.entries(said).every(
    ([field, { outcome, typed }]) => outcome !== 'VALUE' || typeof readTypedValue(field, typed) === 'string',
  )

/** One line per field: what the book says, or that it says nothing. Typing is enough to say that there is a value. */
export function SaidFields({ fields, outcomes, said, onSay }: SaidFieldsProps) {
  const say = useSay()
  const first = outcomes[0]?.value ?? ''
  return (
    <div className="answer-grid">
      {fields.map(({ field, label }) => {
        const { outcome, typed } = said[field] ?? { outcome: first, typed: '' }
        const put = (one: Said) => onSay({ ...said, [field]: one })
        const type = (text: string) => put({ outcome: text === '' ? first : 'VALUE', typed: text })
        const codes = codesOf(field)
        const name = `${say(label)}: ${say(words.value)}`
        const fault = outcome === 'VALUE' && typed !== '' && typeof readTypedValue(field, typed) !== 'string'
        return (
          <div className="answer-row" key={field}>
            <NativeSelect
              label={say(label)}
              value={outcome}
              onChange={({ currentTarget }) => put({ outcome: currentTarget.value, typed: '' })}
              data={outcomes.map((one) => ({ value: one.value, label: say(one.name) }))}
            />
            {codes ? (
              <NativeSelect
                aria-label={name}
                value={typed}
                onChange={({ currentTarget }) => type(currentTarget.value)}
                data={[
                  { value: '', label: '–' },
                  ...Object.entries(codes).map(([value, text]) => ({ value, label: say(text) })),
                ]}
              />
            ) : (
              <TextInput
                aria-label={name}
                value={typed}
                onChange={({ currentTarget }) => type(currentTarget.value)}
                autoComplete="off"
                maxLength={300}
                error={fault && say(words.illegal)}
                {...(field === 'birthDate' && { placeholder: 'dd/mm/yyyy' })}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
