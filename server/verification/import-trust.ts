import { toHex } from '../../core/bytes.ts'
import { toPem } from '../../core/cms/certificate.ts'
import { DerError } from '../../core/der.ts'
import { DomainError } from '../../core/errors.ts'
import { type CardCertificate, readCardCertificate } from '../../core/pki/certificate.ts'
import { countryOf } from '../../core/pki/names.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import type { Transaction } from '../kernel/db.ts'
import { cardCrypto } from '../pki/card/card-certificates.ts'
import { readAuthorities } from './read-trust-file.ts'
import { importedProfile } from './trusted-authorities.ts'

/** Something that is no certificate of a country signing CA, or a list with one. */
export class NotAnAuthority extends DomainError<'NOT_AN_AUTHORITY'> {
  constructor() {
    super('NOT_AN_AUTHORITY', {
      vi: 'Tệp có chứng thư không phải của CSCA (nơi cấp chứng thư gốc của một nước). Không có gì được nhận.',
      en: 'The file has a certificate that is no country signing CA’s. Nothing was imported.',
    })
  }
}

export interface ImportedTrust {
  readonly added: number
  readonly known: number
  /** SHA-256, hexadecimal: to be compared with what the other state says over another way. */
  readonly fingerprints: readonly string[]
}

/**
 * Trusts the CSCAs of a file: one certificate, or a master list. Whoever imports answers for having compared the fingerprints; the list's
 * own signature proves only that the file is whole, its signer being one of those in it. Throws IllegalTrustFile, NotAnAuthority.
 */
export async function importTrust(
  app: App,
  actor: Actor,
  input: { readonly file: Uint8Array },
): Promise<ImportedTrust> {
  demand(actor, 'trust.import')
  const authorities = readAuthorities(input.file).map(readAuthority)
  return app.db.$transaction(async (tx) => {
    const added = await keepNew(tx, authorities)
    const fingerprints = authorities.map(fingerprintOf)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'trust.import',
      subjectKind: 'trusted certificates',
      subjectId: fingerprints[0] ?? '',
      details: { added, known: authorities.length - added },
    })
    return { added, known: authorities.length - added, fingerprints }
  })
}

const fingerprintOf = ({ der }: CardCertificate) => toHex(cardCrypto.hash('SHA-256', der))

function readAuthority(der: Uint8Array): CardCertificate {
  try {
    const certificate = readCardCertificate(der)
    if (certificate.basicConstraints?.isAuthority) return certificate
  } catch (error) {
    if (!(error instanceof DerError)) throw error
  }
  throw new NotAnAuthority()
}

async function keepNew(tx: Transaction, authorities: readonly CardCertificate[]): Promise<number> {
  const { count } = await tx.certificate.createMany({
    data: authorities.map((certificate) => {
      const fingerprint = fingerprintOf(certificate)
      return {
        // Another state's serial numbers may be ours.
        serial: fingerprint,
        profile: importedProfile,
        subjectId: countryOf(certificate.subject) ?? '',
        subjectKeyId: toHex(certificate.subjectKeyIdentifier ?? new Uint8Array()),
        pem: toPem('CERTIFICATE', certificate.der),
        fingerprint,
        notBefore: certificate.notBefore,
        notAfter: certificate.notAfter,
        issuerKeyId: certificate.authorityKeyIdentifier && toHex(certificate.authorityKeyIdentifier),
        usageFrom: certificate.privateKeyUsage?.from ?? null,
        usageUntil: certificate.privateKeyUsage?.until ?? null,
      }
    }),
    skipDuplicates: true,
  })
  return count
}
