import { randomUUID } from 'node:crypto'
import { DomainError } from '../../../core/errors.ts'
import { signerProfiles } from '../../../core/pki/signer-profile.ts'
import type { RevocationReason } from '../../../core/pki/revocation-list.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { nowOf } from './card-certificates.ts'

export class AlreadyRevoked extends DomainError<'ALREADY_REVOKED'> {
  constructor() {
    super('ALREADY_REVOKED', {
      vi: 'Chứng thư này đã bị thu hồi trước đó.',
      en: 'This certificate was revoked before.',
    })
  }
}

/** A CSCA cannot revoke itself: whoever holds its key could take the revocation back. */
export class NotRevocable extends DomainError<'NOT_REVOCABLE'> {
  constructor() {
    super('NOT_REVOCABLE', {
      vi: 'Chứng thư gốc (CSCA) không thể tự thu hồi: hãy chuyển sang khóa mới và thông báo cho các nước.',
      en: 'A country signing CA cannot revoke itself: roll it over and tell the other countries.',
    })
  }
}

export interface Revocation {
  readonly serial: string
  readonly reason: RevocationReason
}

/**
 * Revokes a signer's certificate for good. A new revocation list and, where it was the only one, the next signer follow at once; of a
 * document signer every card that it signed is recalled.
 */
export async function revokeCertificate(
  app: App,
  actor: Actor,
  { serial, reason }: Revocation,
): Promise<{ readonly recallId: string | null }> {
  demand(actor, 'pki.revoke')
  // Somebody has to answer for a recall.
  if (actor.kind !== 'officer') throw new NotAllowed()
  return app.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ profile: string; revokedAt: Date | null }[]>`
      SELECT "profile", "revokedAt" FROM "Certificate" WHERE "serial" = ${serial} FOR UPDATE`
    if (row?.profile === 'CSCA') throw new NotRevocable()
    if (!row || !isRevocable(row.profile)) throw new NotFound('certificate')
    if (row.revokedAt) throw new AlreadyRevoked()
    const at = nowOf(app)
    await tx.certificate.update({ where: { serial }, data: { revokedAt: at, revocationReason: reason } })
    const recallId = row.profile === 'DOCUMENT_SIGNER' ? randomUUID() : null
    if (recallId) {
      const opened = { signerSerial: serial, reason, openedAt: at, openedById: actor.id }
      await tx.recall.create({ data: { id: recallId, ...opened } })
    }
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'pki.revoke',
      subjectKind: 'certificate',
      subjectId: serial,
      details: { reason, ...(recallId && { recall: recallId }) },
    })
    await enqueue(tx, 'keep-card-pki', {}, { key: 'keep-card-pki' })
    // Millions of cards are listed by the job: a revocation is over at once.
    if (recallId) await enqueue(tx, 'carry-out-recalls', {}, { key: 'carry-out-recalls' })
    return { recallId }
  })
}

const isRevocable = (profile: string) =>
  profile === 'CSCA_LINK' || signerProfiles.some((known) => known === profile)
