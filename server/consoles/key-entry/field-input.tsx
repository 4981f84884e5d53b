import { isUnknown } from '../../../core/forms/answers.ts'
import type { AddressField, CorrectableField, PersonField } from '../../../core/forms/definition.ts'
import type { FormFault } from '../../../core/forms/faults.ts'
import { useSay } from '../../../ui/language.tsx'
import { ChoiceInput } from './choice-input.tsx'
import { DigitBoxes } from './digit-boxes.tsx'
import { boxesOf, dateFromBoxes, partOf, withPart } from './entry-answers.ts'
import { PartInput } from './part-input.tsx'
import { words } from './words.ts'

export interface FieldInputProps<Field = CorrectableField> {
  readonly field: Field
  readonly answer: unknown
  /** Those to show: of a field that has been left. */
  readonly faults: readonly FormFault[]
  readonly describedBy: string | undefined
  readonly onAnswer: (answer: unknown) => void
  readonly onChosen: () => void
}

const dateBoxes = { boxes: 8, gaps: [2, 4] } as const
const citizenDigits = 12
const longestPart = 120

function AddressInput(props: FieldInputProps<AddressField>) {
  const { field, answer, faults, describedBy, onAnswer } = props
  const say = useSay()
  const whole = isUnknown(answer)
  return (
    <div className="parts">
      {field.parts.map(({ part, label }) => (
        <PartInput
          key={part}
          label={say(label)}
          value={whole ? answer : partOf(answer, part)}
          part={part}
          maxLength={longestPart}
          invalid={faults.some((fault) => fault.part === part)}
          describedBy={describedBy}
          onText={(text) => onAnswer(withPart(answer, part, text))}
        />
      ))}
    </div>
  )
}

function PersonInput(props: FieldInputProps<PersonField>) {
  const { field, answer, faults, describedBy, onAnswer } = props
  const say = useSay()
  const whole = isUnknown(answer)
  const isWrong = (part: string) => faults.some((fault) => fault.part === part)
  return (
    <div className="parts">
      {field.parts.map((part) =>
        part === 'number' ? (
          <DigitBoxes
            key={part}
            label={say(words.number)}
            digits={boxesOf(partOf(answer, part))}
            boxes={citizenDigits}
            unknown={whole ? say(words.unknown) : null}
            invalid={isWrong(part)}
            describedBy={describedBy}
            onDigits={(digits) => onAnswer(withPart(answer, part, digits))}
          />
        ) : (
          <PartInput
            key={part}
            label={say(words[part])}
            value={whole ? answer : partOf(answer, part)}
            capitals={part === 'name'}
            maxLength={longestPart}
            invalid={isWrong(part)}
            describedBy={describedBy}
            onText={(text) => onAnswer(withPart(answer, part, text))}
          />
        ),
      )}
    </div>
  )
}

/** Draws one field of a form by its definition: boxes, choices, an address, a person or words. */
export function FieldInput(props: FieldInputProps) {
  const { field, answer, faults, describedBy, onAnswer } = props
  const say = useSay()
  const unknown = isUnknown(answer) ? say(words.unknown) : null
  const common = { label: say(field.label), hideLabel: true, invalid: faults.length > 0, describedBy }
  switch (field.type) {
    case 'TEXT':
      return (
        <PartInput
          {...common}
          value={answer}
          capitals={field.content === 'NAME'}
          maxLength={field.maxLength}
          onText={onAnswer}
        />
      )
    case 'DATE':
      return (
        <DigitBoxes
          {...common}
          {...dateBoxes}
          digits={boxesOf(answer)}
          unknown={unknown}
          onDigits={(digits) => onAnswer(dateFromBoxes(digits))}
        />
      )
    case 'DIGITS':
      return (
        <DigitBoxes
          {...common}
          boxes={Math.max(...field.lengths)}
          digits={boxesOf(answer)}
          unknown={unknown}
          onDigits={onAnswer}
        />
      )
    case 'CHOICE':
      return <ChoiceInput {...props} field={field} />
    case 'ADDRESS':
      return <AddressInput {...props} field={field} />
    case 'PERSON':
      return <PersonInput {...props} field={field} />
  }
}
