import { setTimeout as wait } from 'node:timers/promises'
import { ScannerBusy, ScannerFault, ScannerUnreachable } from './refusals.ts'

/** How long one waits for a scanner, milliseconds. */
export interface ScannerPatience {
  /** For an answer. */
  readonly answerMs: number
  /** For a page to come through, and for another's job to end. */
  readonly pageMs: number
  /** Between two questions to a scanner that is not ready. */
  readonly retryMs: number
}

export const usualPatience: ScannerPatience = { answerMs: 15_000, pageMs: 90_000, retryMs: 1000 }

export interface EsclLink {
  /** GET below /eSCL. Throws {@link ScannerUnreachable}, {@link ScannerFault}. */
  getText(path: string): Promise<string>
  /** Asks again as long as the scanner answers 503, by its Retry-After where it gives one. Throws {@link ScannerBusy}. */
  whenReady(request: EsclRequest): Promise<Response>
  send(request: EsclRequest): Promise<Response>
}

export interface EsclRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: string
}

const longestRetryMs = 10_000

/** Speaks HTTP with one scanner; it is never followed to another host. */
export function openEsclLink(address: string, patience: ScannerPatience, signal: AbortSignal): EsclLink {
  const send = async ({ method, path, body }: EsclRequest): Promise<Response> => {
    // A page may take its time between the first byte of the answer and the last.
    const limit = path.endsWith('/NextDocument') ? patience.pageMs : patience.answerMs
    try {
      return await fetch(new URL(path, address), {
        method,
        body: body ?? null,
        headers: body === undefined ? {} : { 'content-type': 'text/xml' },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]),
      })
    } catch (cause) {
      signal.throwIfAborted()
      throw Object.assign(new ScannerUnreachable(), { cause })
    }
  }
  return {
    send,
    async getText(path) {
      const response = await send({ method: 'GET', path })
      const text = await response.text().catch((cause: unknown) => {
        throw Object.assign(new ScannerUnreachable(), { cause })
      })
      if (!response.ok) throw new ScannerFault(response.status)
      return text
    },
    async whenReady(request) {
      for (let waited = 0; ;) {
        const response = await send(request)
        if (response.status !== 503) return response
        await response.body?.cancel()
        if (waited >= patience.pageMs) throw new ScannerBusy()
        const pause = retryAfterMs(response) ?? patience.retryMs
        await wait(pause, undefined, { signal })
        waited += Math.max(pause, 1)
      }
    },
  }
}

/** RFC 9110, 10.2.3, in seconds as scanners give it. */
function retryAfterMs(response: Response): number | null {
  const header = response.headers.get('retry-after') ?? ''
  return /^\d+$/.test(header) ? Math.min(Number(header) * 1000, longestRetryMs) : null
}
