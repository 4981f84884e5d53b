import type { ErrorRequestHandler } from 'express'
import { QuotaUsed, SharingRefused, type SharingRefusalCode } from '../../../core/sharing/refusals.ts'
import type { App } from '../../kernel/app.ts'

const statuses = {
  QUERY_MALFORMED: 400,
  QUERY_NOT_AUTHENTIC: 401,
  QUERY_NOT_FOR_HERE: 401,
  QUERY_EXPIRED: 401,
  QUERY_FROM_FUTURE: 401,
  QUERY_LASTS_TOO_LONG: 401,
  QUERY_ILLEGAL: 422,
  REFERENCE_NAMES_PERSON: 422,
  AGENCY_NOT_ACTIVE: 403,
  PURPOSE_NOT_GRANTED: 403,
  FIELD_NOT_GRANTED: 403,
  CLAIMS_NEEDED: 422,
  REQUEST_ID_USED: 409,
  SHARING_NOT_HERE: 503,
} as const satisfies Readonly<Record<SharingRefusalCode, number>>

/** Refusals of agencies' messages with the field that they are about, which the agency's program may act on. */
export function agencyRefusals({ log }: Pick<App, 'log'>): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (!(error instanceof SharingRefused || error instanceof QuotaUsed)) return next(error)
    const { code, text, facts } = error
    log.info({ refusal: code }, 'a message of an agency was refused')
    const { retryAfterSeconds, field } = facts
    if (typeof retryAfterSeconds === 'number') response.set('retry-after', String(retryAfterSeconds))
    response
      .status(error instanceof QuotaUsed ? 429 : statuses[error.code])
      .set('cache-control', 'no-store')
      .json({ code, ...text, ...(typeof field === 'string' && { field }) })
  }
}
