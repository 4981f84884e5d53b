import { FileInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { z } from 'zod'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { endSession } from '../session/session-store.ts'

const words = {
  file: { vi: 'Tệp kết quả có chữ ký (.json)', en: 'Signed result (.json)' },
  take: { vi: 'Nạp tệp', en: 'Take it in' },
} as const satisfies Readonly<Record<string, Bilingual>>

const refusalSchema = z.object({ code: z.string(), vi: z.string(), en: z.string() })
const unauthenticated = 401

interface Missed {
  readonly refusal?: Refusal
  readonly trouble?: Trouble
}

interface SignedFileFormProps {
  /** Where { content, signature } is sent. */
  readonly address: string
  /** What the server tells of it. */
  readonly onTold: (answer: unknown) => void
}

/** A file with its signature, as it was given by who carried or delivered the cards; the server alone judges it. */
export function SignedFileForm({ address, onTold }: SignedFileFormProps) {
  const say = useSay()
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [missed, setMissed] = useState<Missed>({})
  const send = async (given: File): Promise<Missed | null> => {
    const headers = { 'content-type': 'application/json' }
    const request = { method: 'POST', headers, body: await given.text() }
    const response = await fetch(address, request).catch(() => null)
    if (!response) return { trouble: { kind: 'unreachable' } }
    if (response.status === unauthenticated) {
      endSession()
      return { trouble: { kind: 'signedOut' } }
    }
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) {
      onTold(answer)
      return null
    }
    const refused = refusalSchema.safeParse(answer)
    if (!refused.success) return { trouble: { kind: 'fault' } }
    const { code, vi, en } = refused.data
    return { refusal: { code, text: { vi, en } } }
  }
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!file || busy) return
    setBusy(true)
    setMissed((await send(file)) ?? {})
    setBusy(false)
  }
  return (
    <form className="row" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={missed.refusal ?? null} trouble={missed.trouble ?? null} />
      <FileInput
        className="grow"
        label={say(words.file)}
        value={file}
        onChange={setFile}
        accept="application/json"
        required
      />
      <ActionButton label={words.take} type="submit" loading={busy} disabled={!file} />
    </form>
  )
}
