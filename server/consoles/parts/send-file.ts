import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import {
  chunkType,
  offsetHeader,
  uploadLimits,
  type UploadPurpose,
  type UploadState,
  uploadStateSchema,
} from '../../../core/contracts/uploads.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { endSession } from '../session/session-store.ts'

/** Small enough that a slow line loses little of it, and that the bar moves. */
const chunkBytes = 512 * 1024

/** The browser's own hash wants the whole file in memory; what is larger is hashed piece by piece in the page. */
const hashedWhole = 64 * 2 ** 20
const hashedAtOnce = 4 * 2 ** 20

/** A line that comes back is noticed at once; otherwise it is tried again after so many milliseconds. */
const pauses = [1000, 2000, 4000, 8000, 15_000] as const

const conflict = 409
const unauthenticated = 401
const serverFault = 500

export type SendStage = 'hashing' | 'sending' | 'waiting'

export interface Sending {
  readonly purpose: UploadPurpose
  readonly unitCode: string
  readonly file: File
  readonly signal: AbortSignal
  readonly onStage: (stage: SendStage, sentBytes: number) => void
}

export type Sent =
  | { readonly uploadId: string; readonly sha256: string }
  | { readonly refused: Bilingual | null }

/** The file was not taken; its reason in words, where the server gave one. */
class NotTaken extends Error {
  readonly text: Bilingual | null
  constructor(text: Bilingual | null) {
    super('not taken')
    this.text = text
  }
}

const tooLarge: Bilingual = {
  vi: 'Tệp lớn quá mức cho phép: hãy chia nhỏ, hoặc nạp tại máy chủ bằng lệnh, xem docs/registry-import.md.',
  en: 'The file is larger than allowed: split it, or load it at the server, see docs/registry-import.md.',
}
const unreadable: Bilingual = {
  vi: 'Không đọc được tệp: hãy kiểm tra tệp còn ở chỗ cũ rồi gửi lại.',
  en: 'The file cannot be read: see that it is still in its place and send it again.',
}
const refusalSchema = z.object({ vi: z.string(), en: z.string() })

const elsewhereSchema = z.object({ received: z.int() })

async function digestOf({ file, signal, onStage }: Sending): Promise<string> {
  if (file.size <= hashedWhole) {
    return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())))
  }
  const digest = sha256.create()
  for (let start = 0; start < file.size; start += hashedAtOnce) {
    signal.throwIfAborted()
    digest.update(new Uint8Array(await file.slice(start, start + hashedAtOnce).arrayBuffer()))
    onStage('hashing', start)
  }
  return bytesToHex(digest.digest())
}

/**
 * Sends a file in pieces and goes on where it was after a lost line or an ended session, until it is whole or the signal is
 * aborted. Sent again, the same file goes on as well: the server knows it by its hash.
 */
export async function sendFile(sending: Sending): Promise<Sent> {
  const { file, signal, onStage } = sending
  if (file.size > uploadLimits[sending.purpose]) return { refused: tooLarge }
  onStage('hashing', 0)
  const digest = await digestOf(sending).catch(() => null)
  // Stopped, or the file was taken away while it was read.
  if (digest === null) return { refused: signal.aborted ? null : unreadable }
  let state: UploadState | null = null
  for (let failures = 0; ;) {
    try {
      state = await (state === null ? announce(sending, digest) : sendChunk(sending, state))
      failures = 0
      onStage('sending', state.received)
      if (state.complete) return { uploadId: state.id, sha256: digest }
    } catch (error) {
      if (error instanceof NotTaken) return { refused: error.text }
      if (signal.aborted) return { refused: null }
      onStage('waiting', state?.received ?? 0)
      await patience(pauses[Math.min(failures++, pauses.length - 1)] ?? 0, signal)
    }
  }
}

function announce({ purpose, unitCode, file, signal }: Sending, digest: string): Promise<UploadState> {
  const order = { purpose, unitCode, sha256: digest, bytes: file.size }
  const body = JSON.stringify(order)
  const headers = { 'content-type': 'application/json' }
  return ask('/uploads', { method: 'POST', headers, body, signal })
}

async function sendChunk({ file, signal }: Sending, state: UploadState): Promise<UploadState> {
  const { id, received } = state
  const headers = { 'content-type': chunkType, [offsetHeader]: String(received) }
  const body = file.slice(received, received + chunkBytes)
  return ask(`/uploads/${id}`, { method: 'PATCH', headers, body, signal }, state)
}

/** Throws NotTaken for what will not be taken later either, anything else for what is worth another try. */
async function ask(address: string, init: RequestInit, state?: UploadState): Promise<UploadState> {
  const response = await fetch(address, init)
  const answer: unknown = await response.json()
  if (response.ok) return uploadStateSchema.parse(answer)
  if (response.status === unauthenticated) endSession()
  const elsewhere = elsewhereSchema.safeParse(answer)
  if (response.status === conflict && state && elsewhere.success) {
    return { ...state, received: elsewhere.data.received }
  }
  if (response.status === unauthenticated || response.status >= serverFault) throw new Error('try again')
  const refusal = refusalSchema.safeParse(answer)
  throw new NotTaken(refusal.success ? refusal.data : null)
}

function patience(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done, { once: true })
    signal.addEventListener('abort', done, { once: true })
  })
}
