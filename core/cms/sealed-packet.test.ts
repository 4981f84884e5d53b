import { assert, asyncProperty, integer, nat, record, uint8Array } from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { DomainError } from '../errors.ts'
import { keyUses } from './certificate.ts'
import { mostPacketBytes, openPacket } from './open-packet.ts'
import type { SealingMaterials } from './seal-content.ts'
import { sealPacket } from './seal-packet.ts'
import { owned } from './ecdsa.ts'
import { additionalData, encodeEnvelope, readEnvelope } from './envelope.ts'
import { signContent, type SigningIdentity } from './signed-data.ts'
import {
  freshMaterials,
  makeAuthority,
  makeIdentity,
  makeParties,
  openingOf,
  signingKeys,
  signingTime,
  type TestParties,
} from './test-identities.ts'

const content = new TextEncoder().encode('hồ sơ thử')
let parties: TestParties
let packet: Uint8Array

type Sealing = {
  readonly signers?: readonly [SigningIdentity, SigningIdentity]
  readonly centre?: SigningIdentity
  readonly materials?: SealingMaterials
}

async function seal({ signers = [parties.operator, parties.kiosk], ...other }: Sealing = {}) {
  const { centre = parties.centre, materials = await freshMaterials() } = other
  return sealPacket({ content, signers, recipientCertificate: centre.certificate, signingTime, materials })
}

/** A seal that holds, round bytes that need not be what a kiosk signs. */
async function resealed(signed: Uint8Array): Promise<Uint8Array> {
  const materials = await freshMaterials()
  const envelope = readEnvelope(await seal({ materials }))
  const key = await crypto.subtle.importKey('raw', owned(materials.contentKey), 'AES-GCM', false, ['encrypt'])
  const algorithm = { name: 'AES-GCM', iv: owned(materials.iv), additionalData }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, owned(signed)))
  return encodeEnvelope({ ...envelope, sealed })
}

const refusal = (der: Uint8Array, opening = openingOf(parties)) =>
  openPacket(der, opening).then(
    () => 'OPENED',
    (fault: unknown) => (fault instanceof DomainError ? fault.code : fault),
  )

beforeAll(async () => {
  parties = await makeParties()
  packet = await seal()
})

describe('a sealed packet', () => {
  test('opens with the centre’s key and names the operator and the kiosk', async () => {
    const opened = await openPacket(packet, openingOf(parties))
    expect(opened.content).toEqual(content)
    expect(opened.signers.map(({ subject }) => subject.role)).toEqual(['OPERATOR', 'KIOSK'])
    expect(opened.signers.map(({ signingTime }) => signingTime)).toEqual([signingTime, signingTime])
    expect(opened.signers[0].certificate).toEqual(parties.operator.certificate)
    expect(opened.recipientKeyId).toBe(parties.centre.keyId)
  })

  test('answers the signers in the same order however they signed', async () => {
    const opened = await openPacket(
      await seal({ signers: [parties.kiosk, parties.operator] }),
      openingOf(parties),
    )
    expect(opened.signers.map(({ subject }) => subject.role)).toEqual(['OPERATOR', 'KIOSK'])
  })

  test('stays readable with an earlier key of the centre', async () => {
    const next = await makeIdentity(parties.authority, 'CENTRE')
    const keys = new Map([parties.centre, next].map(({ keyId, privateKey }) => [keyId, privateKey]))
    const opening = { ...openingOf(parties), recipientKeys: (keyId: string) => keys.get(keyId) ?? null }
    expect(await refusal(packet, opening)).toBe('OPENED')
    expect(await refusal(await seal({ centre: next }), opening)).toBe('OPENED')
  })

  test('for another centre is refused by the name of the key', async () => {
    const elsewhere = await makeIdentity(parties.authority, 'CENTRE')
    const opened = openPacket(await seal({ centre: elsewhere }), openingOf(parties))
    await expect(opened).rejects.toMatchObject({
      code: 'PACKET_FOR_ANOTHER_CENTRE',
      facts: { recipientKeyId: elsewhere.keyId },
    })
  })

  test('opened with a wrong key under the right name counts as altered', async () => {
    const other = await makeIdentity(parties.authority, 'CENTRE')
    expect(await refusal(packet, { ...openingOf(parties), recipientKeys: () => other.privateKey })).toBe(
      'PACKET_ALTERED',
    )
  })

  test('that is too large is refused unread', async () => {
    expect(await refusal(new Uint8Array(mostPacketBytes + 1))).toBe('PACKET_MALFORMED')
  })
})

