/*
 * From a document signer to a trusted CSCA (Doc 9303-12, 5.1): found by key identifier and name, proved by signature. A trusted
 * certificate that is not signed with its own key (a link from one CSCA to the next) must itself lead to another trusted one.
 */
import { equalBytes } from '../../bytes.ts'
import type { PublicCrypto } from '../../pki/signing-key.ts'
import { letters } from '../der/parts.ts'
import { collectFindings, failuresIn, type FindingFile, retell, type Tell } from '../findings.ts'
import type { Finding } from '../report.ts'
import { inspectCertificate } from './inspect-certificate.ts'
import type { InspectedCertificate } from './inspected-certificate.ts'

export interface Anchor {
  readonly certificate: InspectedCertificate
  /** Of the certificate by itself, whatever the time. */
  readonly findings: readonly Finding[]
}

/** A way up: from the issuer of the document signer to a CSCA that signed itself. */
export interface TrustPath {
  readonly anchors: readonly Anchor[]
  readonly findings: readonly Finding[]
}

/** Anchors by what a certificate names its issuer by. */
interface NamedAnchors {
  readonly byKeyId: ReadonlyMap<string, readonly Anchor[]>
  readonly byName: ReadonlyMap<string, readonly Anchor[]>
}

interface Anchors {
  readonly anchors: readonly Anchor[]
  readonly named: NamedAnchors
  readonly crypto: PublicCrypto
}

export interface TrustStore extends Anchors {
  /** Whose revocation lists are taken, by the name of the issuer: CSCAs that signed themselves, and links that lead to one. */
  readonly authoritiesOf: (subject: Uint8Array) => readonly InspectedCertificate[]
}

/** Certificates that cannot be read are no anchors. */
export function openTrustStore(
  trusted: readonly Uint8Array[],
  { crypto, allowNamed }: { readonly crypto: PublicCrypto; readonly allowNamed: boolean },
): TrustStore {
  const anchors = trusted.flatMap((der) => {
    const { tell, all } = collectFindings()
    const certificate = inspectCertificate(der, { kind: 'CSCA', file: 'CSCA', allowNamed, tell })
    return certificate ? [{ certificate, findings: all() }] : []
  })
  const known = { anchors, crypto, named: namesOf(anchors) }
  return { ...known, authoritiesOf: rememberedAuthorities(known) }
}

function namesOf(anchors: readonly Anchor[]): NamedAnchors {
  return {
    byKeyId: Map.groupBy(anchors, ({ certificate }) => letters(certificate.subjectKeyId ?? noKeyId)),
    byName: Map.groupBy(anchors, ({ certificate }) => letters(certificate.subject)),
  }
}

const noKeyId = new Uint8Array()

/** Where a link leads is found out once for each name. */
function rememberedAuthorities(store: Anchors): TrustStore['authoritiesOf'] {
  const known = new Map<string, readonly InspectedCertificate[]>()
  return (subject) => {
    const name = letters(subject)
    const found =
      known.get(name) ??
      store.anchors
        .map(({ certificate }) => certificate)
        .filter((one) => equalBytes(one.subject, subject))
        .filter((one) => isSelfIssued(one) || pathsFrom(one, store, []).length > 0)
    known.set(name, found)
    return found
  }
}

const same = (a: Uint8Array | null, b: Uint8Array | null) => a !== null && b !== null && equalBytes(a, b)

function isSignedBy(
  certificate: InspectedCertificate,
  issuer: InspectedCertificate,
  crypto: PublicCrypto,
): boolean {
  const { key } = issuer
  const { algorithms, tbs, signature } = certificate
  return key !== null && algorithms.some((algorithm) => crypto.verify(key, algorithm, tbs, signature))
}

/** More links than a country ever had CSCAs. */
const longestPath = 12

/** Whether it names itself, and no other key, as its issuer: the end of the way. */
function isSelfIssued({ issuer, subject, authorityKeyId, subjectKeyId }: InspectedCertificate): boolean {
  const isOwnKey =
    authorityKeyId === null || subjectKeyId === null || equalBytes(authorityKeyId, subjectKeyId)
  return equalBytes(issuer, subject) && isOwnKey
}

