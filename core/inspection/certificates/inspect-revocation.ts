import { equalBytes } from '../../bytes.ts'
import { DerError } from '../../der.ts'
import { signatureAlgorithmOf } from '../../pki/certificate.ts'
import { type ReadRevocationList, readRevocationList } from '../../pki/revocation-list.ts'
import type { PublicCrypto } from '../../pki/signing-key.ts'
import type { Tell } from '../findings.ts'
import type { InspectionReport } from '../report.ts'
import type { InspectedCertificate } from './inspected-certificate.ts'
import type { TrustPath, TrustStore } from './trust.ts'

type Revocation = InspectionReport['revocation']

interface ProvableList extends ReadRevocationList {
  readonly isSignedBy: (signer: InspectedCertificate) => boolean
}

/** A list, or null for bytes that are none. */
export type OpenedList = ProvableList | null

export function openLists(lists: readonly Uint8Array[], crypto: PublicCrypto): readonly OpenedList[] {
  return lists.map((der) => {
    try {
      const list = readRevocationList(der)
      return { ...list, isSignedBy: rememberedProof(list, crypto) }
    } catch (error) {
      if (error instanceof DerError) return null
      throw error
    }
  })
}

/** Verified once for each signer: a list is looked at for every chip. */
function rememberedProof(list: ReadRevocationList, crypto: PublicCrypto): ProvableList['isSignedBy'] {
  const known = new Map<InspectedCertificate, boolean>()
  return (signer) => {
    const found = known.get(signer) ?? isSigned(list, signer, crypto)
    known.set(signer, found)
    return found
  }
}

interface Reading {
  readonly lists: readonly OpenedList[]
  readonly store: TrustStore
  readonly at: Date
  readonly tell: Tell
}

/** The signer's state, and whether a CSCA on the way was revoked (Doc 9303-12, 5.2). Lists of other issuers are passed over. */
export function inspectRevocation(
  signer: InspectedCertificate,
  { anchors }: TrustPath,
  reading: Reading,
): Revocation {
  if (reading.lists.includes(null)) reading.tell('CRL_STRUCTURE', 'CRL')
  const chain = [signer, ...anchors.map(({ certificate }) => certificate)]
  const states = chain.map((certificate, i) => {
    const issuer = chain[i + 1]
    return issuer ? stateOf(certificate, issuer, reading) : 'unknown'
  })
  return states[0] ?? 'unknown'
}

function stateOf(
  certificate: InspectedCertificate,
  issuer: InspectedCertificate,
  { lists, store, at, tell }: Reading,
): Revocation {
  const own = lists
    .filter((list) => list !== null)
    .filter((list) => equalBytes(list.issuer.der, certificate.issuer))
  if (own.length === 0) return 'unknown'
  // A CSCA that rolled over keeps its name, and lists what its former key issued (Doc 9303-12, 4.1.6).
  const signers = [...new Set([issuer, ...store.authoritiesOf(certificate.issuer)])]
  const proved = own.filter(({ isSignedBy }) => signers.some(isSignedBy))
  const isForged = own.some((list) => namesKeyOf(list, issuer) && !proved.includes(list))
  if (isForged) tell('CRL_SIGNATURE', 'CRL')
  // What was revoked stays so, however old the list is.
  if (proved.some(({ revoked }) => revoked.some(({ serial }) => equalBytes(serial, certificate.serial)))) {
    tell('REVOKED', certificate.kind)
    return 'revoked'
  }
  if (proved.some((list) => isFresh(list, at))) return 'good'
  if (proved.length > 0 && certificate.kind === 'DS') tell('CRL_STALE', 'CRL')
  return 'unknown'
}

function namesKeyOf(
  { authorityKeyIdentifier }: ReadRevocationList,
  { subjectKeyId }: InspectedCertificate,
): boolean {
  return (
    authorityKeyIdentifier === null ||
    subjectKeyId === null ||
    equalBytes(authorityKeyIdentifier, subjectKeyId)
  )
}

function isSigned(list: ReadRevocationList, { key }: InspectedCertificate, crypto: PublicCrypto): boolean {
  const algorithm = signatureAlgorithmOf(list.signatureAlgorithm)
  const isAgreed = equalBytes(list.signatureAlgorithm.der, list.innerAlgorithm.der)
  return (
    key !== null && algorithm !== null && isAgreed && crypto.verify(key, algorithm, list.tbs, list.signature)
  )
}

const isFresh = ({ thisUpdate, nextUpdate }: ReadRevocationList, at: Date) =>
  thisUpdate <= at && nextUpdate !== null && at <= nextUpdate
