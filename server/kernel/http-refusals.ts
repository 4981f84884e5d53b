import type { ErrorRequestHandler, RequestHandler } from 'express'
import { ZodError } from 'zod'
import type { Refusal } from '../../core/contracts/kiosk-sync.ts'
import { DomainError } from '../../core/errors.ts'
import type { App } from './app.ts'
import { AccessRefused } from './errors.ts'

/** Statuses that programs act on; any other refusal is 422. */
const statuses: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  STALE_VERSION: 409,
  TRANSITION_REFUSED: 409,
  LEASE_LOST: 409,
  APPLICATION_ALREADY_RECEIVED: 409,
  NO_BLANK_AT_STATION: 409,
  PACKET_TOO_LARGE: 413,
  INTAKE_BUSY: 503,
  KEY_STORE_UNAVAILABLE: 503,
  // Nobody may sign for the moment: a station waits with its blank, as for a module that is away.
  SIGNER_UNUSABLE: 503,
  MACHINE_NOT_ACTIVE: 401,
  ASSERTION_REPLAYED: 401,
  RECEIPT_REFUSED: 401,
}

export const illegalRequest: Refusal = {
  code: 'ILLEGAL_REQUEST',
  vi: 'Yêu cầu không đúng định dạng.',
  en: 'The request is not of the agreed form.',
}
const notFound: Refusal = {
  code: 'NOT_FOUND',
  vi: 'Không có trang này.',
  en: 'There is no such page.',
}
const tooLarge: Refusal = {
  code: 'TOO_LARGE',
  vi: 'Dữ liệu gửi lên quá lớn.',
  en: 'What was sent is too large.',
}
const internal: Refusal = {
  code: 'INTERNAL',
  vi: 'Hệ thống gặp lỗi. Đã ghi nhận; hãy thử lại sau.',
  en: 'Something went wrong. It was recorded; try again later.',
}

function statusOf(code: string): number {
  return statuses[code] ?? (code.startsWith('ASSERTION_') ? 401 : 422)
}

/** Turns what a route throws into a refusal in both languages; a bug is logged without its message, which may quote a person. */
export function refusalHandler(app: Pick<App, 'log'>): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error)
    const send = (status: number, refusal: Refusal) => void response.status(status).json(refusal)
    if (error instanceof AccessRefused) {
      return send(error.code === 'UNAUTHENTICATED' ? 401 : 403, { code: error.code, ...error.text })
    }
    if (error instanceof DomainError) {
      const { retryAfterSeconds } = error.facts
      if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds))
      return send(statusOf(error.code), { code: error.code, ...error.text })
    }
    if (error instanceof ZodError || (error instanceof SyntaxError && 'body' in error))
      return send(400, illegalRequest)
    const status = clientFault(error)
    if (status !== null) return send(status, status === 413 ? tooLarge : illegalRequest)
    app.log.error(
      { err: { type: error instanceof Error ? error.name : typeof error, stack: placesOf(error) } },
      'unexpected error',
    )
    return send(500, internal)
  }
}

/** What no route knows: words for a person's browser, a refusal for a program; the address is not repeated. */
export const unknownAddress: RequestHandler = (request, response) => {
  response.status(404)
  if (request.accepts(['json', 'html']) === 'html')
    response.type('text').send(`${notFound.vi}\n${notFound.en}\n`)
  else response.json(notFound)
}

/** Status of what express and its body parsers refuse: too large, cut off, another charset, an address that does not decode. */
function clientFault(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  return error.status >= 400 && error.status < 500 ? error.status : null
}

/** Where it happened, without the message. */
export function placesOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const lines = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return lines.slice(0, 12).join('\n')
}
