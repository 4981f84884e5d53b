/** The document signer's certificate with all that does not depend on the moment: done once for all chips that it signed. */
import { collectFindings, failuresIn, retell, type Tell } from '../findings.ts'
import type { Finding, InspectionReport } from '../report.ts'
import { inspectTimes } from './inspect-chain.ts'
import { inspectCertificate } from './inspect-certificate.ts'
import { inspectRevocation, type OpenedList } from './inspect-revocation.ts'
import type { InspectedCertificate } from './inspected-certificate.ts'
import { findPaths, type TrustPath, type TrustStore } from './trust.ts'

export interface SignerVerdict {
  readonly certificate: InspectedCertificate | null
  readonly findings: readonly Finding[]
  /** To a trusted CSCA. */
  readonly paths: readonly TrustPath[]
}

export function judgeSigner(der: Uint8Array, store: TrustStore, allowNamed: boolean): SignerVerdict {
  const { tell, all } = collectFindings()
  const certificate = inspectCertificate(der, { kind: 'DS', file: 'DS', allowNamed, tell })
  const paths = certificate?.key ? findPaths(certificate, store, tell) : []
  // Without a key nothing can be said of its issuer, which was told.
  return { certificate, findings: all(), paths }
}

interface Moment {
  readonly at: Date
  readonly store: TrustStore
  readonly lists: readonly OpenedList[]
  readonly tell: Tell
}

/** What does depend on the moment, by the way up that has the fewest faults now. */
export function inspectSigner(
  { certificate, findings, paths }: SignerVerdict,
  { at, store, lists, tell }: Moment,
): InspectionReport['revocation'] {
  retell(findings, tell)
  if (!certificate) return 'unknown'
  const judged = paths.map((path) => {
    const now = collectFindings()
    inspectTimes(certificate, path, { at, tell: now.tell })
    const revocation = inspectRevocation(certificate, path, {
      lists,
      store,
      at,
      tell: now.tell,
    })
    return { revocation, findings: [...path.findings, ...now.all()] }
  })
  const [best] = judged.toSorted((a, b) => failuresIn(a.findings) - failuresIn(b.findings))
  if (!best) return 'unknown'
  retell(best.findings, tell)
  return best.revocation
}
