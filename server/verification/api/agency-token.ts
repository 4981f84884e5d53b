import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { agencyCodeSchema, clockToleranceSeconds } from '../../../core/contracts/agency-query.ts'
import { tokenPath } from '../../../core/contracts/verification-api.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { type KeyId, keyId } from '../../pki/key-store.ts'
import type { WithKeys } from '../../pki/issuing.ts'
import { type Agency, agencyOf, isInForce, verifyingKeyOf } from '../../registry/sharing/agency.ts'

/** RFC 6749, 5.2: whoever asks is not known, or may not ask now. */
export class ClientRefused extends DomainError<'INVALID_CLIENT'> {
  constructor() {
    super('INVALID_CLIENT', {
      vi: 'Không xác thực được đơn vị: kiểm tra mã đơn vị, khóa ký, đồng hồ và thời hạn thỏa thuận.',
      en: 'The relying party is not proved: check its code, its key, its clock and the term of its agreement.',
    })
  }
}

/** RFC 6750, 3.1. */
export class AgencyTokenRefused extends DomainError<'INVALID_TOKEN'> {
  constructor() {
    super('INVALID_TOKEN', {
      vi: 'Mã truy cập đã hết hạn hoặc không hợp lệ. Hãy xin mã mới.',
      en: 'The access token has expired or is not valid. Ask for a new one.',
    })
  }
}

export const agencyTokenSeconds = 600
const longestAssertionSeconds = 300
/** Apart from machines' tokens, which another key signs. */
const tokenType = 'agency+at+jwt'
const tokenKey: KeyId = keyId('agency-tokens-1')

const keyPair = async ({ keys }: WithKeys) => {
  if (!(await keys.has(tokenKey))) {
    await keys.generate(tokenKey, 'SIGN').catch(async (error: unknown) => {
      // Another server made it at the same moment.
      if (!(await keys.has(tokenKey))) throw error
    })
  }
  return keys.keyPair(tokenKey)
}

const assertionClaims = z.object({ jti: z.string().min(8).max(100), iat: z.int(), exp: z.int() })

/** A token for the relying party that signed the assertion (RFC 7523, 3). Throws {@link ClientRefused}. */
export async function issueAgencyToken(
  app: WithKeys,
  { assertion }: { readonly assertion: string },
): Promise<{ readonly token: string; readonly expiresIn: number }> {
  const now = app.clock()
  const agency = await assertedAgency(app, assertion)
  const issuedAt = Math.floor(now / 1000)
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', typ: tokenType })
    .setIssuer(app.publicUrl)
    .setAudience(app.publicUrl)
    .setSubject(agency.code)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + agencyTokenSeconds)
    .sign((await keyPair(app)).privateKey)
  return { token, expiresIn: agencyTokenSeconds }
}

async function assertedAgency(app: WithKeys, assertion: string): Promise<Agency> {
  const now = app.clock()
  const code = agencyCodeSchema.safeParse(claimedSubject(assertion))
  const row = code.success ? await app.db.relyingParty.findUnique({ where: { code: code.data } }) : null
  if (!row) throw new ClientRefused()
  const verified = await jwtVerify(assertion, await verifyingKeyOf(row), {
    algorithms: ['ES256'],
    issuer: row.code,
    subject: row.code,
    audience: [app.publicUrl, `${app.publicUrl}${tokenPath}`],
    clockTolerance: clockToleranceSeconds,
    currentDate: instantAt(now),
    requiredClaims: ['exp', 'iat', 'jti'],
  }).catch((fault: unknown) => {
    throw fault instanceof errors.JOSEError ? new ClientRefused() : fault
  })
  const claims = assertionClaims.safeParse(verified.payload)
  if (!claims.success || claims.data.exp - claims.data.iat > longestAssertionSeconds)
    throw new ClientRefused()
  const agency = agencyOf(row)
  if (!isInForce(agency, calendarDateAt(now))) throw new ClientRefused()
  await useOnce(app, agency, claims.data)
  return agency
}

function claimedSubject(assertion: string): unknown {
  try {
    return decodeJwt(assertion).sub
  } catch {
    return null
  }
}

async function useOnce(
  app: WithKeys,
  agency: Agency,
  { jti, exp }: z.infer<typeof assertionClaims>,
): Promise<void> {
  const expiresAt = instantAt((exp + clockToleranceSeconds) * 1000)
  const data = { jti: `${agency.code}:${jti}`, machineId: agency.id, expiresAt }
  await app.db.usedAssertion.create({ data }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new ClientRefused() : error
  })
}

/** The relying party behind a bearer token; one that was suspended meanwhile is refused at once. Throws {@link AgencyTokenRefused}. */
export async function agencyOfToken(app: WithKeys, authorization: string | undefined): Promise<Agency> {
  const [scheme = '', token = ''] = (authorization ?? '').split(' ')
  if (scheme.toLowerCase() !== 'bearer') throw new AgencyTokenRefused()
  const options = {
    algorithms: ['ES256'],
    issuer: app.publicUrl,
    audience: app.publicUrl,
    typ: tokenType,
    currentDate: instantAt(app.clock()),
  }
  const { payload } = await jwtVerify(token, (await keyPair(app)).publicKey, options).catch(
    (fault: unknown) => {
      throw fault instanceof errors.JOSEError ? new AgencyTokenRefused() : fault
    },
  )
  const row = await app.db.relyingParty.findUnique({ where: { code: payload.sub ?? '' } })
  if (!row) throw new AgencyTokenRefused()
  const agency = agencyOf(row)
  if (!isInForce(agency, calendarDateAt(app.clock()))) throw new AgencyTokenRefused()
  return agency
}
