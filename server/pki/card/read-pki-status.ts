import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { cardProfiles } from './card-certificates.ts'
import { type PkiAlarm, pkiAlarms } from './pki-alarms.ts'
import { newestMasterList } from './publish-master-list.ts'
import { newestRevocationList } from './publish-revocation-list.ts'

/** Certificates that still matter for signing: a CSCA by its validity, signers by their usage and a while after. */
const shown = 50

export interface PkiStatus {
  readonly automatic: boolean
  readonly certificates: readonly CertificateStatus[]
  readonly revocationList: {
    readonly number: number
    readonly thisUpdate: Date
    readonly nextUpdate: Date
    readonly ageDays: number
  } | null
  readonly masterList: { readonly number: number; readonly signedAt: Date } | null
  readonly recalls: readonly {
    readonly id: string
    readonly signerSerial: string
    readonly reason: string
    readonly openedAt: Date
    readonly toRemake: number
    readonly toTell: number
  }[]
  readonly alarms: readonly PkiAlarm[]
}

export interface CertificateStatus {
  readonly serial: string
  readonly profile: string
  /** Name of the key in the card key store. */
  readonly keyId: string | null
  readonly fingerprint: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly usageFrom: Date | null
  readonly usageUntil: Date | null
  readonly state: 'SIGNING' | 'WAITING' | 'RETIRED' | 'EXPIRED' | 'REVOKED'
}

const dayMs = 86_400_000

/** How the card PKI stands; nothing in it is secret. */
export async function readPkiStatus(app: App, actor: Actor): Promise<PkiStatus> {
  demand(actor, 'pki.read')
  const rows = await app.db.certificate.findMany({
    where: { profile: { in: [...cardProfiles, 'CVCA', 'DOCUMENT_VERIFIER'] } },
    orderBy: [{ notBefore: 'desc' }, { serial: 'asc' }],
    take: shown,
  })
  const list = await newestRevocationList(app)
  const master = await newestMasterList(app)
  return {
    automatic: app.env.cardPki.automatic,
    certificates: rows.map((row) => statusOf(row, app.clock())),
    revocationList: list && {
      number: list.number,
      thisUpdate: list.thisUpdate,
      nextUpdate: list.nextUpdate,
      ageDays: Math.floor((app.clock() - list.thisUpdate.getTime()) / dayMs),
    },
    masterList: master && { number: master.number, signedAt: master.signedAt },
    recalls: await openRecalls(app),
    alarms: await pkiAlarms(app),
  }
}

type Row = Omit<CertificateStatus, 'state'> & { readonly revokedAt: Date | null }

function statusOf(row: Row, now: number): CertificateStatus {
  const { serial, profile, keyId, fingerprint, notBefore, notAfter, usageFrom, usageUntil } = row
  return {
    serial,
    profile,
    keyId,
    fingerprint,
    notBefore,
    notAfter,
    usageFrom,
    usageUntil,
    state: stateOf(row, now),
  }
}

function stateOf(
  { revokedAt, notAfter, usageFrom, usageUntil }: Row,
  now: number,
): CertificateStatus['state'] {
  if (revokedAt) return 'REVOKED'
  if (notAfter.getTime() <= now) return 'EXPIRED'
  if (usageFrom && usageFrom.getTime() > now) return 'WAITING'
  return usageUntil && usageUntil.getTime() <= now ? 'RETIRED' : 'SIGNING'
}

async function openRecalls(app: App): Promise<PkiStatus['recalls']> {
  const recalls = await app.db.recall.findMany({ where: { closedAt: null }, orderBy: { openedAt: 'asc' } })
  const counts = await app.db.recallItem.groupBy({
    by: ['recallId', 'action'],
    where: { recall: { closedAt: null }, doneAt: null },
    _count: true,
  })
  const left = (id: string, action: string) =>
    counts.find((count) => count.recallId === id && count.action === action)?._count ?? 0
  return recalls.map(({ id, signerSerial, reason, openedAt }) => ({
    id,
    signerSerial,
    reason,
    openedAt,
    toRemake: left(id, 'REMAKE'),
    toTell: left(id, 'TELL_HOLDER'),
  }))
}
