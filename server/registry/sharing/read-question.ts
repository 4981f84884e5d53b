import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import {
  agencyCodeSchema,
  type AgencyQuestion,
  clockToleranceSeconds,
  longestQuestionSeconds,
  questionSchema,
  questionType,
  sharingPath,
} from '../../../core/contracts/agency-query.ts'
import { SharingRefused } from '../../../core/sharing/refusals.ts'
import type { RelyingParty } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import { type Agency, agencyOf, verifyingKeyOf } from './agency.ts'

/** A question that its agency signed, for this system, just now. */
export interface ReadQuestion {
  readonly agency: Agency
  readonly question: AgencyQuestion
  readonly jws: string
}

/** Who asks, and what. Throws {@link SharingRefused} where that is not proved beyond doubt; nothing is kept then. */
export async function readQuestion(app: App, jws: string): Promise<ReadQuestion> {
  const code = claimedAgency(jws)
  const row = await app.db.relyingParty.findUnique({ where: { code } })
  if (!row) throw new SharingRefused('QUERY_NOT_AUTHENTIC')
  const question = parseQuestion(await verifiedText(jws, row))
  if (question.iss !== code || question.aud !== app.publicUrl + sharingPath)
    throw new SharingRefused('QUERY_NOT_FOR_HERE', question.iss === code ? 'aud' : 'iss')
  demandFresh(question, app.clock() / 1000)
  return { agency: agencyOf(row), question, jws }
}

/** The agency that the header names. Nothing is proved yet. */
function claimedAgency(jws: string): string {
  const header = headerOf(jws)
  const code = agencyCodeSchema.safeParse(header?.kid)
  // Extensions (crit) are not agreed on: the payload is base64url, always.
  const agreed = header?.alg === 'ES256' && header.typ === questionType && header.crit === undefined
  if (!code.success || !agreed) throw new SharingRefused('QUERY_MALFORMED')
  return code.data
}

function headerOf(jws: string) {
  try {
    return decodeProtectedHeader(jws)
  } catch {
    return null
  }
}

async function verifiedText(jws: string, row: RelyingParty): Promise<string> {
  const verified = await compactVerify(jws, await verifyingKeyOf(row), { algorithms: ['ES256'] }).catch(
    (fault: unknown) => {
      if (fault instanceof errors.JWSSignatureVerificationFailed)
        throw new SharingRefused('QUERY_NOT_AUTHENTIC')
      throw fault instanceof errors.JOSEError ? new SharingRefused('QUERY_MALFORMED') : fault
    },
  )
  return Buffer.from(verified.payload).toString('utf8')
}

function parseQuestion(text: string): AgencyQuestion {
  const read = questionSchema.safeParse(jsonIn(text))
  if (read.success) return read.data
  const place = read.error.issues[0]?.path.join('.')
  throw new SharingRefused('QUERY_ILLEGAL', place === '' ? undefined : place)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SharingRefused('QUERY_MALFORMED')
  }
}

/** `now` in seconds. */
function demandFresh({ iat, exp }: AgencyQuestion, now: number): void {
  if (exp - iat > longestQuestionSeconds) throw new SharingRefused('QUERY_LASTS_TOO_LONG', 'exp')
  if (iat > now + clockToleranceSeconds) throw new SharingRefused('QUERY_FROM_FUTURE', 'iat')
  if (exp < now - clockToleranceSeconds) throw new SharingRefused('QUERY_EXPIRED', 'exp')
}