describe('a wrong byte anywhere', () => {
  test('is refused by name: every position, three ways', async () => {
    for (let at = 0; at < packet.length; at++) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const altered = Uint8Array.from(packet)
        altered[at] = (altered[at] ?? 0) ^ mask
        expect(await refusal(altered), `byte ${at} ^ ${mask}`).toMatch(
          /^PACKET_(?:MALFORMED|ALTERED|FOR_ANOTHER_CENTRE)$/,
        )
      }
    }
  })

  test('is refused by name: every truncation, and a byte too many', async () => {
    for (let length = 0; length < packet.length; length++) {
      expect(await refusal(packet.subarray(0, length)), `${length} bytes`).toBe('PACKET_MALFORMED')
    }
    expect(await refusal(Uint8Array.from([...packet, 0]))).toBe('PACKET_MALFORMED')
  })

  test('is refused by name under the seal too, where only a holder of the key could put it', async () => {
    const signed = await signContent({ content, signers: [parties.operator, parties.kiosk], signingTime })
    expect(await refusal(await resealed(signed))).toBe('OPENED')
    const anyFlip = record({ at: nat(signed.length - 1), mask: integer({ min: 1, max: 255 }) })
    const flipIsRefused = asyncProperty(anyFlip, async ({ at, mask }) => {
      const altered = Uint8Array.from(signed)
      altered[at] = (altered[at] ?? 0) ^ mask
      expect(await refusal(await resealed(altered))).toMatch(
        /^(?:PACKET_(?:MALFORMED|SIGNATURE_INVALID)|SIGNER_)/,
      )
    })
    await assert(flipIsRefused, { numRuns: 300 })
  })

  test('never makes the reader fail otherwise, whatever the bytes', async () => {
    const anyBytes = asyncProperty(uint8Array({ maxLength: 400 }), async (bytes) => {
      expect(await refusal(bytes)).toBe('PACKET_MALFORMED')
      expect(await refusal(await resealed(bytes))).toBe('PACKET_MALFORMED')
    })
    await assert(anyBytes, { numRuns: 60 })
  })
})

describe('signatures', () => {
  test('by one signer only are refused, naming who is missing', async () => {
    const lonely = async (signer: SigningIdentity) =>
      openPacket(
        await resealed(await signContent({ content, signers: [signer], signingTime })),
        openingOf(parties),
      )
    await expect(lonely(parties.operator)).rejects.toMatchObject({
      code: 'PACKET_UNSIGNED',
      facts: { missing: 'KIOSK' },
    })
    await expect(lonely(parties.kiosk)).rejects.toMatchObject({
      code: 'PACKET_UNSIGNED',
      facts: { missing: 'OPERATOR' },
    })
  })

  test('by nobody are refused', async () => {
    expect(await refusal(await resealed(await signContent({ content, signers: [], signingTime })))).toBe(
      'PACKET_UNSIGNED',
    )
  })

  test('by two operators do not replace the kiosk’s', async () => {
    const second = await makeIdentity(parties.authority, 'OPERATOR')
    expect(await refusal(await seal({ signers: [parties.operator, second] }))).toBe('PACKET_UNSIGNED')
  })

  test('over other content are refused', async () => {
    const signed = await signContent({ content, signers: [parties.operator, parties.kiosk], signingTime })
    const spliced = Uint8Array.from(signed)
    spliced.set(new TextEncoder().encode('hồ sơ thủ'), Buffer.from(signed).indexOf(content))
    expect(await refusal(await resealed(spliced))).toBe('PACKET_SIGNATURE_INVALID')
  })

  test('cannot be made with a key that is not the certificate’s', async () => {
    const { privateKey } = await signingKeys()
    const mixedUp = { certificate: parties.operator.certificate, privateKey }
    await expect(seal({ signers: [mixedUp, parties.kiosk] })).rejects.toThrow(RangeError)
  })
})

describe('signers', () => {
  test.each(['P-256', 'P-384'] as const)(
    'certified by a trusted %s authority are accepted',
    async (curve) => {
      const authority = await makeAuthority('Second CA', curve)
      const [operator, kiosk] = [
        await makeIdentity(authority, 'OPERATOR'),
        await makeIdentity(authority, 'KIOSK'),
      ]
      const opening = openingOf(parties)
      const issuers = [parties.authority.certificate, authority.certificate]
      const sealed = await seal({ signers: [operator, kiosk] })
      expect(await refusal(sealed, { ...opening, trust: { ...opening.trust, issuers } })).toBe('OPENED')
      expect(await refusal(sealed)).toBe('SIGNER_UNTRUSTED')
    },
  )

  test('certified by an impostor of the same name are untrusted', async () => {
    const impostor = { ...(await makeAuthority()), keyId: parties.authority.keyId }
    const operator = await makeIdentity(impostor, 'OPERATOR')
    const sealed = seal({ signers: [operator, parties.kiosk] })
    await expect(openPacket(await sealed, openingOf(parties))).rejects.toMatchObject({
      code: 'SIGNER_UNTRUSTED',
      facts: { reason: 'SIGNATURE' },
    })
  })

  test('of another role, or with a key not meant for signing, are untrusted', async () => {
    const station = await makeIdentity(parties.authority, 'STATION')
    const misused = await makeIdentity(parties.authority, 'KIOSK', { keyUsage: keyUses.keyAgreement })
    expect(await refusal(await seal({ signers: [parties.operator, station] }))).toBe('SIGNER_UNTRUSTED')
    expect(await refusal(await seal({ signers: [parties.operator, misused] }))).toBe('SIGNER_UNTRUSTED')
  })

  test('whose certificate had ended when they signed are refused', async () => {
    const expired = await makeIdentity(parties.authority, 'OPERATOR', {
      notAfter: new Date('2026-03-01T00:00:00Z'),
    })
    expect(await refusal(await seal({ signers: [expired, parties.kiosk] }))).toBe('SIGNER_EXPIRED')
  })

  test('who say they signed outside the accepted time are refused', async () => {
    const opening = openingOf(parties)
    const between = (earliest: string, latest: string) => ({
      ...opening,
      trust: { ...opening.trust, signedBetween: { earliest: new Date(earliest), latest: new Date(latest) } },
    })
    expect(await refusal(packet, between('2026-03-03', '2026-04-03'))).toBe('SIGNING_TIME_REFUSED')
    expect(await refusal(packet, between('2026-02-01', '2026-03-01'))).toBe('SIGNING_TIME_REFUSED')
  })
})
