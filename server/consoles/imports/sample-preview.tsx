import { FileInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type MappingProfile, mappingProfileSchema } from '../../../core/import/mapping-profile.ts'
import { rowReasons } from '../../../core/import/row-faults.ts'
import { columnsWanted, isFault, type SourceAnswer, sourceReader } from '../../../core/import/sources.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Choice, columnsText, type Draft, sourceAt } from './profile-draft.ts'
import { profileFields } from './profile-fields.ts'
import { headingOf, sampleLines, sampleOf } from './sample.ts'

const words = {
  title: { vi: 'Xem thử với một tệp', en: 'Try it with a file' },
  file: { vi: 'Tệp mẫu', en: 'Sample file' },
  fileHint: {
    vi: 'Chỉ đọc vài dòng đầu ngay trong trình duyệt, không gửi đi.',
    en: 'Only its first lines are read, in the browser; nothing is sent.',
  },
  clear: { vi: 'Bỏ tệp mẫu', en: 'Take the sample away' },
  choose: { vi: 'Chọn tệp', en: 'Choose a file' },
  columns: { vi: 'Các cột trong tệp:', en: 'Columns of the file:' },
  notYet: {
    vi: 'Ghép đủ các mục bắt buộc để xem các dòng đầu được đọc thế nào.',
    en: 'Map the required items first.',
  },
  rows: { vi: 'Các dòng đầu đọc được', en: 'How the first rows read' },
  line: { vi: 'Dòng', en: 'Line' },
  unread: { vi: 'Không đọc được dòng này', en: 'Cannot be read' },
  unknown: { vi: 'không rõ', en: 'unknown' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface Sample {
  readonly file: File | null
  readonly setFile: (file: File | null) => void
  readonly lines: readonly string[]
}

/** A chosen file's first lines, read again when the encoding is another. */
export function useSample(draft: Draft): Sample {
  const [file, setFile] = useState<File | null>(null)
  const [lines, setLines] = useState<readonly string[]>([])
  const encoding = mappingProfileSchema.options[0].shape.encoding.safeParse(draft['encoding']).data ?? 'AUTO'
  useEffect(() => {
    if (!file) return undefined
    let left = false
    void sampleLines(file, encoding).then((read) => !left && setLines(read))
    return () => {
      left = true
    }
  }, [file, encoding])
  return { file, setFile, lines: file ? lines : [] }
}

const formatOf = (draft: Draft): MappingProfile['format'] | null =>
  mappingProfileSchema.options[0].shape.format.safeParse(draft['format']).data ?? null

interface SamplePreviewProps {
  readonly sample: Sample
  readonly draft: Draft
  readonly columnsId: string
}

/** The columns of a sample, and what its first rows say by the mapping so far. */
export function SamplePreview({ sample: { file, setFile, lines }, draft, columnsId }: SamplePreviewProps) {
  const say = useSay()
  const format = formatOf(draft)
  const heading = format ? headingOf(lines, format) : []
  const profile = mappingProfileSchema.safeParse(draft)
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <FileInput
        label={say(words.file)}
        description={say(words.fileHint)}
        placeholder={say(words.choose)}
        value={file}
        onChange={setFile}
        clearable
        clearButtonProps={{ 'aria-label': say(words.clear) }}
      />
      <datalist id={columnsId}>
        {heading.map((name, i) => (
          <option key={`${i} ${name}`} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      {heading.length > 0 && (
        <p className="soft">
          {say(words.columns)} {heading.join(' · ')}
        </p>
      )}
      {lines.length > 0 && !profile.success && <p className="soft">{say(words.notYet)}</p>}
      {lines.length > 0 && profile.success && <Rows lines={lines} profile={profile.data} draft={draft} />}
    </section>
  )
}

interface RowsProps {
  readonly lines: readonly string[]
  readonly profile: MappingProfile
  readonly draft: Draft
}

function Rows({ lines, profile, draft }: RowsProps) {
  const say = useSay()
  const wanted = columnsWanted(profile)
  const mapped = profileFields[profile.target]
    .map((field) => ({ ...field, source: sourceAt(draft, field.path) }))
    .filter(({ source }) => columnsText(source) !== '')
    .map((field) => ({ ...field, read: sourceReader(field.source, wanted) }))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the frame scrolls, and is scrolled by keys
    <section className="sample-frame" aria-label={say(words.rows)} tabIndex={0}>
      <table className="worklist">
        <caption className="for-ears">{say(words.rows)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.line)}</th>
            {mapped.map(({ path, label }) => (
              <th key={path.join('.')} scope="col">
                {say(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sampleOf(lines, profile).map(({ line, values }) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              {values === null ? (
                <td colSpan={mapped.length}>{say(words.unread)}</td>
              ) : (
                mapped.map(({ path, label, read, choices }) => (
                  <td key={path.join('.')} data-label={say(label)}>
                    <AnswerText answer={read(values)} choices={choices} />
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface AnswerTextProps {
  readonly answer: SourceAnswer
  readonly choices: readonly Choice[] | undefined
}

function AnswerText({ answer, choices }: AnswerTextProps) {
  const say = useSay()
  if (answer === undefined) return '–'
  if (typeof answer === 'string') {
    const choice = choices?.find(({ code }) => code === answer)
    return choice ? say(choice.label) : answer
  }
  return isFault(answer) ? (
    <span className="badge badge-trouble wrap">{say(rowReasons[answer.fault])}</span>
  ) : (
    <span className="soft">{say(words.unknown)}</span>
  )
}
