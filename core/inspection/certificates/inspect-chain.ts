import type { Tell } from '../findings.ts'
import type { InspectedCertificate } from './inspected-certificate.ts'
import type { TrustPath } from './trust.ts'

/** Validity of all certificates from the signer up, and that none was issued outside its issuer's usage period. */
export function inspectTimes(
  signer: InspectedCertificate,
  { anchors }: TrustPath,
  { at, tell }: { readonly at: Date; readonly tell: Tell },
): void {
  const chain = [signer, ...anchors.map(({ certificate }) => certificate)]
  for (const [i, certificate] of chain.entries()) {
    inspectValidity(certificate, at, tell)
    const issuer = chain[i + 1]
    if (issuer) inspectIssuing(certificate, issuer, tell)
  }
}

function inspectValidity({ kind, validity }: InspectedCertificate, at: Date, tell: Tell): void {
  if (validity?.from && at < validity.from) tell('CERT_NOT_YET_VALID', kind)
  if (validity?.until && validity.until < at) tell('CERT_EXPIRED', kind)
}

function inspectIssuing(
  { kind, validity }: InspectedCertificate,
  issuer: InspectedCertificate,
  tell: Tell,
): void {
  const { usage } = issuer
  const from = validity?.from
  const isOutside = from && ((usage?.from && from < usage.from) || (usage?.until && usage.until < from))
  if (isOutside) tell('ISSUED_OUTSIDE_USAGE', kind)
  if (kind === 'DS' && validity?.until && issuer.validity?.until && validity.until > issuer.validity.until)
    tell('OUTLIVES_ISSUER', kind)
}

/** The state of a document: `VNM` in the zone goes with `VN` in the certificate (ISO 3166-1). */
export function inspectCountry({ country }: InspectedCertificate, state: string, tell: Tell): void {
  if (state === 'VNM' && country !== null && country.toUpperCase() !== 'VN') tell('DOCUMENT_COUNTRY', 'DS')
}

export function inspectDocumentType({ documentTypes }: InspectedCertificate, code: string, tell: Tell): void {
  const isAllowed = documentTypes?.some((type) => code.startsWith(type.replace('<', '')))
  if (isAllowed === false) tell('DOCUMENT_TYPE_DIFFERS', 'DS')
}
