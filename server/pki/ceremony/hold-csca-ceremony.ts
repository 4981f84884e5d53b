import type { CurveName } from '../../../core/pki/curves.ts'
import type { Actor } from '../../kernel/actor.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { createCsca, type MadeCertificate } from '../card/create-csca.ts'
import { rollOverCsca } from '../card/roll-over-csca.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { ensureActive } from './activate-keys.ts'
import { assemble, beginCeremony } from './key-ceremony.ts'

const ceremonies = { CREATE_CSCA: createCsca, ROLL_OVER_CSCA: rollOverCsca } as const
export type CscaCeremony = keyof typeof ceremonies

/**
 * The first CSCA of an installation, or the next one, made before enough custodians. A ceremony that was broken off stays in the records
 * without an end. Throws SharesRefused, and what createCsca and rollOverCsca throw.
 */
export async function holdCscaCeremony(
  app: WithCardKeys,
  actor: Actor,
  input: { readonly kind: CscaCeremony; readonly shares: readonly string[]; readonly curve?: CurveName },
): Promise<MadeCertificate> {
  demand(actor, 'pki.certify')
  const { kind, shares, curve } = input
  const { secret, ...assembly } = await assemble(app, shares)
  await ensureActive(app, secret)
  const id = await app.db.$transaction((tx) =>
    beginCeremony(tx, app, { actor, kind, ...assembly, isComplete: false }),
  )
  const made = await ceremonies[kind](app, actor, curve === undefined ? {} : { curve })
  const record = { ...assembly.record, made: { serial: made.serial, sha256: made.fingerprint } }
  await app.db.keyCeremony.update({
    where: { id },
    data: { completedAt: instantAt(app.clock()), record },
  })
  return made
}
