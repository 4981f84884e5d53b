/**
 * Machines' sign-in: a signed assertion (RFC 7523 private_key_jwt) is exchanged for a short-lived access token
 * (RFC 9068). ES256 only; times are milliseconds of the caller's clock, claims are whole seconds.
 */
import type { webcrypto } from 'node:crypto'
import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { readCertificate } from '../../core/cms/certificate.ts'
import { importPublicKey } from '../../core/cms/ecdsa.ts'
import { machineKinds } from '../../core/contracts/machine-sign-in.ts'
import { type Bilingual, DomainError } from '../../core/errors.ts'

const algorithms = ['ES256']
const longestAssertionSeconds = 120
/** A machine's clock may be this far from the server's. */
const clockToleranceSeconds = 30
const accessTokenType = 'at+jwt'

/** How long a machine's token is good for. */
export const machineTokenSeconds = 600

const refusals = {
  ASSERTION_MALFORMED: {
    vi: 'Yêu cầu đăng nhập của máy không đúng định dạng.',
    en: 'The machine’s assertion is not of the agreed format.',
  },
  ASSERTION_SIGNATURE_INVALID: {
    vi: 'Chữ ký đăng nhập không khớp với chứng thư của máy.',
    en: 'The assertion is not signed by the machine’s certified key.',
  },
  ASSERTION_NOT_FOR_HERE: {
    vi: 'Yêu cầu đăng nhập dành cho máy chủ khác hoặc của máy khác.',
    en: 'The assertion is for another server, or speaks for another machine.',
  },
  ASSERTION_EXPIRED: {
    vi: 'Yêu cầu đăng nhập đã hết hạn; kiểm tra đồng hồ của máy.',
    en: 'The assertion has expired; check the machine’s clock.',
  },
  ASSERTION_TOO_LONG: {
    vi: 'Yêu cầu đăng nhập có thời hạn dài hơn mức cho phép.',
    en: 'The assertion is valid for longer than allowed.',
  },
  CERTIFICATE_NOT_VALID_NOW: {
    vi: 'Chứng thư của máy chưa có hiệu lực hoặc đã hết hạn; cần cấp lại chứng thư.',
    en: 'The machine’s certificate is not valid now; it must be certified again.',
  },
} as const satisfies Record<string, Bilingual>

export class AssertionRefused extends DomainError<keyof typeof refusals> {
  constructor(code: keyof typeof refusals) {
    super(code, refusals[code])
  }
}

export class MachineTokenRefused extends DomainError<'MACHINE_TOKEN_EXPIRED' | 'MACHINE_TOKEN_INVALID'> {
  constructor(code: 'MACHINE_TOKEN_EXPIRED' | 'MACHINE_TOKEN_INVALID') {
    super(code, {
      vi: 'Phiên đăng nhập của máy đã hết hạn hoặc không hợp lệ; máy cần đăng nhập lại.',
      en: 'The machine’s token has expired or is not valid; the machine must sign in again.',
    })
  }
}

const assertionClaims = z.object({
  iss: z.uuid(),
  sub: z.uuid(),
  aud: z.string(),
  exp: z.int(),
  iat: z.int(),
  jti: z.string().min(16).max(128),
})

/** The machine that an assertion says it is from, to look up its certificate. Nothing is proved yet. */
export function claimedMachine(assertion: string): string {
  try {
    return assertionClaims.parse(decodeJwt(assertion)).sub
  } catch {
    throw new AssertionRefused('ASSERTION_MALFORMED')
  }
}

export type AssertionQuestion = {
  readonly assertion: string
  /** The machine's certificate, DER. */
  readonly certificate: Uint8Array
  /** URL of this token endpoint. */
  readonly audience: string
  /** Milliseconds. */
  readonly now: number
}

export type VerifiedAssertion = {
  readonly machineId: string
  /** Accept once: remember it until `expiresAt` and refuse it again. */
  readonly jti: string
  /** When the assertion can no longer be accepted, milliseconds. */
  readonly expiresAt: number
}

