import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { movementColumns, type ReporterKind, reporterKinds } from '../../../core/residence/movement-list.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ImportMovementsDocument, type ImportMovementsMutation } from '../generated/movements.ts'
import { useAct } from '../graphql/use-act.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { Worklist } from '../../../ui/worklist.tsx'

type Imported = Extract<ImportMovementsMutation['importMovements'], { __typename: 'ImportedMovements' }>

const words = {
  title: { vi: 'Nhận danh sách', en: 'Take in a list' },
  help: {
    vi: `Tệp CSV (UTF-8) có dòng đầu: ${movementColumns.join(',')}. Gửi lại cùng danh sách không ghi trùng.`,
    en: `A CSV file (UTF-8) with the heading ${movementColumns.join(',')}. The same list again adds nothing.`,
  },
  file: { vi: 'Tệp danh sách', en: 'File' },
  pick: { vi: 'Chọn tệp…', en: 'Choose a file…' },
  unit: { vi: 'Nơi làm việc, nơi trọ thuộc', en: 'Unit of the workplace or house' },
  reporterKind: { vi: 'Người báo là', en: 'Reporter is' },
  reporter: { vi: 'Tên người báo', en: 'Reporter' },
  import: { vi: 'Nhận', en: 'Take in' },
  tooLong: {
    vi: 'Tệp lớn hơn 2 MB. Hãy chia nhỏ danh sách.',
    en: 'The file is larger than 2 MB. Divide the list.',
  },
  notUtf8: {
    vi: 'Tệp không phải UTF-8. Hãy lưu lại dạng “CSV UTF-8”.',
    en: 'The file is not UTF-8. Save it as “CSV UTF-8”.',
  },
  added: { vi: 'dòng mới', en: 'new rows' },
  before: { vi: 'dòng đã có', en: 'known before' },
  matched: { vi: 'dòng khớp với hồ sơ', en: 'matched' },
  faults: { vi: 'Dòng lỗi, chưa ghi', en: 'Rows with faults, not stored' },
  line: { vi: 'Dòng', en: 'Line' },
  column: { vi: 'Cột', en: 'Column' },
  fault: { vi: 'Lỗi', en: 'Fault' },
  noFaults: { vi: 'Không có dòng lỗi.', en: 'No faults.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const reporterNames: Readonly<Record<ReporterKind, Bilingual>> = {
  EMPLOYER: { vi: 'Người sử dụng lao động', en: 'Employer' },
  LANDLORD: { vi: 'Chủ nhà trọ', en: 'Landlord' },
  OFFICER: { vi: 'Cán bộ', en: 'Officer' },
}

const longestBytes = 2 * 1024 * 1024

/** The list's text, or why it cannot be read. */
async function readList(file: File): Promise<{ readonly csv: string } | { readonly fault: Bilingual }> {
  if (file.size > longestBytes) return { fault: words.tooLong }
  try {
    return { csv: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()) }
  } catch (error) {
    if (error instanceof TypeError) return { fault: words.notUtf8 }
    throw error
  }
}

function Outcome({ imported }: { readonly imported: Imported }) {
  const say = useSay()
  const { added, knownBefore, matched, faults } = imported
  const counts = [
    [added, words.added],
    [knownBefore, words.before],
    [matched, words.matched],
  ] as const
  return (
    <>
      <Notice
        tone={faults.length > 0 ? 'attention' : 'good'}
        title={counts.map(([count, name]) => `${formatCount(count)} ${say(name)}`).join(' · ')}
        spoken
      />
      <h3>
        {say(words.faults)}: {formatCount(faults.length)}
      </h3>
      <Worklist
        caption={words.faults}
        rows={faults}
        keyOf={({ line, column }) => `${line} ${column}`}
        columns={[
          { title: words.line, cell: ({ line }) => line },
          { title: words.column, cell: ({ column }) => <span className="code">{column}</span> },
          { title: words.fault, cell: ({ text }) => say(text) },
        ]}
        empty={words.noFaults}
      />
    </>
  )
}

/** Takes in the list of an employer or a landlord; bad rows are told by line and column. */
export function ImportPanel() {
  const say = useSay()
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const [reporterKind, setReporterKind] = useState<ReporterKind>('EMPLOYER')
  const [reporter, setReporter] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<Bilingual | null>(null)
  const [imported, setImported] = useState<Imported | null>(null)
  const { act, busy, refusal, trouble } = useAct(ImportMovementsDocument)
  async function take(): Promise<void> {
    if (!file || !unit) return
    setImported(null)
    const list = await readList(file)
    setFault('fault' in list ? list.fault : null)
    if ('fault' in list) return
    setImported(await act({ unitCode: unit.code, reporterKind, reporter: reporter.trim(), csv: list.csv }))
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void take()
  }
  return (
    <form className="panel" onSubmit={submit}>
      <h2>{say(words.title)}</h2>
      <p className="soft file-help">{say(words.help)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="field-grid">
        <UnitPicker label={words.unit} value={unit} onPick={setUnit} required />
        <NativeSelect
          label={say(words.reporterKind)}
          value={reporterKind}
          onChange={({ currentTarget }) =>
            setReporterKind(reporterKinds.find((one) => one === currentTarget.value) ?? reporterKind)
          }
          data={reporterKinds.map((kind) => ({ value: kind, label: say(reporterNames[kind]) }))}
        />
        <TextInput
          label={say(words.reporter)}
          value={reporter}
          onChange={({ currentTarget }) => setReporter(currentTarget.value)}
          autoComplete="off"
          required
          maxLength={200}
        />
        <FileInput
          label={say(words.file)}
          placeholder={say(words.pick)}
          value={file}
          onChange={setFile}
          accept=".csv,text/csv"
          error={fault && say(fault)}
          required
        />
      </div>
      <div className="row">
        <Button type="submit" loading={busy} disabled={!file || !unit || reporter.trim() === ''}>
          {say(words.import)}
        </Button>
      </div>
      {imported && <Outcome imported={imported} />}
    </form>
  )
}
