import { Button, FileInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { z } from 'zod'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Trouble } from '../graphql/trouble.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import { endSession } from '../session/session-store.ts'

const words = {
  file: { vi: 'Tệp CSV', en: 'CSV file' },
  choose: { vi: 'Chọn tệp', en: 'Choose a file' },
  remove: { vi: 'Bỏ tệp này', en: 'Take this file away' },
  columns: { vi: 'Dòng đầu:', en: 'First line:' },
  load: { vi: 'Nạp tệp', en: 'Load' },
  loaded: { vi: 'dòng đã nạp', en: 'rows loaded' },
  rejected: { vi: 'dòng bị loại', en: 'rows left out' },
  errors: { vi: 'Các dòng bị loại', en: 'Rows left out' },
  line: { vi: 'Dòng', en: 'Line' },
  reason: { vi: 'Lý do', en: 'Reason' },
  none: { vi: 'Không có dòng nào.', en: 'None.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const textSchema = z.object({ vi: z.string(), en: z.string() })
const answerSchema = z.object({
  loaded: z.number(),
  errors: z.array(z.object({ line: z.number(), text: textSchema })),
})
type Answer = z.infer<typeof answerSchema>
const refusalSchema = z.object({ text: textSchema })

type Outcome = { readonly done: Answer } | { readonly trouble: Trouble }

const unauthenticated = 401

async function upload(address: string, file: File): Promise<Outcome> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: await file.text(),
  }).catch(() => null)
  if (!response) return { trouble: { kind: 'unreachable' } }
  if (response.status === unauthenticated) {
    endSession()
    return { trouble: { kind: 'signedOut' } }
  }
  const body: unknown = await response.json().catch(() => null)
  const done = answerSchema.safeParse(body)
  if (response.ok && done.success) return { done: done.data }
  const refused = refusalSchema.safeParse(body)
  return { trouble: refused.success ? { kind: 'refused', text: refused.data.text } : { kind: 'fault' } }
}

interface TableImportProps {
  readonly title: Bilingual
  /** The table's first line. */
  readonly columns: string
  /** Where it is posted. */
  readonly address: string
  readonly onLoaded: () => void
}

/** A table handed in as a file: good rows load, every bad one is told with its line and reason. */
export function TableImport({ title, columns, address, onLoaded }: TableImportProps) {
  const say = useSay()
  const [file, setFile] = useState<File | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (chosen: File) => {
    setBusy(true)
    const told = await upload(address, chosen)
    setBusy(false)
    setOutcome(told)
    if ('done' in told) {
      setFile(null)
      onLoaded()
    }
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (file && !busy) void send(file)
  }
  return (
    <section className="panel" aria-label={say(title)}>
      <h2>{say(title)}</h2>
      <form className="row" onSubmit={submit}>
        <FileInput
          className="grow"
          label={say(words.file)}
          placeholder={say(words.choose)}
          description={`${say(words.columns)} ${columns}`}
          accept=".csv,text/csv"
          value={file}
          onChange={setFile}
          clearable
          clearButtonProps={{ 'aria-label': say(words.remove) }}
        />
        <Button type="submit" loading={busy} disabled={!file}>
          {say(words.load)}
        </Button>
      </form>
      {outcome && 'trouble' in outcome && <TroubleNotice trouble={outcome.trouble} />}
      {outcome && 'done' in outcome && <Result answer={outcome.done} />}
    </section>
  )
}

function Result({ answer: { loaded, errors } }: { readonly answer: Answer }) {
  const say = useSay()
  const title = `${formatCount(loaded)} ${say(words.loaded)}, ${formatCount(errors.length)} ${say(words.rejected)}`
  return (
    <>
      <Notice tone={errors.length === 0 ? 'good' : 'attention'} title={title} spoken />
      {errors.length > 0 && (
        <Worklist
          caption={words.errors}
          rows={errors}
          keyOf={({ line }) => String(line)}
          columns={[
            { title: words.line, cell: ({ line }) => `${say(words.line)} ${line}` },
            { title: words.reason, cell: ({ text }) => say(text) },
          ]}
          empty={words.none}
        />
      )}
    </>
  )
}
