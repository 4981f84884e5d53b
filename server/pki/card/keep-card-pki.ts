import { DomainError } from '../../../core/errors.ts'
import { type SignerProfile, signerProfiles } from '../../../core/pki/signer-profile.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import { type Actor, systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { newestCsca } from './card-certificates.ts'
import { createCsca, CscaExists } from './create-csca.ts'
import { curvesOfSigner } from './curves-of-signer.ts'
import { issueSigner } from './issue-signer.ts'
import { isMasterListDue, publishMasterList } from './publish-master-list.ts'
import { isListDue, publishRevocationList } from './publish-revocation-list.ts'
import { rollOverCsca } from './roll-over-csca.ts'
import { pkiAlarms } from './pki-alarms.ts'
import { keepTerminalPki } from '../terminals/keep-terminal-pki.ts'
import { signerRowAt } from '../signer-at.ts'

const dayMs = 86_400_000

/** A signer is followed by the next one so long before its usage ends. */
const renewDays: Readonly<Record<SignerProfile, number>> = {
  DOCUMENT_SIGNER: 14,
  QR_SIGNER: 30,
  SLIP_SIGNER: 30,
  MASTER_LIST_SIGNER: 30,
}

/** Where no ceremony is asked for, the CSCA is rolled over so long before its usage ends. */
const rollOverDays = 90

/**
 * Keeps the card PKI going, every hour and after what changes it: the next signers before the usage of the present ones ends, a fresh
 * revocation list, also when it is empty, a master list with every CSCA, and what terminals are certified by. A CSCA is made and rolled
 * over here only where no ceremony is asked for. What cannot be done for now keeps nothing else back: it is told by its code, once each
 * hour, and tried again. Of several processes one does it at a time, and the next finds what it did: none issues what another has just
 * issued, and none misses what was revoked meanwhile.
 */
export async function keepCardPki(app: WithCardKeys): Promise<void> {
  await alone(app, () => keepAll(app))
}

async function keepAll(app: WithCardKeys): Promise<void> {
  if (app.env.cardPki.automatic) await asFarAsPossible(app, () => keepCsca(app))
  const csca = await newestCsca(app)
  if (csca) {
    for (const profile of signerProfiles) await asFarAsPossible(app, () => keepSigner(app, profile))
    await asFarAsPossible(app, async () => {
      if (await isListDue(app, csca)) await publishRevocationList(app, systemActor)
    })
    await asFarAsPossible(app, async () => {
      if (await isMasterListDue(app)) await publishMasterList(app, systemActor)
    })
    await asFarAsPossible(app, () => keepTerminalPki(app))
  }
  for (const { code, severity, subject } of await pkiAlarms(app))
    app.log.warn({ code, severity, subject }, 'card PKI alarm')
}

/** Advisory locks of the card PKI: any number that nobody else takes. */
const lock = 896_017

/** A lock of the connection, which goes with a process that is killed. */
async function alone(app: App, work: () => Promise<void>): Promise<void> {
  const client = await app.pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    try {
      await work()
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [lock])
    }
  } finally {
    client.release()
  }
}

async function asFarAsPossible(app: App, step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    app.log.warn({ code: error.code, facts: error.facts }, 'card PKI')
  }
}

async function keepSigner(app: WithCardKeys, profile: SignerProfile): Promise<void> {
  for (const curve of await curvesOfSigner(app, profile))
    if (await isSignerDue(app, profile, curve)) await issueSigner(app, systemActor, { profile, curve })
}

async function keepCsca(app: WithCardKeys): Promise<void> {
  const actor: Actor = systemActor
  const csca = await newestCsca(app)
  if (csca) {
    if (csca.usageUntil.getTime() - rollOverDays * dayMs <= app.clock()) await rollOverCsca(app, actor)
    return
  }
  try {
    await createCsca(app, actor)
  } catch (error) {
    // Another process of the same installation was first.
    if (!(error instanceof CscaExists)) throw error
  }
}

/** Whether nobody may sign with a key of this curve, or the usage of who may ends soon. */
async function isSignerDue(app: App, profile: SignerProfile, curve: CurveName): Promise<boolean> {
  const row = await signerRowAt(app, profile, { curve })
  if (typeof row === 'string') return true
  const until = (row.usageUntil ?? row.notAfter).getTime()
  return until - renewDays[profile] * dayMs <= app.clock()
}
