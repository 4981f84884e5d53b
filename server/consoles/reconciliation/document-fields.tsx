import { FileInput, NativeSelect, TextInput } from '@mantine/core'
import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { decisionDocuments, type DecisionDocument } from '../../../core/reconciliation/sources.ts'
import { useSay } from '../../../ui/language.tsx'
import { FileProgress, type SendProgress } from '../parts/file-progress.tsx'
import { sendFile } from '../parts/send-file.ts'

const words = {
  kind: { vi: 'Giấy tờ làm căn cứ', en: 'Document' },
  number: { vi: 'Số, ngày của giấy tờ', en: 'Number and date of the paper' },
  scan: { vi: 'Bản quét hoặc ảnh chụp (không bắt buộc)', en: 'Scan or photograph (optional)' },
  choose: { vi: 'Chọn tệp PDF, JPEG, PNG', en: 'Choose a PDF, JPEG or PNG file' },
  remove: { vi: 'Bỏ tệp này', en: 'Take this file away' },
  refused: { vi: 'Chưa gửi được tệp. Hãy chọn lại.', en: 'The file was not taken. Choose again.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const kinds = Object.keys(decisionDocuments) as readonly DecisionDocument[]

interface DocumentGiven {
  readonly documentKind: DecisionDocument
  readonly documentNumber: string
  /** Of the scan, once it has been sent. */
  readonly documentSha256: string | null
}
export const noDocument: DocumentGiven = {
  documentKind: 'BIRTH_CERTIFICATE',
  documentNumber: '',
  documentSha256: null,
}

interface DocumentFieldsProps {
  readonly value: DocumentGiven
  readonly onChange: Dispatch<SetStateAction<DocumentGiven>>
  /** Whose officers keep the case; null where nobody can send a scan for it. */
  readonly unitCode: string | null
}

/** The paper on which a decision rests. */
export function DocumentFields({ value, onChange, unitCode }: DocumentFieldsProps) {
  const say = useSay()
  return (
    <>
      <div className="row">
        <NativeSelect
          className="grow"
          label={say(words.kind)}
          value={value.documentKind}
          onChange={({ currentTarget }) =>
            onChange({ ...value, documentKind: kinds.find((one) => one === currentTarget.value) ?? 'OTHER' })
          }
          data={kinds.map((kind) => ({ value: kind, label: say(decisionDocuments[kind]) }))}
        />
        <TextInput
          className="grow"
          label={say(words.number)}
          value={value.documentNumber}
          onChange={({ currentTarget }) => onChange({ ...value, documentNumber: currentTarget.value })}
          autoComplete="off"
          required
          maxLength={100}
        />
      </div>
      {unitCode !== null && (
        <PaperInput
          unitCode={unitCode}
          onSent={(documentSha256) => onChange((now) => ({ ...now, documentSha256 }))}
        />
      )}
    </>
  )
}

type Standing = SendProgress | Bilingual | null

/** The paper itself: sent as soon as it is chosen, so that the decision need not wait for it. */
function PaperInput({
  unitCode,
  onSent,
}: {
  readonly unitCode: string
  readonly onSent: (sha256: string | null) => void
}) {
  const say = useSay()
  const [file, setFile] = useState<File | null>(null)
  const [standing, setStanding] = useState<Standing>(null)
  const leaving = useRef(new AbortController())
  useEffect(() => () => leaving.current.abort(), [])
  async function choose(chosen: File | null): Promise<void> {
    leaving.current.abort()
    leaving.current = new AbortController()
    const { signal } = leaving.current
    setFile(chosen)
    setStanding(null)
    onSent(null)
    if (!chosen) return
    const onStage = (stage: SendProgress['stage'], sent: number) => setStanding({ stage, sent })
    const sent = await sendFile({ purpose: 'EVIDENCE', unitCode, file: chosen, signal, onStage })
    if (signal.aborted) return
    if ('refused' in sent) setStanding(sent.refused ?? words.refused)
    else onSent(sent.sha256)
  }
  return (
    <div>
      <FileInput
        label={say(words.scan)}
        placeholder={say(words.choose)}
        accept="application/pdf,image/jpeg,image/png"
        value={file}
        onChange={(chosen) => void choose(chosen)}
        error={standing && 'vi' in standing ? say(standing) : null}
        clearable
        clearButtonProps={{ 'aria-label': say(words.remove) }}
      />
      {file && standing && 'stage' in standing && <FileProgress file={file} progress={standing} />}
    </div>
  )
}
