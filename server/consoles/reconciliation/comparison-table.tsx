import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { useSay } from '../../../ui/language.tsx'
import {
  choiceAt,
  type Choice,
  type Choices,
  columnsOf,
  type ComparedCell,
  type ComparedRow,
} from './choices.ts'
import { codesOf, readTypedValue, shown } from './field-values.ts'
import './reconciliation.css'

const words = {
  caption: { vi: 'So sánh các nguồn', en: 'Sources side by side' },
  field: { vi: 'Mục', en: 'Item' },
  notLookedUp: { vi: 'chưa tra cứu', en: 'not looked up' },
  empty: { vi: 'bỏ trống', en: 'left empty' },
  unknown: { vi: 'ghi “không rõ”', en: 'says “not known”' },
  base: { vi: 'mốc so sánh', en: 'compared with' },
  advised: { vi: 'nên lấy', en: 'advised' },
  contradictory: { vi: 'mâu thuẫn', en: 'contradictory' },
  procedure: {
    vi: 'Có thủ tục riêng: chỉ để xem, không điều chỉnh ở đây.',
    en: 'Has a procedure of its own: shown, not changed here.',
  },
  taken: { vi: 'Lấy', en: 'Taken' },
  stays: { vi: 'Giữ như CSDL', en: 'Stays as registered' },
  document: { vi: 'theo giấy tờ', en: 'from the document' },
  proposed: { vi: 'Đề xuất', en: 'Proposed' },
  take: { vi: 'Lấy giá trị của cột', en: 'Take the value of column' },
  clear: { vi: 'Bỏ lựa chọn của dòng', en: 'Clear the row' },
  typed: { vi: 'Giá trị theo giấy tờ', en: 'Value on the document' },
  type: { vi: 'Gõ giá trị theo giấy tờ', en: 'Type the document’s value' },
  illegal: { vi: 'Nội dung không hợp lệ cho mục này.', en: 'This cannot stand here.' },
  down: { vi: 'Dòng dưới', en: 'Next row' },
  up: { vi: 'Dòng trên', en: 'Row above' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ComparisonTableProps {
  readonly rows: readonly ComparedRow[]
  readonly choices: Choices
  /** Left out where nothing can be chosen: by somebody else, or in another state. */
  readonly onChoose?: (field: string, choice: Choice | null) => void
  /** What a waiting decision puts into a field. */
  readonly proposed?: ReadonlyMap<string, string | null>
}

/** The row of the table that holds the focus, by its field. */
const focusedField = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('tr[data-field]')?.dataset['field']

/** One row per field, one column per source. j and k go through the rows, a digit takes that column's value. */
export function ComparisonTable(props: ComparisonTableProps) {
  const { rows, onChoose } = props
  const say = useSay()
  const [typing, setTyping] = useState<string | null>(null)
  const columns = columnsOf(rows)
  const step = (by: number) => () => {
    const heads = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
    const at = heads.findIndex((head) => head.closest('tr')?.contains(document.activeElement))
    heads[Math.min(Math.max(at + by, 0), heads.length - 1)]?.focus()
  }
  useShortcut('j', words.down, step(1))
  useShortcut('k', words.up, step(-1))
  const withRow = (run: (row: ComparedRow) => void) => () => {
    const row = rows.find(({ field }) => field === focusedField())
    if (row) run(row)
  }
  const clear = withRow(({ field }) => {
    onChoose?.(field, null)
    setTyping(null)
  })
  useShortcut(onChoose ? '0' : null, words.clear, clear)
  const type = withRow(({ field, outcome }) => outcome !== 'PROCEDURE' && setTyping(field))
  useShortcut(onChoose ? 'e' : null, words.type, type)
  return (
    <table className="worklist comparison">
      <caption className="for-ears">{say(words.caption)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(words.field)}</th>
          {columns.map(({ source, sourceText }, i) => (
            <th key={source} scope="col">
              {onChoose && <KeyHint keys={String(i + 1)} />} {say(sourceText)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.field}
            data-field={row.field}
            className={row.contradictory ? 'contradictory' : undefined}
          >
            <FieldCell
              row={row}
              {...props}
              typing={typing === row.field}
              onType={() => setTyping(row.field)}
              onTyped={(choice) => {
                onChoose?.(row.field, choice)
                setTyping(null)
              }}
            />
            {columns.map(({ source }) => (
              <SourceCell
                key={source}
                row={row}
                source={source}
                choice={props.choices[row.field]}
                onChoose={onChoose}
              />
            ))}
          </tr>
        ))}
      </tbody>
      {onChoose &&
        columns.map(({ source, sourceText }, i) => (
          <TakeKey
            key={source}
            keys={String(i + 1)}
            column={sourceText}
            onPress={withRow((row) => {
              const choice = choiceAt(row, source)
              if (choice) onChoose(row.field, choice)
            })}
          />
        ))}
    </table>
  )
}

interface TakeKeyProps {
  readonly keys: string
  readonly column: Bilingual
  readonly onPress: () => void
}

function TakeKey({ keys, column, onPress }: TakeKeyProps) {
  const label = { vi: `${words.take.vi} ${column.vi}`, en: `${words.take.en} ${column.en}` }
  useShortcut(keys, label, onPress)
  return null
}

interface FieldCellProps extends ComparisonTableProps {
  readonly row: ComparedRow
  readonly typing: boolean
  readonly onType: () => void
  readonly onTyped: (choice: Choice | null) => void
}

function FieldCell({ row, choices, onChoose, proposed, typing, onType, onTyped }: FieldCellProps) {
  const say = useSay()
  const choice = choices[row.field]
  const head = useRef<HTMLSpanElement>(null)
  const value = proposed?.get(row.field)
  return (
    <th scope="row">
      <span className="field-name" data-row tabIndex={-1} ref={head}>
        {say(row.label)}
      </span>
      {row.contradictory && <span className="badge badge-trouble">{say(words.contradictory)}</span>}
      {row.advice && <p className="soft because">{say(row.because)}</p>}
      {row.outcome === 'PROCEDURE' && <p className="soft because">{say(words.procedure)}</p>}
      {value !== undefined && (
        <p className="taken">
          {say(words.proposed)}: {say(shown(row.field, value))}
        </p>
      )}
      {onChoose && row.outcome !== 'PROCEDURE' && (
        <>
          <output className={choice ? 'taken' : 'soft'}>
            {choice ? `${say(words.taken)}: ${say(shown(row.field, choice.value))}` : say(words.stays)}
            {choice?.source === 'DOCUMENT' && ` (${say(words.document)})`}
          </output>
          {typing ? (
            <TypedValue
              row={row}
              onTyped={(typed) => {
                onTyped(typed)
                head.current?.focus()
              }}
            />
          ) : (
            <button type="button" className="type-other" onClick={onType}>
              {say(words.type)} <KeyHint keys="e" />
            </button>
          )}
        </>
      )}
    </th>
  )
}

interface TypedValueProps {
  readonly row: ComparedRow
  readonly onTyped: (choice: Choice | null) => void
}

/** A value that none of the sources has, but the document does. Enter takes it. */
function TypedValue({ row: { field, label }, onTyped }: TypedValueProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null)
  useEffect(() => input.current?.focus(), [])
  const value = readTypedValue(field, typed)
  const codes = codesOf(field)
  const take = () => {
    if (value !== undefined) onTyped(value === null ? null : { source: 'DOCUMENT', value })
  }
  const common = {
    ref: input,
    'aria-label': `${say(words.typed)}: ${say(label)}`,
    size: 'xs',
    value: typed,
    onKeyDown: (event: { readonly key: string; preventDefault(): void }) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      take()
    },
  } as const
  return codes ? (
    <NativeSelect
      {...common}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      data={[
        { value: '', label: '–' },
        ...Object.entries(codes).map(([code, name]) => ({ value: code, label: say(name) })),
      ]}
    />
  ) : (
    <TextInput
      {...common}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      autoComplete="off"
      maxLength={300}
      error={value === undefined && say(words.illegal)}
    />
  )
}

