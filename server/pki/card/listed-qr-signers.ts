import { toHex } from '../../../core/bytes.ts'
import { fromPem } from '../../../core/cms/certificate.ts'
import type { QrSigners } from '../../../core/contracts/qr-signers.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import { ecPointOf } from '../../../core/pki/issue-certificate.ts'
import { encodePublicKey } from '../../../core/pki/public-key.ts'
import type { App } from '../../kernel/app.ts'
import { qrKeyId } from '../qr-signer.ts'

/** Every signer of QRs that there ever was: what they signed outlives their use by the life of a card. */
export async function listedQrSigners(app: App): Promise<QrSigners> {
  const rows = await app.db.certificate.findMany({
    where: { profile: 'QR_SIGNER' },
    orderBy: [{ notBefore: 'asc' }, { serial: 'asc' }],
  })
  return {
    signers: rows.map(({ pem, notBefore, notAfter, revokedAt }) => {
      const der = fromPem('CERTIFICATE', pem)
      // Browsers know the curve by its name only.
      const spki = encodePublicKey(ecPointOf(readCardCertificate(der)), 'NAMED')
      return {
        kid: toHex(qrKeyId(der)),
        spki: Buffer.from(spki).toString('base64'),
        notBefore: notBefore.toISOString(),
        notAfter: notAfter.toISOString(),
        revoked: revokedAt !== null,
      }
    }),
  }
}
