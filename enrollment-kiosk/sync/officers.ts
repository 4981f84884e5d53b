import type { webcrypto } from 'node:crypto'
import { z } from 'zod'
import { fromPem, readCertificate, type Certificate } from '../../core/cms/certificate.ts'
import type { DeskRole } from '../../core/contracts/desk/station.ts'
import type { CertifiedOfficer } from '../store/officer-vault.ts'
import { fetchServer, type ServerAddress } from './http.ts'
import { queryServer } from './graphql.ts'
import { certificateRequest, createSigningKey, exportSigningKey } from './machine-identity.ts'
import { OfficerNotSignedIn, OfficerRoleRefused } from './officer-refusals.ts'
import {
  ClockWrong,
  OfficerSessionEnded,
  OfficerSignInRefused,
  ServerAnswerUnreadable,
  ServerRefusal,
} from './refusals.ts'

export type OfficerRole = DeskRole

/** An officer at this kiosk. Everything here lives in memory and ends with the sign-in. */
export interface SignedInOfficer {
  readonly officerId: string
  readonly name: string
  readonly role: OfficerRole
  /** SERVER: signed in through the network; LOCAL: unlocked with the PIN. */
  readonly by: 'SERVER' | 'LOCAL'
  /** X.509, DER. */
  readonly certificate: Uint8Array<ArrayBuffer>
  readonly privateKey: webcrypto.CryptoKey
  /** Opens what lies on this computer of the officer's work. */
  readonly dataKey: Uint8Array<ArrayBuffer>
  /** The server's session; null for an officer who was unlocked here without it. */
  readonly cookie: string | null
}

const certifiedRoles = { operator: 'OPERATOR', supervisor: 'SUPERVISOR' } as const

const certifyDocument = `mutation CertifyOfficerKey($csr: String!) {
  certifyOfficerKey(certificateRequest: $csr) {
    __typename
    ... on OfficerCertificate { certificate officerId name deskSecret }
    ... on DomainRefusal { code text { vi en } }
  }
}`

const certifiedSchema = z.object({
  __typename: z.literal('OfficerCertificate'),
  certificate: z.string(),
  officerId: z.uuid(),
  name: z.string(),
  deskSecret: z.base64(),
})

/**
 * Signs an officer in at the server and has a fresh key certified, which signs until the certificate ends.
 * Throws {@link OfficerSignInRefused}, {@link OfficerRoleRefused}, ServerUnreachable, ServerRefusal.
 */
export async function certifyOfficer(
  server: ServerAddress,
  credentials: { readonly username: string; readonly password: string; readonly role: OfficerRole },
): Promise<CertifiedOfficer & { readonly cookie: string }> {
  const { username, password, role } = credentials
  const cookie = await openServerSession(server, { username, password })
  const key = await createSigningKey()
  const certified = await queryServer(
    server,
    { cookie },
    {
      document: certifyDocument,
      variables: { csr: await certificateRequest(key) },
      schema: certifiedSchema,
    },
  )
  const { der, subject, notAfter } = parseCertificate(certified.certificate)
  // A packet signed in another role would be refused only after the applicant has left.
  if (subject?.role !== certifiedRoles[role]) throw new OfficerRoleRefused(role)
  return {
    officerId: certified.officerId,
    name: certified.name,
    role,
    certificate: new Uint8Array(der),
    key: await exportSigningKey(key),
    until: notAfter.getTime(),
    onlineSecret: new Uint8Array(Buffer.from(certified.deskSecret, 'base64')),
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
