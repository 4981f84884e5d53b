import { fromPem } from '../../core/cms/certificate.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import { instantAt } from '../kernel/clock.ts'
import { isUniqueViolation } from '../kernel/db.ts'
import { SignInNeeded } from '../kernel/errors.ts'
import type { WithKeys } from './issuing.ts'
import { keyId, type KeyStore } from './key-store.ts'
import {
  claimedMachine,
  issueMachineToken,
  MachineTokenRefused,
  machineTokenSeconds,
  verifyAssertion,
  verifyMachineToken,
} from './tokens.ts'

/** The machine is not, or no longer, certified. */
export class MachineNotActive extends DomainError<'MACHINE_NOT_ACTIVE'> {
  constructor() {
    super('MACHINE_NOT_ACTIVE', {
      vi: 'Máy chưa được cấp chứng thư hoặc đã bị thu hồi.',
      en: 'The machine is not certified, or was suspended or revoked.',
    })
  }
}

/** The assertion was used before (RFC 7523, 3: jti). */
export class AssertionReplayed extends DomainError<'ASSERTION_REPLAYED'> {
  constructor() {
    super('ASSERTION_REPLAYED', {
      vi: 'Yêu cầu đăng nhập này đã được dùng.',
      en: 'This assertion was used already.',
    })
  }
}

const tokenKey = keyId('machine-tokens-1')

export async function ensureTokenKey(keys: KeyStore): Promise<void> {
  if (!(await keys.has(tokenKey))) await keys.generate(tokenKey, 'SIGN')
}

/** Exchanges a machine's assertion for an access token. Throws AssertionRefused, MachineNotActive, AssertionReplayed. */
export async function signInMachine(
  app: WithKeys,
  input: { readonly assertion: string; readonly audience: string },
): Promise<{ readonly token: string; readonly expiresIn: number }> {
  const now = app.clock()
  const machine = await app.db.machine.findUnique({ where: { id: claimedMachine(input.assertion) } })
  if (machine?.status !== 'ACTIVE' || !machine.certificate) throw new MachineNotActive()
  const verified = await verifyAssertion({
    ...input,
    certificate: fromPem('CERTIFICATE', machine.certificate),
    now,
  })
  try {
    await app.db.usedAssertion.create({
      data: {
        jti: `${machine.id}:${verified.jti}`,
        machineId: machine.id,
        expiresAt: instantAt(verified.expiresAt),
      },
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new AssertionReplayed() : error
  }
  const kind = machine.kind === 'KIOSK' ? 'KIOSK' : 'STATION'
  const subject = { machineId: machine.id, kind, centre: machine.centreCode } as const
  return {
    token: await issueMachineToken(await tokenIssuer(app), subject, now),
    expiresIn: machineTokenSeconds,
  }
}

async function tokenIssuer(app: WithKeys) {
  return { issuer: app.publicUrl, keys: await app.keys.keyPair(tokenKey) }
}

/** Assertions that can no longer be accepted need not be remembered. */
export async function forgetAssertions(app: WithKeys): Promise<void> {
  await app.db.usedAssertion.deleteMany({ where: { expiresAt: { lt: instantAt(app.clock()) } } })
}

/** The machine behind a bearer token; a machine suspended meanwhile is refused at once. Throws SignInNeeded. */
export async function machineActor(app: WithKeys, token: string): Promise<Actor> {
  try {
    const claims = await verifyMachineToken(await tokenIssuer(app), token, app.clock())
    const machine = await app.db.machine.findUnique({
      where: { id: claims.machineId },
      select: { status: true },
    })
    if (machine?.status !== 'ACTIVE') throw new SignInNeeded()
    return { kind: 'machine', id: claims.machineId, machine: claims.kind, centreCode: claims.centre }
  } catch (error) {
    throw error instanceof MachineTokenRefused ? new SignInNeeded() : error
  }
}
