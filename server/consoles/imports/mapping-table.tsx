import { MultiSelect, TextInput } from '@mantine/core'
import { dateFormats } from '../../../core/import/date-formats.ts'
import type { Source } from '../../../core/import/mapping-profile.ts'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import {
  type Choice,
  codesText,
  columnsText,
  type Draft,
  sourceAt,
  valueAt,
  withCodes,
  withColumns,
  withValue,
} from './profile-draft.ts'
import type { ProfileField } from './profile-fields.ts'

const words = {
  field: { vi: 'Mục', en: 'Item' },
  column: { vi: 'Cột trong tệp', en: 'Column of the file' },
  codes: { vi: 'Bảng mã giá trị', en: 'Codes' },
  dates: { vi: 'Dạng ngày', en: 'Date formats' },
  datesHint: { vi: 'Chọn dạng', en: 'Choose' },
  inParts: { vi: 'Đang ghép theo từng phần (xem bên dưới)', en: 'Mapped part by part (see below)' },
  required: { vi: 'bắt buộc', en: 'required' },
} as const satisfies Readonly<Record<string, Bilingual>>

const codesHint = (choices: readonly Choice[]) =>
  choices
    .slice(0, 2)
    .map(({ label }, i) => `${i + 1}=${label.vi}`)
    .join('; ')

interface MappingTableProps {
  readonly title: Bilingual
  readonly fields: readonly ProfileField[]
  readonly draft: Draft
  /** Id of the datalist with the columns of the sample file. */
  readonly columnsId: string
  readonly onChange: (draft: Draft) => void
}

/** Which column becomes which item, and how its values are read. */
export function MappingTable({ title, fields, draft, columnsId, onChange }: MappingTableProps) {
  const say = useSay()
  return (
    <table className="worklist mapping-table">
      <caption className="for-ears">{say(title)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(words.field)}</th>
          <th scope="col">{say(words.column)}</th>
          <th scope="col">{say(words.codes)}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <FieldRow
            key={field.path.join('.')}
            field={field}
            draft={draft}
            columnsId={columnsId}
            onSource={(source) => onChange((withValue(draft, field.path, source) ?? {}) as Draft)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface FieldRowProps {
  readonly field: ProfileField
  readonly draft: Draft
  readonly columnsId: string
  readonly onSource: (source: Source | undefined) => void
}

function FieldRow({ field, draft, columnsId, onSource }: FieldRowProps) {
  const say = useSay()
  const source = sourceAt(draft, field.path)
  const label = say(field.label)
  const rival = field.path.at(-1) === 'oneLine' && valueAt(draft, [...field.path.slice(0, -1), 'parts'])
  const mapped = columnsText(source) !== ''
  return (
    <tr>
      <td>
        {label} {field.required && <span className="soft">({say(words.required)})</span>}
      </td>
      <td data-label={say(words.column)}>
        <Typed
          label={`${say(words.column)}: ${label}`}
          value={columnsText(source)}
          list={columnsId}
          onType={(text) => onSource(withColumns(source, text))}
        />
        {rival !== undefined && rival !== false && <span className="soft">{say(words.inParts)}</span>}
      </td>
      <td data-label={say(field.date ? words.dates : words.codes)}>
        {field.date ? (
          <MultiSelect
            aria-label={`${say(words.dates)}: ${label}`}
            placeholder={source.dates?.length ? '' : say(words.datesHint)}
            data={[...dateFormats]}
            value={[...(source.dates ?? [])]}
            disabled={!mapped}
            comboboxProps={{ withinPortal: false }}
            onChange={(chosen) => {
              const dates = dateFormats.filter((format) => chosen.includes(format))
              const { dates: _old, ...rest } = source
              onSource(dates.length === 0 ? rest : { ...rest, dates })
            }}
          />
        ) : (
          <Typed
            label={`${say(words.codes)}: ${label}`}
            value={codesText(source, field.choices)}
            placeholder={field.choices?.length ? codesHint(field.choices) : ''}
            disabled={!mapped}
            onType={(text) => onSource(withCodes(source, text, field.choices))}
          />
        )}
      </td>
    </tr>
  )
}

interface TypedProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly list?: string
  readonly disabled?: boolean
  readonly onType: (text: string) => void
}

/** Shows what is typed as it is typed, and when it is left, what it means. */
function Typed({ label, value, onType, ...props }: TypedProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      aria-label={label}
      value={typed ?? value}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        onType(currentTarget.value)
      }}
      onBlur={() => setTyped(null)}
      autoComplete="off"
      spellCheck={false}
      maxLength={600}
      {...props}
    />
  )
}
