import { equalBytes } from '../../../core/bytes.ts'
import { SharesRefused } from '../../../core/pki/activation-shares.ts'
import type { Actor } from '../../kernel/actor.ts'
import { demand } from '../../kernel/authorise.ts'
import { enqueue } from '../../kernel/jobs.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { readActivation, removeActivation, writeActivation } from './activation-file.ts'
import { assemble, beginCeremony, tryKeys } from './key-ceremony.ts'

/**
 * Brings the card key store to work from its custodians' shares: the servers of this machine sign as soon as the file is there. With an
 * active store it only proves that these shares would do. Throws SharesRefused, KeyStoreUnavailable, KeyStoreUnusable.
 */
export async function activateKeys(
  app: WithCardKeys,
  actor: Actor,
  input: { readonly shares: readonly string[] },
): Promise<{ readonly wasActive: boolean; readonly present: number }> {
  demand(actor, 'pki.certify')
  const { secret, ...assembly } = await assemble(app, input.shares)
  const wasActive = await ensureActive(app, secret)
  await app.db.$transaction(async (tx) => {
    await beginCeremony(tx, app, { actor, kind: 'ACTIVATE', ...assembly, isComplete: true })
    // What fell due while nothing could be signed.
    await enqueue(tx, 'keep-card-pki', {}, { key: 'keep-card-pki' })
  })
  return { wasActive, present: assembly.record.custodians.length }
}

/** Nothing is left behind of a secret that does not open the store. */
export async function ensureActive(app: WithCardKeys, secret: Uint8Array): Promise<boolean> {
  const places = app.env.cardKeys
  const present = await readActivation(places)
  if (present !== null) {
    if (!equalBytes(present, secret)) throw new SharesRefused('NOT_THE_SECRET')
    await tryKeys(app)
    return true
  }
  await writeActivation(places, secret)
  try {
    await tryKeys(app)
  } catch (error) {
    await removeActivation(places)
    throw error
  }
  return false
}
