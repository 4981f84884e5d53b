import { randomBytes } from 'node:crypto'
import { fromPem } from '../../core/cms/certificate.ts'
import type { CertificateSubject } from '../../core/cms/subject.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import {
  certificateSerial,
  certifyKey,
  certifyRequest,
  createIssuingAuthority,
  type IssuedCertificate,
  type IssuingAuthority,
  issuingAuthority,
} from './certificates.ts'
import { type KeyId, keyId, type KeyStore } from './key-store.ts'

export type WithKeys = App & { readonly keys: KeyStore }
export type WithAuthority = WithKeys & { readonly authority: IssuingAuthority }

const dayMs = 86_400_000
const issuerKey = keyId('issuer-1')
const issuerDays = 10 * 365

const termOf = (app: App, days: number) => ({
  serial: certificateSerial(randomBytes(20)),
  // A machine's clock may be behind ours.
  notBefore: instantAt(app.clock() - 5 * 60_000),
  notAfter: instantAt(app.clock() - 5 * 60_000 + days * dayMs),
})

async function store(
  tx: Transaction,
  certificate: IssuedCertificate,
  {
    profile,
    subjectId,
    key,
  }: { readonly profile: string; readonly subjectId: string; readonly key?: string },
): Promise<void> {
  const { serial, pem, fingerprint, notBefore, notAfter } = certificate
  await tx.certificate.create({
    data: {
      serial,
      pem,
      fingerprint,
      notBefore,
      notAfter,
      profile,
      subjectId,
      keyId: key ?? null,
      subjectKeyId: certificate.keyId,
    },
  })
}

/** The issuing authority; made on the first start of an installation. */
export async function openAuthority(app: WithKeys): Promise<IssuingAuthority> {
  const known = await app.db.certificate.findFirst({
    where: { profile: 'ISSUER' },
    orderBy: { notBefore: 'desc' },
  })
  if (known)
    return issuingAuthority(
      fromPem('CERTIFICATE', known.pem),
      await app.keys.keyPair(keyId(known.keyId ?? '')),
    )
  if (!(await app.keys.has(issuerKey))) await app.keys.generate(issuerKey, 'SIGN')
  const pair = await app.keys.keyPair(issuerKey)
  const made = await createIssuingAuthority(pair, {
    ...termOf(app, issuerDays),
    name: 'Citizen ID Issuing CA 1',
  })
  await store(app.db, made, { profile: 'ISSUER', subjectId: 'issuer', key: issuerKey })
  return issuingAuthority(made.der, pair)
}

/** Certificates of all issuing authorities of this installation, DER. */
async function issuerCertificates(app: App): Promise<readonly Uint8Array[]> {
  const issuers = await app.db.certificate.findMany({ where: { profile: 'ISSUER' }, select: { pem: true } })
  return issuers.map(({ pem }) => fromPem('CERTIFICATE', pem))
}

/** Certifies the key of a machine or an officer from its PKCS#10 request and keeps the certificate. */
export async function certify(
  tx: Transaction,
  app: WithAuthority,
  request: { readonly requestDer: Uint8Array; readonly subject: CertificateSubject; readonly days: number },
): Promise<IssuedCertificate> {
  const { requestDer, subject, days } = request
  const certificate = await certifyRequest(app.authority, { ...termOf(app, days), subject, requestDer })
  await store(tx, certificate, { profile: subject.role, subjectId: subject.id })
  return certificate
}

const centreDays = 365
/** A centre's key is renewed this long before its end. */
const renewBeforeDays = 60

/** The certificate that packets of a centre are sealed for now, PEM; made or renewed when due. Older keys stay in the store. */
export async function centreCertificate(app: WithAuthority, centre: string): Promise<string> {
  const newest = await app.db.certificate.findFirst({
    where: { profile: 'CENTRE', subjectId: centre, revokedAt: null },
    orderBy: { notAfter: 'desc' },
  })
  if (newest && newest.notAfter.getTime() > app.clock() + renewBeforeDays * dayMs) return newest.pem
  const key = keyId(`centre-${centre.toLowerCase()}-${randomBytes(4).toString('hex')}`)
  await app.keys.generate(key, 'AGREE')
  const subject = { id: crypto.randomUUID(), role: 'CENTRE', centre } as const
  return (await certifyOwnKey(app, { key, subject, subjectId: centre, days: centreDays })).pem
}

/** Certifies a key of our own store and keeps the certificate. */
export async function certifyOwnKey(
  app: WithAuthority,
  wanted: {
    readonly key: KeyId
    readonly subject: CertificateSubject
    /** What the certificate is found by. */
    readonly subjectId: string
    readonly days: number
  },
): Promise<IssuedCertificate> {
  const { key, subject, subjectId, days } = wanted
  const publicKey = await app.keys.publicKey(key)
  const certificate = await certifyKey(app.authority, { ...termOf(app, days), subject, publicKey })
  await store(app.db, certificate, { profile: subject.role, subjectId, key })
  return certificate
}

/** Opens packets: the private key behind a subject key identifier, or null when it is not one of the centre's. */
function recipientKeys(app: WithKeys) {
  return async (subjectKeyId: string, centre: string) => {
    const own = { profile: 'CENTRE', subjectKeyId, subjectId: centre }
    const known = await app.db.certificate.findFirst({ where: own, select: { keyId: true } })
    return known?.keyId ? (await app.keys.keyPair(keyId(known.keyId))).privateKey : null
  }
}

/** Which of the given certificates were revoked. */
async function revokedAmong(app: App, serials: readonly string[]): Promise<readonly string[]> {
  const revoked = await app.db.certificate.findMany({
    where: { serial: { in: [...serials] }, revokedAt: { not: null } },
    select: { serial: true },
  })
  return revoked.map(({ serial }) => serial)
}

/** By what packets are opened and their signers believed. */
export async function packetTrust(app: WithKeys) {
  return {
    recipientKeys: recipientKeys(app),
    issuers: await issuerCertificates(app),
    revokedAmong: (serials: readonly string[]) => revokedAmong(app, serials),
  }
}
