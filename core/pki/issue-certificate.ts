/** The certificates of the card PKI: what each kind holds (Doc 9303-12, table 6) is a row of a table. */
import { concatBytes } from '../bytes.ts'
import { DerError } from '../der.ts'
import { type CardCertificate, keyIdentifierOf, readCardCertificate, signCertificate } from './certificate.ts'
import {
  alternativeName,
  authorityConstraints,
  authorityKeyIdentifier,
  type Contact,
  crlDistributionPoints,
  documentTypes,
  extendedKeyUsage,
  extendedKeyUses,
  keyUsage,
  keyUses,
  privateKeyUsagePeriod,
  subjectKeyIdentifier,
} from './extensions.ts'
import { countryOf, type DirectoryName, encodeName } from './names.ts'
import { type CurveParameters, encodePublicKey } from './public-key.ts'
import type { SignerProfile } from './signer-profile.ts'
import type { PublicCrypto, PublicPoint, SigningKey } from './signing-key.ts'
import type { CertificateTerm } from './terms.ts'

/** What only certificates of this kind have beside KeyUsage digitalSignature. */
const ownExtensions: Readonly<Record<SignerProfile, () => Uint8Array>> = {
  // The letters that open the machine-readable zone of the card.
  DOCUMENT_SIGNER: () => documentTypes(['ID']),
  QR_SIGNER: () => extendedKeyUsage(extendedKeyUses.barCodeSigner),
  SLIP_SIGNER: () => extendedKeyUsage(extendedKeyUses.documentSigning),
  MASTER_LIST_SIGNER: () => extendedKeyUsage(extendedKeyUses.masterListSigner),
}

/** What every certificate needs told. */
export interface CertificateOrder {
  /** The issuer's; of a new CSCA its own. */
  readonly key: SigningKey
  /** 20 random bytes. */
  readonly serialRandom: Uint8Array
  readonly term: CertificateTerm
  readonly parameters: CurveParameters
  readonly contact: Contact
  readonly crlUrls: readonly string[]
}

export interface CscaOrder extends CertificateOrder {
  readonly name: DirectoryName
}

export interface SignerOrder extends CertificateOrder {
  readonly profile: SignerProfile
  /** The CSCA's certificate, DER. */
  readonly issuer: Uint8Array
  readonly subjectPoint: PublicPoint
  readonly commonName: string
}

export interface LinkOrder extends Omit<CertificateOrder, 'term' | 'parameters'> {
  /** The certificate of the CSCA that goes, DER; `key` is its key. */
  readonly previous: Uint8Array
  /** The self-signed certificate of the CSCA that comes, DER. */
  readonly next: Uint8Array
}

/** The self-signed certificate of a country signing CA, DER. */
export async function issueCsca(order: CscaOrder, crypto: PublicCrypto): Promise<Uint8Array<ArrayBuffer>> {
  const { key, term, parameters } = order
  const name = encodeName(order.name)
  const own = keyIdentifierOf(key, crypto)
  return signCertificate(
    {
      serial: positiveSerial(order.serialRandom),
      issuer: name,
      subject: name,
      ...term,
      publicKey: encodePublicKey(key, parameters),
      extensions: [...authorityExtensions(own, own), ...commonExtensions(order)],
    },
    key,
  )
}

/** The new CSCA's key under the old one's signature: who trusts the old one can go on to the new one. Throws DerError. */
export async function issueCscaLink(
  order: LinkOrder,
  crypto: PublicCrypto,
): Promise<Uint8Array<ArrayBuffer>> {
  const previous = readCardCertificate(order.previous)
  const next = readCardCertificate(order.next)
  const own = keyIdentifierOf(ecPointOf(next), crypto)
  const issuer = keyIdentifierOf(order.key, crypto)
  const usage = next.privateKeyUsage
  if (!usage?.from || !usage.until) throw new DerError('CSCA', 'no private key usage period')
  return signCertificate(
    {
      serial: positiveSerial(order.serialRandom),
      issuer: previous.subject.der,
      subject: next.subject.der,
      notBefore: next.notBefore,
      // A path over the old key ends with it.
      notAfter: previous.notAfter < next.notAfter ? previous.notAfter : next.notAfter,
      publicKey: next.publicKey.spki,
      extensions: [
        ...authorityExtensions(own, issuer),
        ...commonExtensions({ ...order, term: { usageFrom: usage.from, usageUntil: usage.until } }),
      ],
    },
    order.key,
  )
}

/** A signer's certificate, DER. Throws DerError where the issuer's certificate is not one of a CSCA. */
export async function issueSigner(
  order: SignerOrder,
  crypto: PublicCrypto,
): Promise<Uint8Array<ArrayBuffer>> {
  const { key, profile, subjectPoint, term, parameters, commonName } = order
  const issuer = readCardCertificate(order.issuer)
  const country = countryOf(issuer.subject)
  if (country === null || issuer.subjectKeyIdentifier === null) throw new DerError('CSCA', 'not a CSCA')
  return signCertificate(
    {
      serial: positiveSerial(order.serialRandom),
      issuer: issuer.subject.der,
      subject: encodeName({ country, commonName }),
      ...term,
      publicKey: encodePublicKey(subjectPoint, parameters),
      extensions: [
        authorityKeyIdentifier(issuer.subjectKeyIdentifier),
        subjectKeyIdentifier(keyIdentifierOf(subjectPoint, crypto)),
        keyUsage(keyUses.digitalSignature),
        ownExtensions[profile](),
        ...commonExtensions(order),
      ],
    },
    key,
  )
}

const authorityExtensions = (own: Uint8Array, issuer: Uint8Array) => [
  authorityKeyIdentifier(issuer),
  subjectKeyIdentifier(own),
  keyUsage(keyUses.keyCertSign | keyUses.crlSign),
  authorityConstraints(),
]

type Common = Pick<CertificateOrder, 'contact' | 'crlUrls'> & {
  readonly term: Pick<CertificateTerm, 'usageFrom' | 'usageUntil'>
}

const commonExtensions = ({ contact, crlUrls, term }: Common) => [
  privateKeyUsagePeriod(term.usageFrom, term.usageUntil),
  alternativeName('subjectAltName', contact),
  alternativeName('issuerAltName', contact),
  crlDistributionPoints(crlUrls),
]

/** Positive, of at most 20 octets, 158 bits of chance (RFC 5280, 4.1.2.2). */
function positiveSerial(random: Uint8Array): Uint8Array<ArrayBuffer> {
  if (random.length !== 20) throw new RangeError('20 random bytes are needed')
  return concatBytes(Uint8Array.of(((random[0] ?? 0) & 0x3f) | 0x40), random.subarray(1))
}

/** The key of a certificate whose curve is known. Throws DerError. */
export function ecPointOf({ publicKey }: Pick<CardCertificate, 'publicKey'>): PublicPoint {
  if (publicKey.key === null) throw new DerError('certificate', 'not a key of a known curve')
  return publicKey.key
}
