import { FileInput, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { caseDocumentKinds } from '../../../core/adjudication/case-terms.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { AddCaseRecordDocument, type CaseDocumentKind } from '../generated/duplicate-case.ts'
import type { Trouble } from '../graphql/trouble.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { sendDocument } from './send-document.ts'

const words = {
  kind: { vi: 'Loại', en: 'Kind' },
  heading: { vi: 'Tên văn bản', en: 'Title' },
  note: { vi: 'Nội dung, ghi chú', en: 'Content, note' },
  file: { vi: 'Bản quét (PDF, JPEG, PNG; có thể bỏ trống)', en: 'Scan (PDF, JPEG, PNG; may be left out)' },
  choose: { vi: 'Chọn tệp', en: 'Choose a file' },
  add: { vi: 'Lưu vào hồ sơ', en: 'Add to the case' },
  added: { vi: 'Đã lưu văn bản vào hồ sơ', en: 'Added to the case' },
} as const satisfies Readonly<Record<string, Bilingual>>

const kinds = Object.keys(caseDocumentKinds) as readonly CaseDocumentKind[]
const accepted = 'application/pdf,image/jpeg,image/png'
const longestTitle = 200
const longestNote = 2000

interface AddDocumentProps {
  readonly caseId: string
  readonly onDone: (done: Bilingual) => void
}

/** The record of an interview, a paper that was brought, a report: with its scan or in words alone. */
export function AddDocument({ caseId, onDone }: AddDocumentProps) {
  const say = useSay()
  const [kind, setKind] = useState<CaseDocumentKind>('INTERVIEW')
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [sending, setSending] = useState(false)
  const [lost, setLost] = useState<Trouble | null>(null)
  const record = useAct(AddCaseRecordDocument)
  const said = { kind, title: title.trim(), note: note.trim() }
  async function sendFile(scan: File): Promise<boolean> {
    setSending(true)
    const trouble = await sendDocument({ caseId, ...said, file: scan })
    setSending(false)
    setLost(trouble)
    return trouble === null
  }
  const sendWords = async () =>
    (await record.act({ id: caseId, ...said, note: said.note === '' ? null : said.note })) !== null
  async function add(): Promise<void> {
    if (!(await (file ? sendFile(file) : sendWords()))) return
    setTitle('')
    setNote('')
    setFile(null)
    onDone(words.added)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void add()
  }
  return (
    <form onSubmit={submit} className="add-document">
      <RefusalNotice refusal={record.refusal} trouble={record.trouble ?? lost} />
      <div className="field-grid">
        <NativeSelect
          label={say(words.kind)}
          value={kind}
          onChange={({ currentTarget }) =>
            setKind(kinds.find((one) => one === currentTarget.value) ?? 'INTERVIEW')
          }
          data={kinds.map((value) => ({ value, label: say(caseDocumentKinds[value]) }))}
        />
        <TextInput
          label={say(words.heading)}
          value={title}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          maxLength={longestTitle}
          autoComplete="off"
          required
        />
        <FileInput
          label={say(words.file)}
          placeholder={say(words.choose)}
          accept={accepted}
          value={file}
          onChange={setFile}
          clearable
        />
      </div>
      <Textarea
        label={say(words.note)}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
        maxLength={longestNote}
        rows={2}
      />
      <div className="row">
        <ActionButton
          type="submit"
          label={words.add}
          variant="default"
          loading={sending || record.busy}
          disabled={said.title === ''}
        />
      </div>
    </form>
  )
}
