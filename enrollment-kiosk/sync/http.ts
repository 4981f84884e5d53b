import type { ZodType } from 'zod'
import { refusalSchema } from '../../core/contracts/kiosk-sync.ts'
import { clock, epochOf } from '../clock.ts'
import { ServerAnswerUnreadable, ServerRefusal, ServerUnreachable } from './refusals.ts'

/** Where the server is and how long to wait for one answer. */
export interface ServerAddress {
  readonly url: string
  readonly timeoutMs: number
  /** Told of every request whether an answer came, whatever it was. */
  readonly heard?: (reached: boolean) => void
}

export interface ServerRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer> | string | URLSearchParams
  readonly signal?: AbortSignal
}

const longestWaitMs = 3_600_000

/**
 * One request; redirects are not followed, so that a token never reaches another host.
 * Throws {@link ServerUnreachable}; the caller judges the status.
 */
export async function fetchServer(server: ServerAddress, request: ServerRequest): Promise<Response> {
  const timeout = AbortSignal.timeout(server.timeoutMs)
  try {
    const response = await fetch(server.url + request.path, {
      method: request.method ?? 'GET',
      headers: { origin: new URL(server.url).origin, ...request.headers },
      body: request.body ?? null,
      redirect: 'error',
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    })
    server.heard?.(true)
    return response
  } catch (cause) {
    if (!request.signal?.aborted) server.heard?.(false)
    throw Object.assign(new ServerUnreachable(), { cause })
  }
}

/** Reads a successful answer of the agreed shape; throws {@link ServerRefusal} or {@link ServerAnswerUnreadable}. */
export async function readAnswer<T>(response: Response, schema: ZodType<T>): Promise<T> {
  const body = await readJson(response)
  if (!response.ok) throw refusalOf(response, body)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new ServerAnswerUnreadable(response.status)
  return parsed.data
}

async function readJson(response: Response): Promise<unknown> {
  let text: string
  try {
    text = await response.text()
  } catch (cause) {
    throw Object.assign(new ServerUnreachable(), { cause })
  }
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusalOf(response: Response, body: unknown): ServerRefusal | ServerAnswerUnreadable {
  const refusal = refusalSchema.safeParse(body)
  const wait = retryAfterMs(response)
  if (refusal.success) {
    const { code, vi, en } = refusal.data
    return new ServerRefusal({ code, text: { vi, en } }, response.status, wait)
  }
  if (response.status === 401 || response.status === 429 || response.status >= 500) {
    return new ServerRefusal(busyRefusal(response.status), response.status, wait)
  }
  return new ServerAnswerUnreadable(response.status)
}

function busyRefusal(status: number) {
  return {
    code: 'SERVER_ERROR',
    text: {
      vi: `Máy chủ chưa xử lý được yêu cầu (HTTP ${status}). Máy sẽ tự gửi lại.`,
      en: `The server could not handle the request (HTTP ${status}). The kiosk will send it again.`,
    },
  }
}

/** RFC 9110, 10.2.3: seconds or an HTTP date. At most an hour, so that a wrong header cannot stop a desk. */
function retryAfterMs(response: Response): number | null {
  const header = response.headers.get('retry-after')
  if (header === null) return null
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : epochOf(header) - clock()
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestWaitMs) : null
}
