import { z } from 'zod'
import { activationSecret, readActivationShare, SharesRefused } from '../../../core/pki/activation-shares.ts'
import type { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { keyId } from '../key-store.ts'
import { publicCrypto } from '../public-crypto.ts'

export type CeremonyKind = 'SHARE_ACTIVATION' | 'ACTIVATE' | 'CREATE_CSCA' | 'ROLL_OVER_CSCA'

const { hash } = publicCrypto()

const recordSchema = z.object({
  /** Of the shares: those of another set bring back nothing. */
  set: z.string(),
  /** Whose share is which; of a ceremony that used shares, those who brought theirs. */
  custodians: z.array(z.object({ index: z.int(), officerId: z.uuid() })),
  /** What was made, by the hash that those present compared. */
  made: z.object({ serial: z.string(), sha256: z.string() }).optional(),
})
type CeremonyRecord = z.infer<typeof recordSchema>

export interface Assembly {
  readonly secret: Uint8Array
  readonly threshold: number
  readonly custodians: number
  readonly record: CeremonyRecord
}

/** Who stands behind these shares, and what they bring back. Only the shares made last count. Throws SharesRefused. */
export async function assemble(app: App, texts: readonly string[]): Promise<Assembly> {
  const shares = texts.map((text) => readActivationShare(text, hash))
  const sharing = await app.db.keyCeremony.findFirst({
    where: { kind: 'SHARE_ACTIVATION' },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
  })
  if (shares.length === 0) throw new SharesRefused('TOO_FEW')
  const shared = recordSchema.safeParse(sharing?.record).data
  if (!sharing || !shared || shares.some(({ set }) => set !== shared.set))
    throw new SharesRefused('ANOTHER_SET')
  const secret = activationSecret(shares, hash)
  const present = shared.custodians.filter(({ index }) => shares.some((share) => share.index === index))
  return {
    secret,
    threshold: sharing.threshold,
    custodians: sharing.custodians,
    record: { set: shared.set, custodians: present },
  }
}

/** Throws what the store refuses by, where the secret does not open it. */
export async function tryKeys(app: WithCardKeys): Promise<void> {
  const newest = await app.db.certificate.findFirst({
    where: { profile: 'CSCA', keyId: { not: null } },
    orderBy: { notBefore: 'desc' },
    select: { keyId: true },
  })
  if (newest?.keyId) await app.cardKeys.publicKey(keyId(newest.keyId))
  else await app.cardKeys.has(keyId('activation'))
}

/** Begins the record of a ceremony; the audit names it, and the officers are in its record. */
export async function beginCeremony(
  tx: Transaction,
  app: App,
  ceremony: {
    readonly actor: Actor
    readonly kind: CeremonyKind
    readonly isComplete: boolean
  } & Omit<Assembly, 'secret'>,
): Promise<string> {
  const { actor, kind, threshold, custodians, record, isComplete } = ceremony
  const at = app.clock()
  const { id } = await tx.keyCeremony.create({
    data: {
      kind,
      threshold,
      custodians,
      startedAt: instantAt(at),
      completedAt: isComplete ? instantAt(at) : null,
      record: record satisfies Prisma.InputJsonObject,
    },
    select: { id: true },
  })
  await audit(tx, {
    actor,
    at,
    action: 'pki.ceremony',
    subjectKind: 'ceremony',
    subjectId: id,
    details: { kind, threshold, custodians, present: record.custodians.length },
  })
  return id
}
