import type { webcrypto } from 'node:crypto'
import { z } from 'zod'
import { fromPem, readCertificate, type Certificate } from '../../core/cms/certificate.ts'
import { DomainError } from '../../core/errors.ts'
import { fetchServer, type ServerAddress } from './http.ts'
import { queryServer } from './graphql.ts'
import { certificateRequest, createPassingKey } from './machine-identity.ts'
import {
  ClockWrong,
  OfficerSessionEnded,
  OfficerSignInRefused,
  ServerAnswerUnreadable,
  ServerRefusal,
} from './refusals.ts'

export const officerRoles = ['operator', 'supervisor'] as const
export type OfficerRole = (typeof officerRoles)[number]

const roleNames: Readonly<Record<OfficerRole, { vi: string; en: string }>> = {
  operator: { vi: 'cán bộ thu nhận', en: 'operator' },
  supervisor: { vi: 'cán bộ kiểm tra', en: 'station supervisor' },
}

/** An officer who is signed in at this kiosk. Everything here lives in memory and ends with the sign-in. */
export interface SignedInOfficer {
  readonly officerId: string
  readonly role: OfficerRole
  /** X.509, DER. */
  readonly certificate: Uint8Array<ArrayBuffer>
  readonly privateKey: webcrypto.CryptoKey
  /** The server's session. */
  readonly cookie: string
}

export class OfficerNotSignedIn extends DomainError<'OFFICER_NOT_SIGNED_IN'> {
  constructor(role: OfficerRole) {
    super(
      'OFFICER_NOT_SIGNED_IN',
      {
        vi: `Chưa có ${roleNames[role].vi} đăng nhập tại máy này. Hãy đăng nhập rồi thực hiện lại.`,
        en: `No ${roleNames[role].en} is signed in at this kiosk. Sign in and try again.`,
      },
      { role },
    )
  }
}

export class OfficerRoleRefused extends DomainError<'OFFICER_ROLE_REFUSED'> {
  constructor(role: OfficerRole) {
    super(
      'OFFICER_ROLE_REFUSED',
      {
        vi: `Tài khoản này không được phân công làm ${roleNames[role].vi} tại điểm thu nhận.`,
        en: `This account is not assigned as ${roleNames[role].en} at the centre.`,
      },
      { role },
    )
  }
}

const certifiedRoles = { operator: 'OPERATOR', supervisor: 'SUPERVISOR' } as const

const certifyDocument = `mutation CertifyOfficerKey($csr: String!) {
  certifyOfficerKey(certificateRequest: $csr) {
    __typename
    ... on OfficerCertificate { certificate officerId }
    ... on DomainRefusal { code text { vi en } }
  }
}`

const certifiedSchema = z.object({
  __typename: z.literal('OfficerCertificate'),
  certificate: z.string(),
  officerId: z.uuid(),
})

/**
 * Signs an officer in at the server and has a fresh key certified for this sign-in.
 * Throws {@link OfficerSignInRefused}, {@link OfficerRoleRefused}, ServerUnreachable, ServerRefusal.
 */
export async function signInOfficer(
  server: ServerAddress,
  credentials: { readonly username: string; readonly password: string; readonly role: OfficerRole },
): Promise<SignedInOfficer> {
  const { username, password, role } = credentials
  const cookie = await openServerSession(server, { username, password })
  const key = await createPassingKey()
  const certified = await queryServer(
    server,
    { cookie },
    {
      document: certifyDocument,
      variables: { csr: await certificateRequest(key) },
      schema: certifiedSchema,
    },
  )
  const { der, subject } = parseCertificate(certified.certificate)
  // A packet signed in another role would be refused only after the applicant has left.
  if (subject?.role !== certifiedRoles[role]) throw new OfficerRoleRefused(role)
  return {
    officerId: certified.officerId,
    role,
    certificate: new Uint8Array(der),
    privateKey: key.privateKey,
    cookie,
  }
}

function parseCertificate(text: string): Certificate {
  try {
    return readCertificate(fromPem('CERTIFICATE', text))
  } catch {
    throw new ServerAnswerUnreadable(200)
  }
}

/** Signs in by name and password alone; answers the session's cookie. Throws ServerUnreachable, ServerRefusal, {@link OfficerSignInRefused}. */
export async function openServerSession(
  server: ServerAddress,
  login: { username: string; password: string },
): Promise<string> {
  const response = await fetchServer(server, {
    method: 'POST',
    path: '/api/auth/sign-in/username',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  await response.body?.cancel()
  if (response.status === 429) throw new ServerRefusal(tooManyAttempts, 429)
  if (response.status >= 500) throw new ServerRefusal(signInFailed, response.status)
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
  if (!response.ok || cookies.length === 0) throw new OfficerSignInRefused()
  return cookies.join('; ')
}

const tooManyAttempts = {
  code: 'TOO_MANY_SIGN_INS',
  text: {
    vi: 'Đăng nhập sai nhiều lần. Hãy đợi vài phút rồi thử lại.',
    en: 'Too many attempts. Wait a few minutes and try again.',
  },
}

const signInFailed = {
  code: 'SERVER_ERROR',
  text: {
    vi: 'Máy chủ chưa xử lý được việc đăng nhập. Hãy thử lại sau ít phút.',
    en: 'The server could not handle the sign-in. Try again in a few minutes.',
  },
}

/** Who sits at the desk now: one operator and one supervisor at most. */
export interface OfficersAtDesk {
  signIn(officer: SignedInOfficer): void
  signOut(role: OfficerRole): void
  find(role: OfficerRole): SignedInOfficer | null
  /** Throws {@link OfficerNotSignedIn}, {@link OfficerSessionEnded}, {@link ClockWrong}: the certificate must be valid now. */
  require(role: OfficerRole): SignedInOfficer
}

export function openOfficersAtDesk(clock: () => number): OfficersAtDesk {
  const seats = new Map<OfficerRole, SignedInOfficer>()
  return {
    signIn: (officer) => void seats.set(officer.role, officer),
    signOut: (role) => void seats.delete(role),
    find: (role) => seats.get(role) ?? null,
    require(role) {
      const officer = seats.get(role)
      if (!officer) throw new OfficerNotSignedIn(role)
      const { notBefore, notAfter } = readCertificate(officer.certificate)
      if (notAfter.getTime() <= clock()) throw new OfficerSessionEnded()
      if (notBefore.getTime() > clock()) throw new ClockWrong()
      return officer
    },
  }
}
