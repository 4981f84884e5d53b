import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import {
  agencyCodeSchema,
  clockToleranceSeconds,
  longestQuestionSeconds,
} from '../../core/contracts/agency-query.ts'
import { inspectionPath, inspectionSchema, inspectionType } from '../../core/contracts/chip-inspection.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { InspectionReport } from '../../core/inspection/report.ts'
import { SharingRefused } from '../../core/sharing/refusals.ts'
import { systemActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { type Agency, agencyOf, isInForce, verifyingKeyOf } from '../registry/sharing/agency.ts'
import { takeAllowance } from '../registry/sharing/allowance.ts'
import { inspectAndNote } from './verify-chip.ts'

/**
 * Inspects the chip in an agency's signed message (core/contracts/chip-inspection.ts). It counts among the agency's questions; the
 * register is not asked anything. Throws SharingRefused, QuotaUsed.
 */
export async function verifyForAgency(app: App, input: { readonly jws: string }): Promise<InspectionReport> {
  const { agency, payload } = await readMessage(app, input.jws)
  const read = inspectionSchema.safeParse(payload)
  if (!read.success) throw new SharingRefused('QUERY_ILLEGAL', read.error.issues[0]?.path.join('.') ?? '')
  const message = read.data
  if (message.iss !== agency.code || message.aud !== app.publicUrl + inspectionPath)
    throw new SharingRefused('QUERY_NOT_FOR_HERE', message.iss === agency.code ? 'aud' : 'iss')
  demandFresh(message, app.clock() / 1000)
  if (!isInForce(agency, calendarDateAt(app.clock()))) throw new SharingRefused('AGENCY_NOT_ACTIVE')
  await takeAllowance(app, agency)
  return inspectAndNote(app, message, { actor: systemActor, agency: agency.code })
}

interface Message {
  readonly agency: Agency
  readonly payload: unknown
}

/** Proved to be the agency's. */
async function readMessage(app: App, jws: string): Promise<Message> {
  const code = claimedAgency(jws)
  const row = await app.db.relyingParty.findUnique({ where: { code } })
  if (!row) throw new SharingRefused('QUERY_NOT_AUTHENTIC')
  try {
    const { payload } = await compactVerify(jws, await verifyingKeyOf(row), { algorithms: ['ES256'] })
    return { agency: agencyOf(row), payload: JSON.parse(Buffer.from(payload).toString('utf8')) }
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed)
      throw new SharingRefused('QUERY_NOT_AUTHENTIC')
    if (error instanceof errors.JOSEError || error instanceof SyntaxError)
      throw new SharingRefused('QUERY_MALFORMED')
    throw error
  }
}

/** The agency that the header names. Nothing is proved yet. */
function claimedAgency(jws: string): string {
  try {
    const { kid, alg, typ, crit } = decodeProtectedHeader(jws)
    const code = agencyCodeSchema.safeParse(kid)
    if (code.success && alg === 'ES256' && typ === inspectionType && crit === undefined) return code.data
  } catch {
    // What has no header is malformed as well.
  }
  throw new SharingRefused('QUERY_MALFORMED')
}

/** `now` in seconds. */
function demandFresh({ iat, exp }: { readonly iat: number; readonly exp: number }, now: number): void {
  if (exp - iat > longestQuestionSeconds) throw new SharingRefused('QUERY_LASTS_TOO_LONG', 'exp')
  if (iat > now + clockToleranceSeconds) throw new SharingRefused('QUERY_FROM_FUTURE', 'iat')
  if (exp < now - clockToleranceSeconds) throw new SharingRefused('QUERY_EXPIRED', 'exp')
}
