import { fromPem } from '../../core/cms/certificate.ts'
import type { InspectionTrust } from '../../core/inspection/inspect-chip.ts'
import type { App } from '../kernel/app.ts'
import { cardCrypto } from '../pki/card/card-certificates.ts'

/** CSCAs of this country and links between them; those that were imported (import-trust.ts). */
export const importedProfile = 'TRUSTED_CSCA'
const trustedProfiles = ['CSCA', 'CSCA_LINK', importedProfile]

/** What this installation trusts: its own CSCAs and imported ones, and the newest revocation list of each issuer. */
export async function trustedAuthorities(app: App): Promise<InspectionTrust> {
  const rows = await app.db.certificate.findMany({
    where: { profile: { in: trustedProfiles }, revokedAt: null },
    select: { pem: true },
    orderBy: { serial: 'asc' },
  })
  const lists = await app.db.revocationList.findMany({
    distinct: ['issuerKeyId'],
    orderBy: [{ issuerKeyId: 'asc' }, { number: 'desc' }],
    select: { der: true },
  })
  return {
    trusted: rows.map(({ pem }) => fromPem('CERTIFICATE', pem)),
    revocationLists: lists.map(({ der }) => der),
    crypto: cardCrypto,
  }
}
