import { randomBytes } from 'node:crypto'
import {
  type ActivationShare,
  activationShares,
  longestSecret,
  writeActivationShare,
} from '../../../core/pki/activation-shares.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import { demand } from '../../kernel/authorise.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { KeyStoreUnavailable } from '../key-store.ts'
import { publicCrypto } from '../public-crypto.ts'
import { readActivation } from './activation-file.ts'
import { beginCeremony, tryKeys } from './key-ceremony.ts'

const refusals = {
  TOO_FEW: {
    vi: 'Cần ít nhất hai người giữ khóa, và số người cần có mặt từ hai đến tổng số người giữ khóa.',
    en: 'At least two custodians are needed, and a threshold between two and their number.',
  },
  NOT_OFFICERS: {
    vi: 'Người giữ khóa phải là các cán bộ khác nhau đang hoạt động: kiểm tra tên đăng nhập.',
    en: 'Custodians are different officers with active accounts: check the sign-in names.',
  },
  PIN_TOO_LONG: {
    vi: `PIN của HSM dài quá ${longestSecret} byte nên không chia được: đặt PIN ngắn hơn.`,
    en: `The token’s PIN is longer than ${longestSecret} bytes and cannot be shared: set a shorter one.`,
  },
} as const satisfies Record<string, Bilingual>

/** The ceremony cannot be held so. */
export class CustodiansRefused extends DomainError<'CUSTODIANS_REFUSED'> {
  constructor(reason: keyof typeof refusals) {
    super('CUSTODIANS_REFUSED', refusals[reason], { reason })
  }
}

export interface CustodianShare {
  readonly username: string
  readonly index: number
  /** To be shown to this custodian alone, once. */
  readonly lines: readonly string[]
}

const { hash } = publicCrypto()

/**
 * Splits what activates the card key store among officers. Earlier shares no longer count here; what they were made from still opens the
 * store, so a custodian who may not be trusted any more is a reason to change the PIN first. The new shares count once `handOut` has put
 * all of them where they stay: broken off before, the earlier ones count on. Throws CustodiansRefused, KeyStoreUnavailable, and what
 * `handOut` throws.
 */
export async function shareActivation(
  app: WithCardKeys,
  actor: Actor,
  input: {
    readonly threshold: number
    readonly usernames: readonly string[]
    readonly handOut: (shares: readonly CustodianShare[]) => Promise<void>
  },
): Promise<void> {
  demand(actor, 'pki.certify')
  const { threshold, usernames } = input
  if (threshold < 2 || threshold > usernames.length || usernames.length > 255)
    throw new CustodiansRefused('TOO_FEW')
  const officerIds = await custodiansOf(app, usernames)
  await tryKeys(app)
  const secret = await readActivation(app.env.cardKeys)
  if (secret === null) throw new KeyStoreUnavailable('NOT_ACTIVATED')
  if (secret.length > longestSecret) throw new CustodiansRefused('PIN_TOO_LONG')
  const counts = { threshold, custodians: usernames.length }
  const shares = activationShares(secret, counts, { random: randomBytes, hash })
  const [first] = shares
  const custodians = officerIds.map((officerId, i) => ({ index: i + 1, officerId }))
  await input.handOut(usernames.flatMap((username, i) => shown(username, shares[i])))
  await app.db.$transaction((tx) =>
    beginCeremony(tx, app, {
      actor,
      kind: 'SHARE_ACTIVATION',
      ...counts,
      record: { set: first?.set ?? '', custodians },
      isComplete: true,
    }),
  )
}

function shown(username: string, share: ActivationShare | undefined): readonly CustodianShare[] {
  return share ? [{ username, index: share.index, lines: writeActivationShare(share, hash) }] : []
}

async function custodiansOf(app: WithCardKeys, usernames: readonly string[]): Promise<readonly string[]> {
  const officers = await app.db.officer.findMany({
    where: { username: { in: [...usernames] }, active: true },
    select: { id: true, username: true },
  })
  const ids = usernames.flatMap((username) => officers.find((each) => each.username === username)?.id ?? [])
  if (new Set(ids).size !== usernames.length) throw new CustodiansRefused('NOT_OFFICERS')
  return ids
}
