import { fromHex, toHex } from '../../../core/bytes.ts'
import {
  longestListDays,
  type RevocationReason,
  revocationReasons,
  readRevocationList,
  signRevocationList,
} from '../../../core/pki/revocation-list.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { auditedSigningKey } from '../audited-signing-key.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { cardProfiles, type Csca, issuingCsca } from './card-certificates.ts'

const dayMs = 86_400_000
/** A list is replaced long before it ends, so that a CSCA that cannot be reached for weeks leaves nobody without one. */
const freshDays = 30

/**
 * Publishes a list, signed by the CSCA that issues now, over the revoked certificates of all its predecessors too: they bear one name.
 * Throws CscaUnusable, and what the key store throws.
 */
export async function publishRevocationList(
  app: WithCardKeys,
  actor: Actor,
): Promise<{ readonly number: number; readonly revoked: number }> {
  demand(actor, 'pki.certify')
  const csca = await issuingCsca(app)
  for (;;) {
    const number = ((await newestRevocationList(app))?.number ?? 0) + 1
    const revoked = await revokedCertificates(app)
    const list = await signList(app, csca, { number, revoked })
    try {
      await keepList(app, actor, list)
      return { number, revoked: revoked.length }
    } catch (error) {
      // Another process has just published this number: the next list holds what this one would have held.
      if (!isUniqueViolation(error)) throw error
    }
  }
}

export async function newestRevocationList(app: App) {
  return app.db.revocationList.findFirst({ orderBy: [{ number: 'desc' }, { thisUpdate: 'desc' }] })
}

/** Whether the newest list is of another CSCA, old, or lacks a certificate that was revoked since. */
export async function isListDue(app: App, csca: Pick<Csca, 'subjectKeyId'>): Promise<boolean> {
  const newest = await newestRevocationList(app)
  if (!newest || newest.issuerKeyId !== csca.subjectKeyId) return true
  if (newest.thisUpdate.getTime() + freshDays * dayMs <= app.clock()) return true
  const listed = new Set(readRevocationList(newest.der).revoked.map(({ serial }) => toHex(serial)))
  return (await revokedCertificates(app)).some(({ serial }) => !listed.has(toHex(serial)))
}

type Revoked = Awaited<ReturnType<typeof revokedCertificates>>

async function revokedCertificates(app: App) {
  const rows = await app.db.certificate.findMany({
    where: { profile: { in: [...cardProfiles] }, revokedAt: { not: null } },
    orderBy: [{ revokedAt: 'asc' }, { serial: 'asc' }],
    select: { serial: true, revokedAt: true, revocationReason: true },
  })
  return rows.flatMap(({ serial, revokedAt, revocationReason }) =>
    revokedAt ? [{ serial: fromHex(serial), revokedAt, reason: reasonOf(revocationReason) }] : [],
  )
}

const reasonOf = (text: string | null): RevocationReason =>
  (Object.keys(revocationReasons) as RevocationReason[]).find((reason) => reason === text) ?? 'UNSPECIFIED'

interface List {
  readonly issuerKeyId: string
  readonly number: number
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly der: Uint8Array<ArrayBuffer>
  readonly count: number
}

async function signList(
  app: WithCardKeys,
  csca: Csca,
  { number, revoked }: { readonly number: number; readonly revoked: Revoked },
): Promise<List> {
  const thisUpdate = instantAt(Math.floor(app.clock() / 1000) * 1000)
  const nextUpdate = instantAt(thisUpdate.getTime() + longestListDays * dayMs)
  const der = await signRevocationList({
    key: await auditedSigningKey(app, csca.keyId, 'CRL'),
    issuer: csca.certificate.subject.der,
    issuerKeyId: fromHex(csca.subjectKeyId),
    number,
    thisUpdate,
    nextUpdate,
    revoked,
  })
  return { issuerKeyId: csca.subjectKeyId, number, thisUpdate, nextUpdate, der, count: revoked.length }
}

async function keepList(app: App, actor: Actor, { count, ...list }: List): Promise<void> {
  await app.db.$transaction(async (tx) => {
    await tx.revocationList.create({ data: list })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'pki.publish-revocation-list',
      subjectKind: 'revocation list',
      subjectId: String(list.number),
      details: { revoked: count },
    })
  })
}
