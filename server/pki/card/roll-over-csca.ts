import { randomBytes } from 'node:crypto'
import { toHex } from '../../../core/bytes.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import { issueCscaLink } from '../../../core/pki/issue-certificate.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { auditedSigningKey } from '../audited-signing-key.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { cardCrypto, issuingCsca, keepCertificate, placesOf } from './card-certificates.ts'
import { fingerprintOf, type MadeCertificate, selfSigned } from './create-csca.ts'

/**
 * A new CSCA key, and a link certificate over it by the old one: who trusts the old key comes to the new one. Signers that were
 * certified before go on to the end of their usage; the next ones are certified by the new key. Throws CscaUnusable.
 */
export async function rollOverCsca(
  app: WithCardKeys,
  actor: Actor,
  input: { readonly curve?: CurveName } = {},
): Promise<MadeCertificate & { readonly link: string }> {
  demand(actor, 'pki.certify')
  const previous = await issuingCsca(app)
  const { key, der } = await selfSigned(app, input.curve)
  const link = await issueCscaLink(
    {
      key: await auditedSigningKey(app, previous.keyId, 'CERTIFICATE'),
      previous: previous.der,
      next: der,
      serialRandom: randomBytes(20),
      ...placesOf(app),
    },
    cardCrypto,
  )
  return app.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('create-csca'))`
    const newest = await tx.certificate.findFirst({
      where: { profile: 'CSCA', revokedAt: null },
      orderBy: [{ usageFrom: 'desc' }, { serial: 'desc' }],
      select: { serial: true },
    })
    if (newest?.serial !== previous.serial) throw new StaleVersion('certificate')
    const certificate = await keepCertificate(tx, der, { profile: 'CSCA', key })
    const linked = await keepCertificate(tx, link, { profile: 'CSCA_LINK', key: null })
    const serial = toHex(certificate.serial)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'pki.roll-over-csca',
      subjectKind: 'certificate',
      subjectId: serial,
      details: { previous: previous.serial, link: toHex(linked.serial) },
    })
    // The revocation list is signed by the new key from now on, and the master list shows it.
    await enqueue(tx, 'keep-card-pki', {}, { key: 'keep-card-pki' })
    return { serial, fingerprint: fingerprintOf(der), link: toHex(linked.serial) }
  })
}
