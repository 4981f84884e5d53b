/** Certificates of the card PKI as they lie in the database; their keys are in the card key store. */
import { toHex } from '../../../core/bytes.ts'
import { fromPem, toPem } from '../../../core/cms/certificate.ts'
import { DomainError } from '../../../core/errors.ts'
import { type CardCertificate, readCardCertificate } from '../../../core/pki/certificate.ts'
import { signerProfiles } from '../../../core/pki/signer-profile.ts'
import { issuerPlaces } from '../../../core/pki/issuing-country.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { type KeyId, keyId } from '../key-store.ts'
import { publicCrypto } from '../public-crypto.ts'

export const cardProfiles = ['CSCA', 'CSCA_LINK', ...signerProfiles] as const
export type CardProfile = (typeof cardProfiles)[number]

/** One for the process: it keeps the keys of the few issuers and signers open. */
export const cardCrypto = publicCrypto()

const missing = {
  NONE: {
    vi: 'Chưa có chứng thư gốc (CSCA) để ký thẻ: người giữ khóa cần thực hiện nghi lễ tạo khóa (pki ceremony).',
    en: 'There is no country signing CA yet: the custodians have to create it in a ceremony (pki ceremony).',
  },
  USAGE_ENDED: {
    vi: 'Khóa chứng thư gốc (CSCA) đã hết thời gian sử dụng: người giữ khóa cần chuyển sang khóa mới (pki ceremony).',
    en: 'The usage period of the country signing CA’s key is over: the custodians have to roll it over (pki ceremony).',
  },
} as const

/** Nothing can be certified now. */
export class CscaUnusable extends DomainError<'CSCA_UNUSABLE'> {
  constructor(reason: keyof typeof missing) {
    super('CSCA_UNUSABLE', missing[reason], { reason })
  }
}

export interface Csca {
  readonly serial: string
  readonly keyId: KeyId
  readonly der: Uint8Array<ArrayBuffer>
  readonly certificate: CardCertificate
  readonly subjectKeyId: string
  readonly usageUntil: Date
}

/** The CSCA that issues now, the newest; null before there is one. */
export async function newestCsca(app: App): Promise<Csca | null> {
  const row = await app.db.certificate.findFirst({
    where: { profile: 'CSCA', revokedAt: null },
    orderBy: [{ usageFrom: 'desc' }, { serial: 'desc' }],
  })
  if (!row) return null
  const der = fromPem('CERTIFICATE', row.pem)
  return {
    serial: row.serial,
    keyId: keyId(row.keyId ?? ''),
    der,
    certificate: readCardCertificate(der),
    subjectKeyId: row.subjectKeyId,
    usageUntil: row.usageUntil ?? row.notAfter,
  }
}

/** The same, within its usage period. Throws CscaUnusable. */
export async function issuingCsca(app: App): Promise<Csca> {
  const csca = await newestCsca(app)
  if (!csca) throw new CscaUnusable('NONE')
  if (csca.usageUntil.getTime() <= app.clock()) throw new CscaUnusable('USAGE_ENDED')
  return csca
}

/** What every certificate of this installation says of its issuer. */
export const placesOf = (app: App) => issuerPlaces(app.publicUrl, app.env.cardPki.mail)

/** Keeps a certificate; throws where its serial number is there already. */
export async function keepCertificate(
  tx: Transaction,
  der: Uint8Array,
  of: { readonly profile: CardProfile; readonly key: KeyId | null },
): Promise<CardCertificate> {
  const certificate = readCardCertificate(der)
  const { subjectKeyIdentifier, authorityKeyIdentifier, privateKeyUsage, notBefore, notAfter } = certificate
  await tx.certificate.create({
    data: {
      serial: toHex(certificate.serial),
      profile: of.profile,
      subjectId: 'card-pki',
      keyId: of.key,
      subjectKeyId: toHex(subjectKeyIdentifier ?? new Uint8Array()),
      issuerKeyId: toHex(authorityKeyIdentifier ?? new Uint8Array()),
      pem: toPem('CERTIFICATE', der),
      fingerprint: toHex(cardCrypto.hash('SHA-256', der)),
      notBefore,
      notAfter,
      usageFrom: privateKeyUsage?.from ?? null,
      usageUntil: privateKeyUsage?.until ?? null,
    },
  })
  return certificate
}

export const nowOf = (app: App) => instantAt(app.clock())
