/** Kiosks and stations with keys of their own, installed and certified as an administrator would. */
import type { webcrypto } from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { fromPem } from '../../core/cms/certificate.ts'
import { encodeCertificateRequest } from '../../core/cms/certificate-request.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import type { MachineAnswer } from '../../core/contracts/machine-sign-in.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import { certifyMachine } from '../../server/pki/certify-machine.ts'
import { requestMachine } from '../../server/pki/request-machine.ts'
import { centres, publicUrl } from './app.ts'
import { officerOf } from './officers.ts'

export type MachineActor = Extract<Actor, { kind: 'machine' }>
export type MachineKind = MachineActor['machine']

export const signingKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])

/** A PKCS#10 request for the keys, DER in base64. */
export async function requestFor(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return Buffer.from(await encodeCertificateRequest(keys)).toString('base64')
}

export interface Machine {
  readonly actor: MachineActor
  /** Within its centre. */
  readonly number: number
  readonly identity: SigningIdentity
}

/** Asks for a certificate, as a machine does on its first start. */
export async function askForMachine(
  app: ServerApp,
  kind: MachineKind,
  centre: string,
): Promise<{ readonly keys: webcrypto.CryptoKeyPair; readonly answer: MachineAnswer }> {
  const keys = await signingKeys()
  const answer = await requestMachine(app, { kind, centre, certificateRequest: await requestFor(keys) })
  return { keys, answer }
}

/** A machine at work. */
export async function installMachine(
  app: ServerApp,
  kind: MachineKind,
  centre: string = kind === 'KIOSK' ? centres.here.code : centres.factory.code,
): Promise<Machine> {
  const { keys, answer } = await askForMachine(app, kind, centre)
  const { id, number, certificate } = await certifyMachine(app, officerOf('ADMINISTRATOR'), { id: answer.id })
  return {
    actor: { kind: 'machine', id, machine: kind, centreCode: centre },
    number: number ?? 0,
    identity: {
      certificate: fromPem('CERTIFICATE', certificate ?? ''),
      privateKey: keys.privateKey,
    },
  }
}

/** A station that is in the books only: enough for operations that never see its key. */
export async function bookedStation(app: ServerApp): Promise<MachineActor> {
  const centreCode = centres.factory.code
  const { id } = await app.db.machine.create({
    data: {
      kind: 'STATION',
      status: 'ACTIVE',
      centreCode,
      certificateRequest: Buffer.alloc(0),
      keyFingerprint: randomUUID(),
      requestedAt: new Date(app.clock()),
    },
  })
  return { kind: 'machine', id, machine: 'STATION', centreCode }
}

/** Changes of an assertion, to break it: seconds and claims of RFC 7523. */
export interface AssertionChanges {
  readonly audience?: string
  readonly subject?: string
  readonly jti?: string
  /** Seconds from the app's now. */
  readonly issuedAfter?: number
  readonly lastsSeconds?: number
}

/** A machine's signed wish for a token. */
export async function assertionOf(
  app: ServerApp,
  machine: Machine,
  changes: AssertionChanges = {},
): Promise<string> {
  const issuedAt = Math.floor(app.clock() / 1000) + (changes.issuedAfter ?? 0)
  const subject = changes.subject ?? machine.actor.id
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(subject)
    .setSubject(subject)
    .setAudience(changes.audience ?? `${publicUrl}/machines/token`)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (changes.lastsSeconds ?? 60))
    .setJti(changes.jti ?? randomUUID())
    .sign(machine.identity.privateKey)
}
