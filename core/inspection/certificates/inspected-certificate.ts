import type { Place } from '../findings.ts'
import type { PublicPoint, SignatureAlgorithm } from '../../pki/signing-key.ts'

export interface Period {
  readonly from: Date | null
  readonly until: Date | null
}

/** A CSCA, or a link from one to the next; or a document signer. */
export type CertificateKind = 'CSCA' | 'DS'

/** A certificate as an inspection goes on with it; what could not be read is null, and was told. */
export interface InspectedCertificate {
  readonly kind: CertificateKind
  /** The signed part, as it stands. */
  readonly tbs: Uint8Array
  /** Algorithms of the signature: two where inside and outside disagree. */
  readonly algorithms: readonly SignatureAlgorithm[]
  readonly signature: Uint8Array
  /** Names, DER. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** The contents of the INTEGER. */
  readonly serial: Uint8Array
  readonly country: string | null
  readonly validity: Period | null
  readonly usage: Period | null
  readonly subjectKeyId: Uint8Array | null
  readonly authorityKeyId: Uint8Array | null
  readonly documentTypes: readonly string[] | null
  readonly key: PublicPoint | null
}

export interface CertificateReading extends Place {
  readonly kind: CertificateKind
  /** Accept curves that are named, against Doc 9303-12: many states do. */
  readonly allowNamed: boolean
}
