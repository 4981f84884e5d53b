import { NativeSelect } from '@mantine/core'
import { isRecord } from '../../../core/forms/answers.ts'
import type { ChangesField } from '../../../core/forms/definition.ts'
import type { FormFault } from '../../../core/forms/faults.ts'
import { useSay } from '../../../ui/language.tsx'
import { textOf, withPart } from './entry-answers.ts'
import { FieldInput } from './field-input.tsx'
import { PartInput } from './part-input.tsx'
import { words } from './words.ts'

interface ChangesInputProps {
  readonly field: ChangesField
  readonly answer: unknown
  readonly faults: readonly FormFault[]
  readonly onAnswer: (answer: unknown) => void
  readonly onChosen: () => void
}

type Row = Readonly<Record<string, unknown>>
const longestNote = 300

const rowsOf = (answer: unknown): readonly Row[] => (Array.isArray(answer) ? answer.filter(isRecord) : [])

interface RowProps extends Omit<ChangesInputProps, 'answer' | 'onAnswer'> {
  readonly number: number
  readonly row: Row
  readonly onRow: (row: Row) => void
}

function ChangeRow({ field, number, row, faults, onRow, onChosen }: RowProps) {
  const say = useSay()
  const item = field.items.find(({ id }) => id === row['item'])
  const set = (part: string, value: unknown) => {
    const next = withPart(row, part, value)
    onRow(isRecord(next) ? next : {})
  }
  const isWrong = (part: string) => faults.some((fault) => fault.part === `${number}.${part}`)
  return (
    <fieldset className="change-row">
      <legend>
        {say(words.row)} {number}
      </legend>
      <div className="parts">
        <NativeSelect
          size="sm"
          label={say(words.item)}
          value={textOf(row['item'])}
          error={isWrong('item')}
          data-stop
          onChange={({ currentTarget }) => onRow(currentTarget.value ? { item: currentTarget.value } : {})}
          data={[
            { value: '', label: say(words.choose) },
            ...field.items.map(({ id, item: nth, label }) => ({ value: id, label: `${nth}. ${say(label)}` })),
          ]}
        />
        {item && (
          <PartInput
            label={say(words.before)}
            value={row['before']}
            maxLength={longestNote}
            invalid={isWrong('before')}
            onText={(text) => set('before', text)}
          />
        )}
      </div>
      {item && (
        <>
          <span className="part-label">{say(words.after)}</span>
          <FieldInput
            field={item}
            answer={row['after']}
            faults={faults.filter(({ part }) => part?.startsWith(`${number}.after`))}
            describedBy={undefined}
            onAnswer={(answer) => set('after', answer)}
            onChosen={onChosen}
          />
          <PartInput
            label={say(words.evidence)}
            value={row['evidence']}
            maxLength={longestNote}
            invalid={isWrong('evidence')}
            onText={(text) => set('evidence', text)}
          />
        </>
      )}
    </fieldset>
  )
}

/** The rows of DC02, as many as are written and one more, up to those on paper. */
export function ChangesInput({ field, answer, faults, onAnswer, onChosen }: ChangesInputProps) {
  const rows = rowsOf(answer)
  const shown = rows.length < field.rows ? [...rows, {}] : rows
  const setRow = (at: number) => (row: Row) => {
    const next = shown.map((one, i) => (i === at ? row : one)).filter((one) => Object.keys(one).length > 0)
    onAnswer(next.length === 0 ? undefined : next)
  }
  return (
    <div className="change-rows">
      {shown.map((row, i) => (
        <ChangeRow
          // oxlint-disable-next-line react/no-array-index-key -- a row is known by its place on the paper
          key={i}
          field={field}
          number={i + 1}
          row={row}
          faults={faults}
          onRow={setRow(i)}
          onChosen={onChosen}
        />
      ))}
    </div>
  )
}
