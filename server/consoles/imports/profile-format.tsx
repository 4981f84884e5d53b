import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type CalendarDate, calendarDateSchema } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { legacyEncodings } from '../../../core/text/legacy-encodings.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { type Draft, type Path, valueAt } from './profile-draft.ts'

const words = {
  format: { vi: 'Dạng tệp', en: 'Format' },
  csv: { vi: 'CSV', en: 'CSV' },
  json: { vi: 'JSON từng dòng', en: 'JSON lines' },
  delimiter: { vi: 'Ngăn cách cột', en: 'Delimiter' },
  comma: { vi: 'dấu phẩy ,', en: 'comma ,' },
  semicolon: { vi: 'dấu chấm phẩy ;', en: 'semicolon ;' },
  tab: { vi: 'phím Tab', en: 'tab' },
  bar: { vi: 'gạch đứng |', en: 'bar |' },
  encoding: { vi: 'Bảng mã chữ', en: 'Encoding' },
  auto: { vi: 'Tự nhận biết', en: 'Found out' },
  asOf: { vi: 'Số liệu tính đến ngày', en: 'Data as of' },
  key: { vi: 'Cột khóa của mỗi dòng', en: 'Key columns of a row' },
  keyHint: { vi: 'Ví dụ: MaHo; STT', en: 'For example: MaHo; STT' },
  breaks: { vi: 'Một ô có thể xuống dòng', en: 'Values may run over lines' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ProfileFormatProps {
  readonly draft: Draft
  readonly withKey: boolean
  readonly onSet: (path: Path, value: unknown) => void
}

const textAt = (draft: Draft, path: Path): string => {
  const value = valueAt(draft, path)
  return typeof value === 'string' ? value : ''
}

function KeyColumns({ draft, onSet }: Omit<ProfileFormatProps, 'withKey'>) {
  const say = useSay()
  const key = valueAt(draft, ['key'])
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      className="grow"
      label={say(words.key)}
      placeholder={say(words.keyHint)}
      value={typed ?? (Array.isArray(key) ? key.join('; ') : '')}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        const names = currentTarget.value
          .split(';')
          .map((name) => name.trim())
          .filter((name) => name !== '')
        onSet(['key'], names.length === 0 ? undefined : names)
      }}
      onBlur={() => setTyped(null)}
      required
      autoComplete="off"
      maxLength={500}
    />
  )
}

/** How the file is written, before any of its columns means anything. */
export function ProfileFormat({ draft, withKey, onSet }: ProfileFormatProps) {
  const say = useSay()
  const kind = textAt(draft, ['format', 'kind'])
  const asOf = calendarDateSchema.safeParse(valueAt(draft, ['asOf']))
  const day: CalendarDate | null = asOf.success ? asOf.data : null
  return (
    <>
      <div className="row">
        <NativeSelect
          label={say(words.format)}
          value={kind}
          onChange={({ currentTarget }) =>
            onSet(['format'], {
              kind: currentTarget.value,
              ...(currentTarget.value === 'CSV' && { delimiter: ',' }),
            })
          }
          data={[
            { value: 'CSV', label: say(words.csv) },
            { value: 'JSON_LINES', label: say(words.json) },
          ]}
        />
        {kind === 'CSV' && (
          <NativeSelect
            label={say(words.delimiter)}
            value={textAt(draft, ['format', 'delimiter']) || ','}
            onChange={({ currentTarget }) => onSet(['format', 'delimiter'], currentTarget.value)}
            data={[
              { value: ',', label: say(words.comma) },
              { value: ';', label: say(words.semicolon) },
              { value: '\t', label: say(words.tab) },
              { value: '|', label: say(words.bar) },
            ]}
          />
        )}
        <NativeSelect
          label={say(words.encoding)}
          value={textAt(draft, ['encoding']) || 'AUTO'}
          onChange={({ currentTarget }) => onSet(['encoding'], currentTarget.value)}
          data={[
            { value: 'AUTO', label: say(words.auto) },
            ...['UTF-8', 'UTF-16', ...legacyEncodings].map((value) => ({ value, label: value })),
          ]}
        />
        <DateInput label={words.asOf} value={day} onDate={(date) => onSet(['asOf'], date ?? '')} required />
      </div>
      <div className="row">
        {withKey && <KeyColumns draft={draft} onSet={onSet} />}
        {kind === 'CSV' && (
          <Checkbox
            className="row-checkbox"
            label={say(words.breaks)}
            checked={valueAt(draft, ['format', 'lineBreaksInValues']) === true}
            onChange={({ currentTarget }) => onSet(['format', 'lineBreaksInValues'], currentTarget.checked)}
          />
        )}
      </div>
    </>
  )
}