/** Throws AssertionRefused. */
export async function verifyAssertion(question: AssertionQuestion): Promise<VerifiedAssertion> {
  const { assertion, audience, now } = question
  const certificate = readCertificate(question.certificate)
  const { notBefore, notAfter, subject, publicKey } = certificate
  if (now < notBefore.getTime() || now > notAfter.getTime())
    throw new AssertionRefused('CERTIFICATE_NOT_VALID_NOW')
  const key = await importPublicKey(publicKey.spki, { name: 'ECDSA', namedCurve: publicKey.curve }, [
    'verify',
  ])
  if (key === null || subject === null) throw new AssertionRefused('ASSERTION_SIGNATURE_INVALID')
  const options = {
    algorithms,
    audience,
    issuer: subject.id,
    subject: subject.id,
    currentDate: new Date(now),
    clockTolerance: clockToleranceSeconds,
  }
  const payload = await jwtVerify(assertion, key, options).then(
    (verified) => verified.payload,
    (fault: unknown) => {
      throw assertionRefusal(fault)
    },
  )
  const claims = assertionClaims.safeParse(payload)
  if (!claims.success) throw new AssertionRefused('ASSERTION_MALFORMED')
  const { exp, jti } = claims.data
  const longest = now / 1000 + longestAssertionSeconds + clockToleranceSeconds
  if (exp - claims.data.iat > longestAssertionSeconds || exp > longest)
    throw new AssertionRefused('ASSERTION_TOO_LONG')
  return { machineId: subject.id, jti, expiresAt: (exp + clockToleranceSeconds) * 1000 }
}

function assertionRefusal(fault: unknown): unknown {
  if (fault instanceof errors.JWTExpired) return new AssertionRefused('ASSERTION_EXPIRED')
  if (fault instanceof errors.JWTClaimValidationFailed) return new AssertionRefused('ASSERTION_NOT_FOR_HERE')
  if (fault instanceof errors.JWSSignatureVerificationFailed)
    return new AssertionRefused('ASSERTION_SIGNATURE_INVALID')
  return fault instanceof errors.JOSEError ? new AssertionRefused('ASSERTION_MALFORMED') : fault
}

const machineTokenClaims = z.object({
  sub: z.uuid(),
  kind: z.enum(machineKinds),
  centre: z.string(),
  exp: z.int(),
})

export type MachineTokenSubject = {
  readonly machineId: string
  readonly kind: (typeof machineKinds)[number]
  readonly centre: string
}

export type TokenIssuer = {
  /** URL of this server: issuer and audience of its tokens. */
  readonly issuer: string
  /** ECDSA P-256 from the key store. */
  readonly keys: webcrypto.CryptoKeyPair
}

/** A bearer token for `machineTokenSeconds`. `now` in milliseconds. */
export async function issueMachineToken(
  { issuer, keys }: TokenIssuer,
  { machineId, kind, centre }: MachineTokenSubject,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000)
  return new SignJWT({ kind, centre })
    .setProtectedHeader({ alg: 'ES256', typ: accessTokenType })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(machineId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + machineTokenSeconds)
    .sign(keys.privateKey)
}

interface Proven {
  readonly subject: MachineTokenSubject
  /** Milliseconds. */
  readonly until: number
}

/** Tokens whose signature was checked, by the key that checked it: a machine shows the same one with every request. */
const provenBy = new WeakMap<webcrypto.CryptoKey, Map<string, Proven>>()
const mostProven = 2000

/** Throws MachineTokenRefused. `now` in milliseconds. Whether the machine may still work is for the caller to ask. */
export async function verifyMachineToken(
  issuer: TokenIssuer,
  token: string,
  now: number,
): Promise<MachineTokenSubject> {
  const proven = provenBy.get(issuer.keys.publicKey) ?? new Map<string, Proven>()
  const known = proven.get(token)
  if (known && now < known.until) return known.subject
  const fresh = await proveMachineToken(issuer, token, now)
  if (proven.size >= mostProven) proven.clear()
  proven.set(token, fresh)
  provenBy.set(issuer.keys.publicKey, proven)
  return fresh.subject
}

async function proveMachineToken({ issuer, keys }: TokenIssuer, token: string, now: number): Promise<Proven> {
  const options = { algorithms, issuer, audience: issuer, typ: accessTokenType, currentDate: new Date(now) }
  const payload = await jwtVerify(token, keys.publicKey, options).then(
    (verified) => verified.payload,
    (fault: unknown) => {
      if (fault instanceof errors.JWTExpired) throw new MachineTokenRefused('MACHINE_TOKEN_EXPIRED')
      throw fault instanceof errors.JOSEError ? new MachineTokenRefused('MACHINE_TOKEN_INVALID') : fault
    },
  )
  const claims = machineTokenClaims.safeParse(payload)
  if (!claims.success) throw new MachineTokenRefused('MACHINE_TOKEN_INVALID')
  const { sub: machineId, kind, centre } = claims.data
  return { subject: { machineId, kind, centre }, until: (payload.exp ?? 0) * 1000 }
}
