/** Synthetic authorities, officers, machines and centres for tests of packets. */
import type { webcrypto } from 'node:crypto'
import { encodeCertificate, keyIdentifier, keyUses } from './certificate.ts'
import type { PacketOpening } from './open-packet.ts'
import type { SealingMaterials } from './seal-content.ts'
import type { SigningIdentity } from './signed-data.ts'
import { authorityName, type CertificateRole, type CertificateSubject, subjectName } from './subject.ts'

export const signingTime = new Date('2026-03-02T02:30:00Z')
const notBefore = new Date('2026-01-01T00:00:00Z')
const notAfter = new Date('2027-01-01T00:00:00Z')

export type TestAuthority = {
  readonly certificate: Uint8Array
  readonly privateKey: webcrypto.CryptoKey
  readonly name: Uint8Array
  readonly keyId: string
}

const spkiOf = async ({ publicKey }: webcrypto.CryptoKeyPair) =>
  new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))

export const signingKeys = (namedCurve: 'P-256' | 'P-384' = 'P-256') =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify'])

export const agreementKeys = () =>
  crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])

export async function makeAuthority(name = 'Test Issuing CA', namedCurve: 'P-256' | 'P-384' = 'P-256') {
  const keys = await signingKeys(namedCurve)
  const publicKey = await spkiOf(keys)
  const keyId = await keyIdentifier(publicKey)
  const names = { issuer: authorityName(name), subject: authorityName(name) }
  const term = { serial: Uint8Array.of(1), notBefore, notAfter }
  const uses = { isAuthority: true, keyUsage: keyUses.keyCertSign }
  const content = { ...names, ...term, ...uses, publicKey, issuerKeyId: keyId }
  const certificate = await encodeCertificate(content, keys.privateKey)
  return { certificate, privateKey: keys.privateKey, name: names.issuer, keyId } satisfies TestAuthority
}

/** UUIDs that say at sight whom they stand for. */
export const testIds: Record<CertificateRole, string> = {
  KIOSK: '11111111-0000-4000-8000-000000000001',
  STATION: '22222222-0000-4000-8000-000000000002',
  OPERATOR: '33333333-0000-4000-8000-000000000003',
  SUPERVISOR: '44444444-0000-4000-8000-000000000004',
  ISSUING: '77777777-0000-4000-8000-000000000007',
  CENTRE: '55555555-0000-4000-8000-000000000005',
  SERVER: '66666666-0000-4000-8000-000000000006',
}

export type TestIdentity = SigningIdentity & { readonly keyId: string }

type IdentityOverrides = { readonly notAfter?: Date; readonly keyUsage?: number; readonly serial?: number }

/** A certified key pair for the role: for key agreement when the role is CENTRE, for signing otherwise. */
export async function makeIdentity(
  authority: TestAuthority,
  role: CertificateRole,
  overrides: IdentityOverrides = {},
): Promise<TestIdentity> {
  const keys = await (role === 'CENTRE' ? agreementKeys() : signingKeys())
  const publicKey = await spkiOf(keys)
  const subject: CertificateSubject = { id: testIds[role], role, centre: '01TEST' }
  const content = {
    serial: Uint8Array.of(overrides.serial ?? 2),
    issuer: authority.name,
    subject: subjectName(subject),
    notBefore,
    notAfter: overrides.notAfter ?? notAfter,
    publicKey,
    issuerKeyId: authority.keyId,
    isAuthority: false,
    keyUsage: overrides.keyUsage ?? (role === 'CENTRE' ? keyUses.keyAgreement : keyUses.digitalSignature),
  }
  const certificate = await encodeCertificate(content, authority.privateKey)
  return { certificate, privateKey: keys.privateKey, keyId: await keyIdentifier(publicKey) }
}

/** What the kiosk does before each packet, with its own random source. */
export async function freshMaterials(): Promise<SealingMaterials> {
  return {
    ephemeral: await agreementKeys(),
    contentKey: crypto.getRandomValues(new Uint8Array(32)),
    iv: crypto.getRandomValues(new Uint8Array(12)),
  }
}

export async function makeParties() {
  const authority = await makeAuthority()
  const [operator, kiosk, supervisor, centre] = await Promise.all([
    makeIdentity(authority, 'OPERATOR'),
    makeIdentity(authority, 'KIOSK'),
    makeIdentity(authority, 'SUPERVISOR'),
    makeIdentity(authority, 'CENTRE'),
  ])
  return { authority, operator, kiosk, supervisor, centre }
}

export type TestParties = Awaited<ReturnType<typeof makeParties>>

/** How the parties' centre opens its packets. */
export function openingOf({ authority, centre }: TestParties): PacketOpening {
  return {
    recipientKeys: (keyId) => (keyId === centre.keyId ? centre.privateKey : null),
    trust: {
      issuers: [authority.certificate],
      signedBetween: { earliest: new Date('2026-02-01T00:00:00Z'), latest: new Date('2026-03-10T00:00:00Z') },
    },
  }
}
