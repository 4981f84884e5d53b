import { useId, type KeyboardEvent } from 'react'
import { isRecord, isUnknown } from '../../../core/forms/answers.ts'
import type { ChoiceField } from '../../../core/forms/definition.ts'
import { KeyHint } from '../../../ui/shortcuts.tsx'
import { useSay } from '../../../ui/language.tsx'
import { textOf } from './entry-answers.ts'
import { PartInput } from './part-input.tsx'
import { words } from './words.ts'

interface ChoiceInputProps {
  readonly field: ChoiceField
  readonly answer: unknown
  readonly describedBy: string | undefined
  readonly onAnswer: (answer: unknown) => void
  /** A digit has chosen: on to the next field. */
  readonly onChosen: () => void
}

/** The ticked box and the words beside it. */
function readChoice(answer: unknown): { readonly code: string; readonly written: string } {
  if (isRecord(answer)) return { code: textOf(answer['choice']), written: textOf(answer['written']) }
  return { code: textOf(answer), written: '' }
}

/** Boxes to tick, each with its digit; the line beside a box opens when it is ticked. */
export function ChoiceInput({ field, answer, describedBy, onAnswer, onChosen }: ChoiceInputProps) {
  const say = useSay()
  const name = useId()
  const unknown = isUnknown(answer)
  const { code, written } = readChoice(answer)
  const chosen = field.choices.find((choice) => choice.code === code)
  const onKeyDown = (event: KeyboardEvent) => {
    const picked = /^[1-9]$/.test(event.key) ? field.choices[Number(event.key) - 1] : undefined
    if (!picked || event.altKey || event.ctrlKey) return
    event.preventDefault()
    onAnswer(picked.code)
    if (!picked.written) onChosen()
  }
  return (
    <fieldset className="choices" aria-label={say(field.label)}>
      {field.choices.map((choice, i) => (
        <label key={choice.code} className="choice">
          <input
            type="radio"
            name={name}
            checked={choice.code === code}
            aria-describedby={describedBy}
            {...((chosen ? choice.code === code : i === 0) && { 'data-stop': true })}
            onKeyDown={onKeyDown}
            onChange={() => onAnswer(choice.code)}
          />
          <KeyHint keys={String(i + 1)} />
          {say(choice.label)}
        </label>
      ))}
      {unknown && <span className="badge badge-attention">{say(words.unknown)}</span>}
      {chosen?.written && (
        <PartInput
          label={say(words.written)}
          hideLabel
          value={written}
          maxLength={120}
          onText={(text) => onAnswer({ choice: code, written: text })}
        />
      )}
    </fieldset>
  )
}