/** Of a certificate that signed itself. An algorithm that is not allowed was told, and nothing is verified by it. */
function ownFindings({ certificate, findings }: Anchor, crypto: PublicCrypto): readonly Finding[] {
  if (certificate.algorithms.length === 0 || isSignedBy(certificate, certificate, crypto)) return findings
  const { tell, all } = collectFindings()
  tell('CERT_SIGNATURE', 'CSCA')
  return [...findings, ...all()]
}

/** All ways from a certificate up; the last of each is a CSCA that signed itself. */
function pathsFrom(
  certificate: InspectedCertificate,
  store: Anchors,
  above: readonly Anchor[],
): readonly TrustPath[] {
  if (above.length >= longestPath) return []
  return issuersOf(certificate, store, above).flatMap(({ anchor, findings }) => {
    const anchors = [...above, anchor]
    if (isSelfIssued(anchor.certificate))
      return [{ anchors, findings: [...findings, ...ownFindings(anchor, store.crypto)] }]
    return pathsFrom(anchor.certificate, store, anchors).map((path) => ({
      anchors: path.anchors,
      findings: [...findings, ...anchor.findings, ...path.findings],
    }))
  })
}

interface Issuer {
  readonly anchor: Anchor
  /** How the certificate departs from this issuer. */
  readonly findings: readonly Finding[]
}

/**
 * Of the hundreds of a master list a certificate names one or two, and nothing is verified by the keys of the others: those with the
 * key that it names, or else, where it names a wrong one, those of its issuer's name.
 */
function issuersOf(
  certificate: InspectedCertificate,
  { named: { byKeyId, byName }, crypto }: Anchors,
  above: readonly Anchor[],
): readonly Issuer[] {
  const signedBy = (known: readonly Anchor[] = []) =>
    known.filter((anchor) => !above.includes(anchor) && isSignedBy(certificate, anchor.certificate, crypto))
  const { authorityKeyId, issuer } = certificate
  const ofKey = signedBy(authorityKeyId === null ? [] : byKeyId.get(letters(authorityKeyId)))
  const found = ofKey.length > 0 ? ofKey : signedBy(byName.get(letters(issuer)))
  return found.map((anchor) => ({ anchor, findings: departures(certificate, anchor.certificate) }))
}

function departures(certificate: InspectedCertificate, from: InspectedCertificate): readonly Finding[] {
  const file: FindingFile = certificate.kind
  const { tell, all } = collectFindings()
  const { subject, subjectKeyId } = from
  if (!equalBytes(subject, certificate.issuer)) tell('ISSUER_NAME', file)
  if (certificate.authorityKeyId && subjectKeyId && !same(subjectKeyId, certificate.authorityKeyId))
    tell('ISSUER_KEY', file)
  return all()
}

/** The ways up with the fewest faults first; where there is none, why. */
export function findPaths(signer: InspectedCertificate, store: TrustStore, tell: Tell): readonly TrustPath[] {
  if (signer.algorithms.length === 0) return []
  const paths = pathsFrom(signer, store, [])
  if (paths.length > 0) return paths.toSorted((a, b) => failuresIn(a.findings) - failuresIn(b.findings))
  const named = store.anchors.filter(({ certificate }) =>
    same(certificate.subjectKeyId, signer.authorityKeyId),
  )
  const [blind] = named.filter(({ certificate }) => certificate.key === null)
  // A CSCA whose own key cannot be used; a link whose older CSCA is not trusted; a signature that is wrong; an unknown issuer.
  if (blind) retell(blind.findings, tell)
  else if (issuersOf(signer, store, []).length > 0) tell('ISSUER_UNTRUSTED', 'CSCA')
  else tell(named.length > 0 ? 'CERT_SIGNATURE' : 'ISSUER_UNTRUSTED', 'DS')
  return []
}
