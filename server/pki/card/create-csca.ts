import { randomBytes } from 'node:crypto'
import { toHex } from '../../../core/bytes.ts'
import { DomainError } from '../../../core/errors.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import { issueCsca } from '../../../core/pki/issue-certificate.ts'
import { cscaName } from '../../../core/pki/issuing-country.ts'
import { certificateTerm } from '../../../core/pki/terms.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { auditedSigningKey } from '../audited-signing-key.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { keyId } from '../key-store.ts'
import { cardCrypto, keepCertificate, newestCsca, nowOf, placesOf } from './card-certificates.ts'

export class CscaExists extends DomainError<'CSCA_EXISTS'> {
  constructor() {
    super('CSCA_EXISTS', {
      vi: 'Chứng thư gốc (CSCA) đã có. Muốn thay khóa, hãy chuyển sang khóa mới để thẻ đã cấp vẫn kiểm tra được.',
      en: 'There is a country signing CA already. Roll it over instead, so that issued cards can still be verified.',
    })
  }
}

export interface MadeCertificate {
  readonly serial: string
  /** SHA-256, hexadecimal: what the witnesses of a ceremony compare. */
  readonly fingerprint: string
}

/** The first CSCA of an installation: its key is made in the card key store, and never leaves it. */
export async function createCsca(
  app: WithCardKeys,
  actor: Actor,
  input: { readonly curve?: CurveName } = {},
): Promise<MadeCertificate> {
  demand(actor, 'pki.certify')
  if (await newestCsca(app)) throw new CscaExists()
  const { key, der } = await selfSigned(app, input.curve)
  return app.db.$transaction(async (tx) => {
    // Two processes of a new installation begin at the same moment.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('create-csca'))`
    if (await tx.certificate.findFirst({ where: { profile: 'CSCA' }, select: { serial: true } }))
      throw new CscaExists()
    const certificate = await keepCertificate(tx, der, { profile: 'CSCA', key })
    const serial = toHex(certificate.serial)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'pki.create-csca',
      subjectKind: 'certificate',
      subjectId: serial,
    })
    // Its signers, its lists.
    await enqueue(tx, 'keep-card-pki', {}, { key: 'keep-card-pki' })
    return { serial, fingerprint: fingerprintOf(der) }
  })
}

export const fingerprintOf = (der: Uint8Array) => toHex(cardCrypto.hash('SHA-256', der))

/** A new key of the card key store under its own signature. */
export async function selfSigned(app: WithCardKeys, curve: CurveName = app.env.cardPki.cscaCurve) {
  const key = keyId(`csca-${randomBytes(4).toString('hex')}`)
  await app.cardKeys.generate(key, 'SIGN', curve)
  const der = await issueCsca(
    {
      key: await auditedSigningKey(app, key, 'CERTIFICATE'),
      name: cscaName,
      serialRandom: randomBytes(20),
      term: certificateTerm('CSCA', nowOf(app)),
      parameters: app.env.cardPki.parameters,
      ...placesOf(app),
    },
    cardCrypto,
  )
  return { key, der }
}
