/** What a card does with the certificates that a terminal shows, one by one (TR-03110-3, B.11.1 and C.4). */
import type { CalendarDate } from '../dates/calendar-date.ts'
import type { CurveName } from './curves.ts'
import type { CvRights, CvRole } from './cv-certificate.ts'
import { derSignature } from './plain-signature.ts'
import type { CvCertificate } from './read-cv-certificate.ts'
import type { PublicCrypto, PublicPoint, SignatureAlgorithm } from './signing-key.ts'

/** A key that the next certificate may be signed by. */
export interface CvTrust {
  readonly holder: string
  readonly key: PublicPoint
  readonly algorithm: SignatureAlgorithm
  readonly role: CvRole
  /** Of it and everything above it together. */
  readonly rights: CvRights
  /** The curve of the CVCA, for keys that name none. */
  readonly curve: CurveName
}

export type CvFault = 'UNKNOWN_AUTHORITY' | 'SIGNATURE' | 'EXPIRED' | 'ROLE' | 'DOMAIN_PARAMETERS'

/** Which roles may stand below a role. */
const below: Readonly<Record<CvRole, readonly CvRole[]>> = {
  CVCA: ['CVCA', 'DV_DOMESTIC', 'DV_FOREIGN'],
  DV_DOMESTIC: ['TERMINAL'],
  DV_FOREIGN: ['TERMINAL'],
  TERMINAL: [],
}

/** The trust that stands in a card from its personalisation on. Null for anything but a CVCA with its curve. */
export function cvTrustPoint({ role, holder, rights, publicKey }: CvCertificate): CvTrust | null {
  const { curve, algorithm, point } = publicKey
  if (role !== 'CVCA' || curve === null) return null
  return { holder, key: { curve, point }, algorithm, role, rights, curve }
}

/** One step down: the trust in the certificate's own key, or why there is none. `today` is the date as the card knows it. */
export function followCvCertificate(
  trust: CvTrust,
  certificate: CvCertificate,
  { today, crypto }: { readonly today: CalendarDate; readonly crypto: PublicCrypto },
): CvTrust | CvFault {
  if (certificate.authority !== trust.holder) return 'UNKNOWN_AUTHORITY'
  const signature = derSignature(certificate.signature, trust.key.curve)
  if (!signature || !crypto.verify(trust.key, trust.algorithm, certificate.body, signature))
    return 'SIGNATURE'
  if (!below[trust.role].includes(certificate.role)) return 'ROLE'
  const isLink = certificate.role === 'CVCA'
  // A link is taken also when its day has passed: only so a card that lay in a drawer finds the present CVCA (TR-03110-3, B.11.1).
  if (!isLink && certificate.expires < today) return 'EXPIRED'
  const { curve: own, algorithm, point } = certificate.publicKey
  if (isLink !== (own !== null)) return 'DOMAIN_PARAMETERS'
  const curve = own ?? trust.curve
  const rights = isLink
    ? certificate.rights
    : {
        fingers: trust.rights.fingers && certificate.rights.fingers,
        irises: trust.rights.irises && certificate.rights.irises,
      }
  return {
    holder: certificate.holder,
    key: { curve, point },
    algorithm,
    role: certificate.role,
    rights,
    curve,
  }
}

/** The whole way from a trust point to the terminal. */
export function verifyCvChain(
  trustPoint: CvTrust,
  chain: readonly CvCertificate[],
  options: { readonly today: CalendarDate; readonly crypto: PublicCrypto },
): CvTrust | CvFault {
  let trust = trustPoint
  for (const certificate of chain) {
    const next = followCvCertificate(trust, certificate, options)
    if (typeof next === 'string') return next
    trust = next
  }
  return trust
}
