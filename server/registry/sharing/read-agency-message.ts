import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import type { z } from 'zod'
import {
  agencyCodeSchema,
  clockToleranceSeconds,
  longestQuestionSeconds,
} from '../../../core/contracts/agency-query.ts'
import { SharingRefused } from '../../../core/sharing/refusals.ts'
import type { RelyingParty } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import { type Agency, agencyOf, verifyingKeyOf } from './agency.ts'

/** Who sent a message, to whom and when; times in seconds (RFC 7519, 4.1). */
interface Envelope {
  readonly iss: string
  readonly aud: string
  readonly iat: number
  readonly exp: number
}

/** What agencies send to one address: how its header calls it, and what it holds. */
export interface MessageKind<Message extends Envelope> {
  /** An explicit type, so that a message of one kind is not taken for another (RFC 8725, 3.11). */
  readonly type: string
  readonly path: string
  readonly schema: z.ZodType<Message>
}

export interface AgencyMessage<Message extends Envelope> {
  readonly agency: Agency
  readonly message: Message
}

/**
 * A message that an agency signed, for this system, just now. Throws {@link SharingRefused} where that is not proved beyond doubt;
 * nothing is kept then. Whether the agency may ask is for its caller to say.
 */
export async function readAgencyMessage<Message extends Envelope>(
  app: App,
  jws: string,
  { type, path, schema }: MessageKind<Message>,
): Promise<AgencyMessage<Message>> {
  const code = claimedAgency(jws, type)
  const row = await app.db.relyingParty.findUnique({ where: { code } })
  if (!row) throw new SharingRefused('QUERY_NOT_AUTHENTIC')
  const message = parseMessage(await verifiedText(jws, row), schema)
  if (message.iss !== code || message.aud !== app.publicUrl + path)
    throw new SharingRefused('QUERY_NOT_FOR_HERE', message.iss === code ? 'aud' : 'iss')
  demandFresh(message, app.clock() / 1000)
  return { agency: agencyOf(row), message }
}

/** The agency that the header names. Nothing is proved yet. */
function claimedAgency(jws: string, type: string): string {
  const header = headerOf(jws)
  const code = agencyCodeSchema.safeParse(header?.kid)
  // Extensions (crit) are not agreed on: the payload is base64url, always.
  const agreed = header?.alg === 'ES256' && header.typ === type && header.crit === undefined
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

function parseMessage<Message>(text: string, schema: z.ZodType<Message>): Message {
  const read = schema.safeParse(jsonIn(text))
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
function demandFresh({ iat, exp }: Envelope, now: number): void {
  if (exp - iat > longestQuestionSeconds) throw new SharingRefused('QUERY_LASTS_TOO_LONG', 'exp')
  if (iat > now + clockToleranceSeconds) throw new SharingRefused('QUERY_FROM_FUTURE', 'iat')
  if (exp < now - clockToleranceSeconds) throw new SharingRefused('QUERY_EXPIRED', 'exp')
}