interface SourceCellProps {
  readonly row: ComparedRow
  readonly source: ComparedCell['source']
  readonly choice: Choice | undefined
  readonly onChoose: ComparisonTableProps['onChoose'] | undefined
}

function SourceCell({ row, source, choice, onChoose }: SourceCellProps) {
  const say = useSay()
  const cell = row.cells.find((one) => one.source === source)
  if (!cell) return null
  const offered = onChoose ? choiceAt(row, source) : null
  const taken = choice?.source === source
  return (
    <td data-label={say(cell.sourceText)}>
      {offered ? (
        <button
          type="button"
          className="pick"
          aria-pressed={taken}
          onClick={() => onChoose?.(row.field, taken ? null : offered)}
        >
          {taken && '✓ '}
          {say(shown(row.field, cell.value))}
        </button>
      ) : (
        <CellValue field={row.field} cell={cell} />
      )}
      <CellMarks row={row} cell={cell} />
    </td>
  )
}

function CellValue({ field, cell }: { readonly field: string; readonly cell: ComparedCell }) {
  const say = useSay()
  if (!cell.lookedUp) return <span className="not-looked-up">{say(words.notLookedUp)}</span>
  if (cell.unknown) return <span className="says-unknown">{say(words.unknown)}</span>
  if (cell.value === null) return <span className="says-nothing">{say(words.empty)}</span>
  return <strong className="says">{say(shown(field, cell.value))}</strong>
}

const tones: Readonly<Record<string, string>> = {
  SPELLING: 'badge',
  YEAR_ONLY: 'badge badge-attention',
  LESS_EXACT: 'badge badge-attention',
  MIDDLE_NAME: 'badge badge-trouble',
  DAY_MONTH_SWAPPED: 'badge badge-trouble',
  DIFFERENT: 'badge badge-trouble',
}

/** In words how the cell differs, and whether its source is the one that usually prevails. */
function CellMarks({ row, cell }: { readonly row: ComparedRow; readonly cell: ComparedCell }) {
  const say = useSay()
  const tone = tones[cell.difference]
  return (
    <div className="marks">
      {row.against === cell.source && cell.value !== null && <span className="soft">{say(words.base)}</span>}
      {tone && <span className={tone}>{say(cell.differenceText)}</span>}
      {row.advice === cell.source && <span className="badge badge-good">★ {say(words.advised)}</span>}
    </div>
  )
}
