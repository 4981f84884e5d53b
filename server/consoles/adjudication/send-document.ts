import { z } from 'zod'
import type { Trouble } from '../graphql/trouble.ts'
import type { CaseDocumentKind } from '../generated/duplicate-case.ts'
import { endSession } from '../session/session-store.ts'

export interface DocumentToSend {
  readonly caseId: string
  readonly kind: CaseDocumentKind
  readonly title: string
  readonly note: string
  readonly file: File
}

const textSchema = z.object({ vi: z.string(), en: z.string() })
const refusalSchema = z.union([z.object({ text: textSchema }).transform(({ text }) => text), textSchema])
const unauthenticated = 401

/** Sends a scanned paper to its case; null where it arrived. Title and note travel in headers, which hold ASCII alone. */
export async function sendDocument({
  caseId,
  kind,
  title,
  note,
  file,
}: DocumentToSend): Promise<Trouble | null> {
  const response = await fetch(`/adjudication/cases/${caseId}/documents`, {
    method: 'POST',
    headers: {
      'content-type': file.type,
      'document-kind': kind,
      'document-title': encodeURIComponent(title),
      ...(note !== '' && { 'document-note': encodeURIComponent(note) }),
    },
    body: file,
  }).catch(() => null)
  if (!response) return { kind: 'unreachable' }
  if (response.ok) return null
  if (response.status === unauthenticated) {
    endSession()
    return { kind: 'signedOut' }
  }
  const refused = refusalSchema.safeParse(await response.json().catch(() => null))
  return refused.success ? { kind: 'refused', text: refused.data } : { kind: 'fault' }
}
