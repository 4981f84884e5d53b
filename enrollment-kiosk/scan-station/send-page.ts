import { z } from 'zod'
import { chunkType, offsetHeader, type UploadState, uploadStateSchema } from '../../core/contracts/uploads.ts'
import { fetchServer, readAnswer, type ServerAddress } from '../sync/http.ts'
import { queryServer } from '../sync/graphql.ts'
import { OfficerSessionEnded, ServerRefusal } from '../sync/refusals.ts'
import type { OutboxPage } from './page-outbox.ts'

/** The server's end, as the officer who is signed in. */
export interface ScanServer {
  readonly address: ServerAddress
  readonly cookie: string
}

export interface SentPage {
  readonly scanId: string
  /** The office has scanned this image before. */
  readonly known: boolean
}

/** Small, so that a line that breaks often still gets on; what has come is never sent again. */
const chunkBytes = 1_000_000
/** Begun anew so often where the bytes arrive altered. */
const mostRestarts = 3
const json = { 'content-type': 'application/json' } as const

async function ask(server: ScanServer, request: Parameters<typeof fetchServer>[1]): Promise<UploadState> {
  const headers = { ...request.headers, cookie: server.cookie }
  const response = await fetchServer(server.address, { ...request, headers })
  if (response.status === 401) {
    await response.body?.cancel()
    throw new OfficerSessionEnded()
  }
  return readAnswer(response, uploadStateSchema)
}

/**
 * Sends a page from where the server says it ends, and puts it before the reader. Throws ServerUnreachable (the page stays and is
 * resumed later), OfficerSessionEnded, ServerRefusal.
 */
export async function sendPage(
  server: ScanServer,
  page: OutboxPage,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SentPage> {
  const { unit, sha256 } = page
  const order = JSON.stringify({ purpose: 'FORM_PAGE', unitCode: unit, sha256, bytes: bytes.length })
  let state = await ask(server, { method: 'POST', path: '/uploads', headers: json, body: order })
  for (let restarts = 0; !state.complete;) {
    try {
      state = await sendChunk(server, state, bytes)
    } catch (error) {
      if (!(error instanceof ServerRefusal) || !beginsAnew.has(error.code) || ++restarts > mostRestarts)
        throw error
      state = await ask(server, { path: `/uploads/${state.id}` })
    }
  }
  return submit(server, state.id, page)
}

/** The server has less, or other bytes, than this program believes: it says what to go on from. */
const beginsAnew: ReadonlySet<string> = new Set(['WRONG_OFFSET', 'UPLOAD_DAMAGED'])

function sendChunk(
  server: ScanServer,
  { id, received }: UploadState,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<UploadState> {
  return ask(server, {
    method: 'PATCH',
    path: `/uploads/${id}`,
    headers: { 'content-type': chunkType, [offsetHeader]: String(received) },
    body: bytes.subarray(received, received + chunkBytes),
  })
}

const submitDocument = `mutation SubmitFormPage($uploadId: String!, $source: FormScanSource!, $archivePlace: String!) {
  submitFormPage(uploadId: $uploadId, source: $source, archivePlace: $archivePlace) {
    __typename
    ... on SubmittedFormPage { scanId known }
    ... on DomainRefusal { code text { vi en } }
  }
}`
const submittedSchema = z.object({ scanId: z.string(), known: z.boolean() })

function submit(server: ScanServer, uploadId: string, { source, place }: OutboxPage): Promise<SentPage> {
  return queryServer(server.address, server, {
    document: submitDocument,
    variables: { uploadId, source, archivePlace: place },
    schema: submittedSchema,
  })
}

const scanDocument = `query FormScan($id: String!) {
  formScan(id: $id) {
    __typename
    ... on FormScan { state formSerial faultText { vi } }
    ... on DomainRefusal { code text { vi en } }
  }
}`
const scanSchema = z.object({
  state: z.enum(['READING', 'PLACED', 'WAITING', 'DISCARDED']),
  formSerial: z.string().nullable(),
  faultText: z.object({ vi: z.string() }).nullable(),
})
export type ReadScan = z.infer<typeof scanSchema>

/** What the server made of a page, so far. */
export function askForScan(server: ScanServer, scanId: string): Promise<ReadScan> {
  return queryServer(server.address, server, {
    document: scanDocument,
    variables: { id: scanId },
    schema: scanSchema,
  })
}
