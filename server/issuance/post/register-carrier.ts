import { fromPem, readCertificate } from '../../../core/cms/certificate.ts'
import { DerError } from '../../../core/der.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { officerIdOf } from '../../production/stock/write-minutes.ts'

export class IllegalCarrier extends DomainError<'ILLEGAL_CARRIER'> {
  constructor() {
    super('ILLEGAL_CARRIER', {
      vi: 'Mã hãng vận chuyển gồm 2 đến 12 chữ cái, chữ số; chứng thư phải là tệp PEM (ECDSA P-256) hoặc để trống.',
      en: 'A carrier’s code has 2 to 12 letters and digits; its certificate is PEM (ECDSA P-256), or left out.',
    })
  }
}

export interface NewCarrier {
  readonly code: string
  readonly name: string
  /** PEM, by which its signed files are believed; null: deliveries are recorded by hand. */
  readonly certificate: string | null
}

/** A carrier of post, or a new certificate of one. */
export async function registerCarrier(
  app: App,
  actor: Actor,
  input: NewCarrier,
): Promise<{ readonly code: string }> {
  demand(actor, 'carrier.register')
  const registeredBy = officerIdOf(actor)
  const code = input.code.trim().toUpperCase()
  const name = input.name.trim()
  const certificate = input.certificate?.trim() || null
  if (!/^[A-Z0-9]{2,12}$/.test(code) || name === '' || name.length > 120 || !isUsable(certificate))
    throw new IllegalCarrier()
  const at = app.clock()
  const carrier = { name, certificate, registeredBy, registeredAt: instantAt(at) }
  await app.db.$transaction(async (tx) => {
    await tx.postalCarrier.upsert({ where: { code }, create: { code, ...carrier }, update: carrier })
    await audit(tx, {
      actor,
      at,
      action: 'carrier.register',
      subjectKind: 'carrier',
      subjectId: code,
      details: { certificate: certificate !== null },
    })
  })
  return { code }
}

function isUsable(pem: string | null): boolean {
  if (pem === null) return true
  try {
    return readCertificate(fromPem('CERTIFICATE', pem)).publicKey.curve === 'P-256'
  } catch (fault) {
    if (fault instanceof DerError) return false
    throw fault
  }
}
