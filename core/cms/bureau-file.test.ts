import { describe, expect, test } from 'vitest'
import { bureauCertificates, openBureauFile, sealBureauFile, signedByPinned } from './bureau-file.ts'
import { readCertificate } from './certificate.ts'
import { freshMaterials, makeAuthority, makeIdentity, signingTime } from './test-identities.ts'

const authority = await makeAuthority()
const [station, other, bureau] = await Promise.all([
  makeIdentity(authority, 'STATION'),
  makeIdentity(authority, 'SERVER'),
  makeIdentity(authority, 'CENTRE'),
])
const content = new TextEncoder().encode('{"format":"…"}')
const { keyId, publicKey } = readCertificate(bureau.certificate)
const sealed = await sealBureauFile({
  content,
  signer: station,
  recipient: { keyId, spki: publicKey.spki },
  signingTime,
  materials: await freshMaterials(),
})
const pinned = readCertificate(station.certificate)
const opened = (file: Uint8Array, changes: Partial<Parameters<typeof openBureauFile>[1]> = {}) =>
  openBureauFile(file, {
    recipientKeys: (asked) => (asked === keyId ? bureau.privateKey : null),
    trusts: (certificate, at) => signedByPinned(pinned, certificate, at),
    ...changes,
  })
const refused = (reason: string) => expect.objectContaining({ facts: { reason } })

describe('a file between station and bureau', () => {
  test('is opened by whom it is sealed for, under the signature of whom it should be from', async () => {
    expect(await opened(sealed)).toEqual(content)
  })

  test('is refused by anybody else, from anybody else, after its certificate, and where it is none', async () => {
    await expect(opened(sealed, { recipientKeys: () => null })).rejects.toEqual(refused('RECIPIENT'))
    const stranger = readCertificate(other.certificate)
    const trusts = (certificate: typeof pinned, at: Date) => signedByPinned(stranger, certificate, at)
    await expect(opened(sealed, { trusts })).rejects.toEqual(refused('SIGNER'))
    const later = (certificate: typeof pinned) =>
      signedByPinned(pinned, certificate, new Date('2030-01-01T00:00:00Z'))
    await expect(opened(sealed, { trusts: later })).rejects.toEqual(refused('SIGNER'))
    await expect(opened(sealed.subarray(0, -1))).rejects.toEqual(refused('FORM'))
    const altered = Uint8Array.from(sealed)
    altered[Math.floor(altered.length / 2)]! ^= 1
    await expect(opened(altered)).rejects.toEqual(refused('ALTERED'))
  })
})

test('a bureau has one certificate to seal to and one that signs, in any order, and no other', () => {
  const found = bureauCertificates([station.certificate, bureau.certificate])
  expect([found?.signing.keyId, found?.sealing.keyId]).toEqual([station.keyId, bureau.keyId])
  expect(bureauCertificates([station.certificate, other.certificate])).toBeNull()
  expect(bureauCertificates([station.certificate, bureau.certificate, other.certificate])).toBeNull()
  expect(bureauCertificates([content, bureau.certificate])).toBeNull()
})
