import { type EidMessage, eidRefusedSchema, eidTakenSchema } from '../../../core/contracts/eid.ts'

export type EidAnswer =
  | { readonly outcome: 'TAKEN'; readonly reference: string }
  /** For good. */
  | { readonly outcome: 'REFUSED'; readonly code: string }
  /** Nobody knows whether it arrived: it is sent again under the same id. */
  | { readonly outcome: 'FAILED'; readonly code: string }

/** The way to the system that issues electronic identities. */
export type EidLine = (message: EidMessage) => Promise<EidAnswer>

export interface EidPeer {
  readonly url: string
  readonly token: string
  readonly timeoutMs: number
}

const refusals = new Set([400, 404, 409, 410, 422])
const longestAnswer = 16_384

/** Over HTTP: a JSON text with its id as Idempotency-Key. Never throws. */
export const httpEidLine =
  ({ url, token, timeoutMs }: EidPeer): EidLine =>
  async (message) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization: `Bearer ${token}`,
          'idempotency-key': message.requestId,
        },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      return answerOf(response.status, (await response.text()).slice(0, longestAnswer))
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError'
      return { outcome: 'FAILED', code: timedOut ? 'TIMED_OUT' : 'UNREACHABLE' }
    }
  }

function answerOf(status: number, text: string): EidAnswer {
  const body = parsed(text)
  if (status >= 200 && status < 300) {
    const taken = eidTakenSchema.safeParse(body)
    return taken.success
      ? { outcome: 'TAKEN', reference: taken.data.reference }
      : { outcome: 'FAILED', code: 'UNREADABLE' }
  }
  if (!refusals.has(status)) return { outcome: 'FAILED', code: `HTTP_${status}` }
  const refused = eidRefusedSchema.safeParse(body)
  return { outcome: 'REFUSED', code: refused.success ? refused.data.code : `HTTP_${status}` }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
