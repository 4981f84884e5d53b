import type { ReactNode } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { isRecord, isUnknown, unknownAnswer } from '../../../core/forms/answers.ts'
import type {
  AddressField,
  ChoiceField,
  CorrectableField,
  PersonField,
  PersonPart,
} from '../../../core/forms/definition.ts'
import type { FormFault } from '../../../core/forms/faults.ts'
import { useSay } from '../../../ui/language.tsx'
import { words } from './words.ts'

interface Question<Field extends CorrectableField = CorrectableField> {
  readonly field: Field
  readonly answer: unknown
  readonly onAnswer: (answer: unknown) => void
}

interface FormQuestionProps extends Question {
  readonly faults: readonly FormFault[]
  readonly onLeave: () => void
}

const textIn = (answer: unknown) => (typeof answer === 'string' ? answer : '')
const partIn = (answer: unknown, part: string) => (isRecord(answer) ? textIn(answer[part]) : '')

/** One item of the form: its number and name, how it is filled in, the answer, and what is wrong with it. */
export function FormQuestion({ field, answer, faults, onAnswer, onLeave }: FormQuestionProps) {
  const say = useSay()
  const unknown = isUnknown(answer)
  const title = `${field.item}. ${say(field.label)}`
  const [help, wrong] = [`help-${field.id}`, `fault-${field.id}`]
  const whole = field.type === 'TEXT' || field.type === 'DATE' || field.type === 'DIGITS'
  const described = faults.length > 0 ? `${help} ${wrong}` : help
  return (
    <div className="question" id={`answer-${field.id}`} onBlur={onLeave}>
      <Frame whole={whole && !unknown} title={title} described={described}>
        {!unknown && (
          <Answer
            field={field}
            answer={answer}
            onAnswer={onAnswer}
            invalid={faults.length > 0}
            described={described}
          />
        )}
      </Frame>
      <p className="soft" id={help}>
        {say(field.help)}
      </p>
      {field.mayBeUnknown && (
        <label className="tick">
          <input
            type="checkbox"
            checked={unknown}
            onChange={({ target }) => onAnswer(target.checked ? unknownAnswer : undefined)}
          />
          {say(words.unknown)}
          <span className="for-ears">: {say(field.label)}</span>
        </label>
      )}
      {faults.length > 0 && (
        <ul className="faults" id={wrong}>
          {faults.map(({ part, rule, text }) => (
            <li key={`${part}.${rule}`} className="fault">
              {say(text)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface FrameProps {
  readonly whole: boolean
  readonly title: string
  readonly described: string
  readonly children: ReactNode
}

/** One input has a label, several a legend. */
function Frame({ whole, title, described, children }: FrameProps) {
  if (whole)
    return (
      <label className="field">
        <span>{title}</span>
        {children}
      </label>
    )
  return (
    <fieldset className="choices" aria-describedby={described}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

interface AnswerProps extends Question {
  readonly invalid: boolean
  readonly described: string
}

function Answer({ field, answer, onAnswer, invalid, described }: AnswerProps) {
  const say = useSay()
  switch (field.type) {
    case 'ADDRESS':
      return <AddressAnswer field={field} answer={answer} onAnswer={onAnswer} />
    case 'PERSON':
      return <PersonAnswer field={field} answer={answer} onAnswer={onAnswer} />
    case 'CHOICE':
      return <ChoiceAnswer field={field} answer={answer} onAnswer={onAnswer} />
    case 'TEXT':
    case 'DATE':
    case 'DIGITS':
      return (
        <input
          value={textIn(answer)}
          onChange={({ target }) => onAnswer(target.value)}
          inputMode={field.type === 'DIGITS' ? 'numeric' : 'text'}
          placeholder={field.type === 'DATE' ? say(words.dateHelp) : undefined}
          autoCapitalize={field.type === 'TEXT' && field.content === 'NAME' ? 'characters' : 'sentences'}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={invalid}
          aria-describedby={described}
        />
      )
  }
}

function Parts({
  answer,
  onAnswer,
  parts,
}: Omit<Question, 'field'> & { readonly parts: readonly PartLabel[] }) {
  const say = useSay()
  return parts.map(({ part, label, digits }) => (
    <label className="field" key={part}>
      <span>{say(label)}</span>
      <input
        value={partIn(answer, part)}
        onChange={({ target }) => onAnswer({ ...(isRecord(answer) ? answer : {}), [part]: target.value })}
        inputMode={digits ? 'numeric' : 'text'}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  ))
}

interface PartLabel {
  readonly part: string
  readonly label: Bilingual
  readonly digits?: boolean
}

const AddressAnswer = ({ field, ...question }: Question<AddressField>) => (
  <Parts {...question} parts={field.parts} />
)

const personLabels: Readonly<Record<PersonPart, PartLabel>> = {
  name: { part: 'name', label: words.personName },
  number: { part: 'number', label: words.personNumber, digits: true },
  nationality: { part: 'nationality', label: words.personNationality },
}

const PersonAnswer = ({ field, ...question }: Question<PersonField>) => (
  <Parts {...question} parts={field.parts.map((part) => personLabels[part])} />
)

function ChoiceAnswer({ field, answer, onAnswer }: Question<ChoiceField>) {
  const say = useSay()
  const chosen = isRecord(answer) ? textIn(answer['choice']) : textIn(answer)
  const choice = field.choices.find(({ code }) => code === chosen)
  return (
    <>
      {field.choices.map(({ code, label, written }) => (
        <label key={code}>
          <input
            type="radio"
            name={field.id}
            checked={chosen === code}
            onChange={() => onAnswer(written ? { choice: code, written: '' } : code)}
          />
          {say(label)}
        </label>
      ))}
      {choice?.written && (
        <label className="field">
          <span>{say(words.written)}</span>
          <input
            value={partIn(answer, 'written')}
            onChange={({ target }) => onAnswer({ choice: choice.code, written: target.value })}
            autoComplete="off"
          />
        </label>
      )}
      {choice && !field.required && (
        <button type="button" className="link" onClick={() => onAnswer(undefined)}>
          {say(words.clear)}
          <span className="for-ears">: {say(field.label)}</span>
        </button>
      )}
    </>
  )
}
