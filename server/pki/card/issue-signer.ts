import { randomBytes } from 'node:crypto'
import { toHex } from '../../../core/bytes.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import { issueSigner as issueSignerCertificate } from '../../../core/pki/issue-certificate.ts'
import type { SignerProfile } from '../../../core/pki/signer-profile.ts'
import { certificateTerm } from '../../../core/pki/terms.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { auditedSigningKey } from '../audited-signing-key.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { keyId } from '../key-store.ts'
import { signingKey } from '../signing-key.ts'
import { cardCrypto, issuingCsca, keepCertificate, nowOf, placesOf } from './card-certificates.ts'
import { curveOfSigner } from './curves-of-signer.ts'

/** How keys and certificates of each kind are called. */
const names: Readonly<Record<SignerProfile, { readonly key: string; readonly common: string }>> = {
  DOCUMENT_SIGNER: { key: 'ds', common: 'Document Signer' },
  QR_SIGNER: { key: 'qr', common: 'QR Signer' },
  SLIP_SIGNER: { key: 'slip', common: 'Slip Signer' },
  MASTER_LIST_SIGNER: { key: 'ml', common: 'Master List Signer' },
}

/** A new key of the card key store under the CSCA's signature; it signs from this moment on. Throws CscaUnusable. */
export async function issueSigner(
  app: WithCardKeys,
  actor: Actor,
  { profile, curve }: { readonly profile: SignerProfile; readonly curve?: CurveName },
): Promise<{ readonly serial: string }> {
  demand(actor, 'pki.certify')
  const csca = await issuingCsca(app)
  // Asked for first: without the CSCA's key each attempt would leave a new key behind.
  const issuerKey = await auditedSigningKey(app, csca.keyId, 'CERTIFICATE')
  const name = names[profile]
  const key = keyId(`${name.key}-${randomBytes(4).toString('hex')}`)
  await app.cardKeys.generate(key, 'SIGN', curve ?? curveOfSigner(app, profile))
  const der = await issueSignerCertificate(
    {
      key: issuerKey,
      issuer: csca.der,
      profile,
      subjectPoint: await signingKey(app.cardKeys, key),
      commonName: `${name.common} ${key}`,
      serialRandom: randomBytes(20),
      term: certificateTerm(profile, nowOf(app)),
      // Viewers of PDFs know curves by their names only; to inspection systems a slip's signer means nothing.
      parameters: profile === 'SLIP_SIGNER' ? 'NAMED' : app.env.cardPki.parameters,
      ...placesOf(app),
    },
    cardCrypto,
  )
  return app.db.$transaction(async (tx) => {
    const certificate = await keepCertificate(tx, der, { profile, key })
    const serial = toHex(certificate.serial)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'pki.issue-signer',
      subjectKind: 'certificate',
      subjectId: serial,
      details: { profile },
    })
    return { serial }
  })
}
