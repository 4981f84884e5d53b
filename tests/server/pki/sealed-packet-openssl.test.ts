import { webcrypto } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromPem, toPem } from '../../../core/cms/certificate.ts'
import { openPacket } from '../../../core/cms/open-packet.ts'
import { sealPacket } from '../../../core/cms/seal-packet.ts'
import {
  freshMaterials,
  makeParties,
  openingOf,
  signingTime,
  type TestParties,
} from '../../../core/cms/test-identities.ts'
import { isOpensslMissing, openssl, openWorkshop, type Workshop } from './openssl.ts'

async function sealed(content: Uint8Array) {
  const parties = await makeParties()
  const { operator, kiosk, centre } = parties
  const packet = await sealPacket({
    content,
    signers: [operator, kiosk],
    recipientCertificate: centre.certificate,
    signingTime,
    materials: await freshMaterials(),
  })
  return { parties, packet }
}

async function putKeysOnDisk({ centre, authority }: TestParties, { path }: Workshop) {
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', centre.privateKey)).toString('base64')
  writeFileSync(path('centre.key'), `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`)
  writeFileSync(path('centre.pem'), toPem('CERTIFICATE', centre.certificate))
  writeFileSync(path('ca.pem'), toPem('CERTIFICATE', authority.certificate))
}

const cms = ['cms', '-binary', '-inform', 'DER']

const decrypt = ({ path }: Workshop, packet: Uint8Array) =>
  openssl([...cms, '-decrypt', '-inkey', path('centre.key'), '-recip', path('centre.pem')], packet)

const verify = ({ path }: Workshop, signed: Uint8Array) => {
  const at = String(signingTime.getTime() / 1000)
  const trust = ['-CAfile', path('ca.pem'), '-attime', at, '-cades']
  return openssl([...cms, '-verify', ...trust, '-signer', path('signers.pem')], signed)
}

describe.skipIf(isOpensslMissing())('openssl', () => {
  test('opens a packet of half a megabyte and verifies both signatures', async () => {
    using workshop = openWorkshop()
    const content = webcrypto.getRandomValues(new Uint8Array(60_000))
    const packed = await sealed(Buffer.concat(Array.from({ length: 9 }, () => content)))
    await putKeysOnDisk(packed.parties, workshop)
    const unsealed = verify(workshop, decrypt(workshop, packed.packet))
    const opened = await openPacket(packed.packet, openingOf(packed.parties))
    expect(unsealed.equals(opened.content)).toBe(true)
    const signers = readFileSync(workshop.path('signers.pem'), 'utf8').match(
      /-----BEGIN[^]+?-----END CERTIFICATE-----/g,
    )
    expect(new Set(signers?.map((pem) => Buffer.from(fromPem('CERTIFICATE', pem)).toString('hex')))).toEqual(
      new Set(opened.signers.map(({ certificate }) => Buffer.from(certificate).toString('hex'))),
    )
  })

  test('reads the structure by its names', async () => {
    const { packet } = await sealed(Uint8Array.of(1, 2, 3))
    const printed = openssl([...cms, '-cmsout', '-print', '-noout'], packet).toString()
    for (const word of [
      'id-smime-ct-authEnvelopedData',
      'pkcs7-signedData',
      'dhSinglePass-stdDH-sha256kdf-scheme',
      'aes-256-gcm',
    ]) {
      expect(printed).toContain(word)
    }
  })

  test('refuses a packet with a changed byte in its sealed content', async () => {
    using workshop = openWorkshop()
    const packed = await sealed(Uint8Array.of(1, 2, 3))
    packed.packet[packed.packet.length - 100] = (packed.packet.at(-100) ?? 0) ^ 1
    await putKeysOnDisk(packed.parties, workshop)
    expect(() => decrypt(workshop, packed.packet)).toThrow(/Command failed/)
  })
})
