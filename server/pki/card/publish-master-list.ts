import { fromPem } from '../../../core/cms/certificate.ts'
import { equalBytes } from '../../../core/bytes.ts'
import { readMasterList, signMasterList } from '../../../core/pki/master-list.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { cardCrypto, nowOf } from './card-certificates.ts'
import { signerAt } from '../signer-at.ts'

/** Publishes this country's CSCAs, self-signed and linked, under the master list signer. Throws SignerUnusable. */
export async function publishMasterList(
  app: WithCardKeys,
  actor: Actor,
): Promise<{ readonly number: number }> {
  demand(actor, 'pki.certify')
  const signer = await signerAt(app, 'MASTER_LIST_SIGNER', 'MASTER_LIST')
  for (;;) {
    const number = ((await newestMasterList(app))?.number ?? 0) + 1
    const certificates = await listedCertificates(app)
    const signedAt = nowOf(app)
    const csca = issuerAmong(certificates, signer.certificate)
    const der = await signMasterList({ signer, csca, certificates, signedAt }, cardCrypto)
    try {
      await app.db.$transaction(async (tx) => {
        await tx.masterList.create({ data: { number, signedAt, der } })
        await audit(tx, {
          actor,
          at: app.clock(),
          action: 'pki.publish-master-list',
          subjectKind: 'master list',
          subjectId: String(number),
          details: { certificates: certificates.length },
        })
      })
      return { number }
    } catch (error) {
      // Another process has just published this number.
      if (!isUniqueViolation(error)) throw error
    }
  }
}

export const newestMasterList = (app: App) => app.db.masterList.findFirst({ orderBy: { number: 'desc' } })

/** Whether there is none, or the newest lacks a CSCA. */
export async function isMasterListDue(app: App): Promise<boolean> {
  const newest = await newestMasterList(app)
  if (!newest) return true
  return readMasterList(newest.der).certificates.length !== (await listedCertificates(app)).length
}

async function listedCertificates(app: App): Promise<readonly Uint8Array[]> {
  const rows = await app.db.certificate.findMany({
    where: { profile: { in: ['CSCA', 'CSCA_LINK'] }, revokedAt: null, notAfter: { gt: nowOf(app) } },
    select: { pem: true },
  })
  return rows.map(({ pem }) => fromPem('CERTIFICATE', pem))
}

function issuerAmong(certificates: readonly Uint8Array[], signer: Uint8Array): Uint8Array {
  const { authorityKeyIdentifier } = readCardCertificate(signer)
  const issuer = certificates.find((der) => {
    const { subjectKeyIdentifier, authorityKeyIdentifier: own } = readCardCertificate(der)
    const isSelfSigned = subjectKeyIdentifier && own && equalBytes(subjectKeyIdentifier, own)
    return isSelfSigned && authorityKeyIdentifier && equalBytes(subjectKeyIdentifier, authorityKeyIdentifier)
  })
  if (!issuer) throw new Error('the master list signer’s CSCA is not there')
  return issuer
}
