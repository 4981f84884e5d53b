/** Card-verifiable certificates as they lie in the database, named by who certified whom. */
import { toHex } from '../../../core/bytes.ts'
import { fromPem, toPem } from '../../../core/cms/certificate.ts'
import { addDays, calendarDateAt, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import { asciiBytes } from '../../../core/der.ts'
import { keyIdentifierOf } from '../../../core/pki/certificate.ts'
import { holderReference, issueCvCertificate, type CvOrder } from '../../../core/pki/cv-certificate.ts'
import { type CvCertificate, readCvCertificate } from '../../../core/pki/read-cv-certificate.ts'
import type { PublicPoint } from '../../../core/pki/signing-key.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { auditedSigningKey } from '../audited-signing-key.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { cardCrypto } from '../card/card-certificates.ts'
import { type KeyId, keyId } from '../key-store.ts'

export type CvProfile = 'CVCA' | 'CV_LINK' | 'DOCUMENT_VERIFIER' | 'TERMINAL'

/** Days of validity, at the upper end of what TR-03110-3, table 21, recommends. */
export const cvDays = { CVCA: 3 * 365, DOCUMENT_VERIFIER: 90, TERMINAL: 30 } as const

export interface StoredCv {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly certificate: CvCertificate
  readonly keyId: KeyId | null
}

/** The newest certificate of a kind that is not over; null where there is none. */
export async function newestCv(app: App, profile: CvProfile): Promise<StoredCv | null> {
  const row = await app.db.certificate.findFirst({
    where: { profile, revokedAt: null, notAfter: { gt: dateOf(todayOf(app)) } },
    orderBy: [{ notBefore: 'desc' }, { serial: 'desc' }],
  })
  return row && stored(row)
}

/** All links from one CVCA to the next, oldest first. */
export async function cvLinks(app: App): Promise<readonly StoredCv[]> {
  const rows = await app.db.certificate.findMany({
    where: { profile: 'CV_LINK' },
    orderBy: { notBefore: 'asc' },
  })
  return rows.map(stored)
}

/** What goes into every chip as its trust anchor; null where the installation has none. */
export async function chipTrustAnchor(app: App): Promise<Uint8Array<ArrayBuffer> | null> {
  return (await newestCv(app, 'CVCA'))?.bytes ?? null
}

function stored(row: { readonly pem: string; readonly keyId: string | null }): StoredCv {
  const bytes = fromPem('CV CERTIFICATE', row.pem)
  return { bytes, certificate: readCvCertificate(bytes), keyId: row.keyId === null ? null : keyId(row.keyId) }
}

export const todayOf = (app: App): CalendarDate => calendarDateAt(app.clock())

/** The next free reference of a holder. */
export async function nextReference(app: App, mnemonic: string): Promise<string> {
  const start = holderReference('VN', mnemonic, 0).slice(0, -5)
  const used = await app.db.certificate.findMany({
    where: { profile: { in: ['CVCA', 'DOCUMENT_VERIFIER', 'TERMINAL'] }, subjectId: { startsWith: start } },
    select: { subjectId: true },
  })
  const numbers = used.map(({ subjectId }) => Number(subjectId.slice(-5)))
  return holderReference('VN', mnemonic, Math.max(0, ...numbers) + 1)
}

export interface CvWish {
  readonly profile: CvProfile
  readonly issuer: { readonly keyId: KeyId; readonly holder: string }
  readonly holder: string
  readonly subject: PublicPoint
  /** Of the card key store; null where it is somebody else's. */
  readonly key: KeyId | null
  readonly rights: CvOrder['rights']
  readonly days: number
}

export interface SignedCv {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly wish: CvWish
  readonly issuerKeyId: string
}

const roles = {
  CVCA: 'CVCA',
  CV_LINK: 'CVCA',
  DOCUMENT_VERIFIER: 'DV_DOMESTIC',
  TERMINAL: 'TERMINAL',
} as const satisfies Record<CvProfile, CvOrder['role']>

export async function signCv(app: WithCardKeys, wish: CvWish): Promise<SignedCv> {
  const key = await auditedSigningKey(app, wish.issuer.keyId, 'CV_CERTIFICATE')
  const effective = todayOf(app)
  const bytes = await issueCvCertificate({
    key,
    authority: wish.issuer.holder,
    holder: wish.holder,
    subjectPoint: wish.subject,
    role: roles[wish.profile],
    rights: wish.rights,
    effective,
    expires: addDays(effective, wish.days - 1),
  })
  return { bytes, wish, issuerKeyId: toHex(keyIdentifierOf(key, cardCrypto)) }
}

/** Keeps a certificate; a second one by the same issuer for the same holder is refused by the database. */
export async function keepCv(tx: Transaction, { bytes, wish, issuerKeyId }: SignedCv): Promise<void> {
  const { effective, expires } = readCvCertificate(bytes)
  await tx.certificate.create({
    data: {
      serial: toHex(asciiBytes(`${wish.issuer.holder}${wish.holder}`)),
      profile: wish.profile,
      subjectId: wish.holder,
      keyId: wish.key,
      subjectKeyId: toHex(keyIdentifierOf(wish.subject, cardCrypto)),
      issuerKeyId,
      pem: toPem('CV CERTIFICATE', bytes),
      fingerprint: toHex(cardCrypto.hash('SHA-256', bytes)),
      notBefore: dateOf(effective),
      notAfter: dateOf(addDays(expires, 1)),
      usageFrom: dateOf(effective),
      usageUntil: dateOf(addDays(expires, 1)),
    },
  })
}
