import { strFromU8, strToU8, zipSync } from 'fflate'
import { assert, asyncProperty, nat, record, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../bytes.ts'
import { DomainError } from '../errors.ts'
import {
  countersignatureFile,
  manifestFile,
  type PacketManifest,
  packetManifestSchema,
  portraitFile,
} from './packet.ts'
import { encodeManifest, packetLimits, packFiles, unpackFiles } from './packet-files.ts'

// Any function of all the bytes serves here as a hash; the real one is the caller's.
async function checksum(bytes: Uint8Array): Promise<Uint8Array> {
  const sum = new Uint8Array(32)
  bytes.forEach((byte, i) => {
    sum[i % 32] = ((sum[i % 32] ?? 0) * 31 + byte + i + 1) % 256
  })
  return sum
}

const files = new Map([
  [portraitFile, strToU8('a portrait')],
  ['finger-01-1.png', strToU8('a right thumb')],
  [countersignatureFile, strToU8('header.payload.signature')],
])

async function listing(listed: ReadonlyMap<string, Uint8Array>): Promise<PacketManifest['files']> {
  const others = [...listed].filter(([name]) => name !== countersignatureFile)
  return Promise.all(
    others.map(async ([name, bytes]) => ({
      name,
      sha256: toHex(await checksum(bytes)),
      bytes: bytes.length,
    })),
  )
}

async function makeManifest(overrides: Partial<PacketManifest> = {}): Promise<PacketManifest> {
  const instant = '2026-03-02T02:30:00Z'
  return packetManifestSchema.parse({
    version: 1,
    applicationCode: '01TEST-01-260302-0001-K',
    kind: 'FIRST_ISSUE',
    reason: 'FIRST_ISSUE',
    channel: 'DESK',
    centre: '01TEST',
    machine: '11111111-0000-4000-8000-000000000001',
    operator: '33333333-0000-4000-8000-000000000003',
    supervisor: '44444444-0000-4000-8000-000000000004',
    begunAt: instant,
    sealedAt: instant,
    consentAt: instant,
    registry: null,
    registryUnreachable: true,
    claimedNumber: null,
    hasCollectionForm: true,
    person: {
      name: 'NGUYỄN THỊ THỬ',
      birthDate: '1990-12-31',
      sex: 'FEMALE',
      nationality: 'Việt Nam',
      ethnicity: 'Kinh',
      religion: null,
      birthRegistrationPlace: 'Phường Thử, Hà Nội',
      placeOfOrigin: 'Phường Thử, Hà Nội',
      residence: '1 Phố Thử, Phường Thử, Hà Nội',
      residenceUnit: '00001',
      birthProvince: '001',
      legacyNumber: null,
      fatherName: null,
      motherName: null,
    },
    representative: null,
    fingers: [
      {
        position: 1,
        impressions: [
          {
            file: 'finger-01-1.png',
            width: 500,
            height: 500,
            dpi: 500,
            bitDepth: 8,
            device: 'Test',
            capturedAt: instant,
          },
        ],
        exception: null,
      },
    ],
    portrait: { file: portraitFile, device: 'Test', capturedAt: instant },
    files: await listing(files),
    ...overrides,
  })
}

/** A ZIP as an attacker or a fault might make it, with the manifest given. */
const zipped = (manifest: PacketManifest, others: Iterable<[string, Uint8Array]>) =>
  zipSync({ [manifestFile]: encodeManifest(manifest), ...Object.fromEntries(others) }, { level: 0 })

/** The same bytes with one run of Latin-1 characters for another of the same length. */
const replaced = (bytes: Uint8Array, from: string, to: string) =>
  strToU8(strFromU8(bytes, true).replaceAll(from, to), true)

const refusal = (bytes: Uint8Array) =>
  unpackFiles(bytes, checksum).then(
    () => 'UNPACKED',
    (fault: unknown) => (fault instanceof DomainError ? { code: fault.code, ...fault.facts } : fault),
  )

const without = (name: string) => [...files].filter(([other]) => other !== name)

describe('packed files', () => {
  test('come out as they went in', async () => {
    const manifest = await makeManifest()
    const unpacked = await unpackFiles(await packFiles(manifest, files, checksum), checksum)
    expect(unpacked.manifest).toEqual(manifest)
    expect(unpacked.manifestBytes).toEqual(encodeManifest(manifest))
    expect([...unpacked.files].sort()).toEqual([...files].sort())
  })

  test('make the same bytes in whatever order they are given', async () => {
    const manifest = await makeManifest()
    const reordered = new Map([...files].toReversed())
    expect(await packFiles(manifest, reordered, checksum)).toEqual(await packFiles(manifest, files, checksum))
  })

  test('are not packed when the manifest does not describe them', async () => {
    const manifest = await makeManifest()
    const changed = new Map([...files, [portraitFile, strToU8('another portrait')]])
    await expect(packFiles(manifest, changed, checksum)).rejects.toMatchObject({
      code: 'PACKET_MANIFEST_MISMATCH',
    })
    await expect(packFiles(manifest, new Map(), checksum)).rejects.toMatchObject({
      code: 'PACKET_INCOMPLETE',
    })
  })
})

describe('unpacking refuses', () => {
  test.each([portraitFile, 'finger-01-1.png', countersignatureFile])(
    'a packet without %s, by its name',
    async (name) => {
      expect(await refusal(zipped(await makeManifest(), without(name)))).toEqual({
        code: 'PACKET_INCOMPLETE',
        missing: name,
      })
    },
  )

  test('a packet without a manifest', async () => {
    const bytes = zipSync(Object.fromEntries(files), { level: 0 })
    expect(await refusal(bytes)).toEqual({ code: 'PACKET_INCOMPLETE', missing: manifestFile })
  })

  test('a sample that the manifest mentions and does not list', async () => {
    const manifest = await makeManifest({
      files: (await listing(files)).filter(({ name }) => name !== portraitFile),
    })
    expect(await refusal(zipped(manifest, without(portraitFile)))).toEqual({
      code: 'PACKET_INCOMPLETE',
      missing: portraitFile,
    })
  })

  test('a file that the manifest does not list', async () => {
    const bytes = zipped(await makeManifest(), [...files, ['extra.txt', strToU8('?')]])
    expect(await refusal(bytes)).toEqual({
      code: 'PACKET_MANIFEST_MISMATCH',
      file: 'extra.txt',
      reason: 'UNLISTED',
    })
  })

  test('a file of another length or with other content', async () => {
    const manifest = await makeManifest()
    const withPortrait = (text: string) =>
      zipped(manifest, [...without(portraitFile), [portraitFile, strToU8(text)]])
    const mismatch = { code: 'PACKET_MANIFEST_MISMATCH', file: portraitFile }
    expect(await refusal(withPortrait('a portrait!'))).toEqual({ ...mismatch, reason: 'SIZE' })
    expect(await refusal(withPortrait('a portraiT'))).toEqual({ ...mismatch, reason: 'HASH' })
  })

  test('a file listed twice', async () => {
    const [first, ...rest] = await listing(files)
    const manifest = await makeManifest({ files: first ? [first, first, ...rest] : [] })
    expect(await refusal(zipped(manifest, files))).toMatchObject({ reason: 'REPEATED' })
  })

  test('a manifest that is not one', async () => {
    for (const text of ['', '[]', '{"version":2}', '\u0000']) {
      const bytes = zipSync({ [manifestFile]: strToU8(text), ...Object.fromEntries(files) }, { level: 0 })
      expect(await refusal(bytes)).toMatchObject({ code: 'PACKET_MANIFEST_MISMATCH', reason: 'FORM' })
    }
  })

  test.each([
    '../outside',
    'folder/file',
    '/root',
    'C:\\file',
    '.hidden',
    '__proto__',
    'Thẻ',
    'a..b',
    'a.',
    'a\u0000b',
  ])('the file name %j', async (name) => {
    const hostile = strFromU8(strToU8(name), true)
    const placeholder = 'x'.repeat(hostile.length)
    const bytes = zipSync(Object.fromEntries([...files, [placeholder, strToU8('?')]]), { level: 0 })
    const outcome = await refusal(replaced(bytes, placeholder, hostile))
    expect(outcome).toEqual({ code: 'PACKET_ARCHIVE_INVALID', reason: 'NAME' })
  })

  test('a compressed file, which could swell', async () => {
    const bytes = zipSync({ [manifestFile]: new Uint8Array(10_000_000) }, { level: 9 })
    expect(await refusal(bytes)).toEqual({ code: 'PACKET_ARCHIVE_INVALID', reason: 'COMPRESSED' })
  })

  test('more files, or larger ones, than a packet has', async () => {
    const many = Array.from(
      { length: packetLimits.files },
      (_, i) => [`file-${i}`, new Uint8Array()] as [string, Uint8Array],
    )
    expect(await refusal(zipped(await makeManifest(), many))).toMatchObject({ reason: 'TOO_MANY' })
    const large = zipped(await makeManifest(), [['large', new Uint8Array(packetLimits.fileBytes + 1)]])
    expect(await refusal(large)).toMatchObject({ reason: 'TOO_LARGE' })
  })

  test('the same name twice', async () => {
    const bytes = zipSync({ 'file-a': strToU8('1'), 'file-b': strToU8('2') }, { level: 0 })
    expect(await refusal(replaced(bytes, 'file-b', 'file-a'))).toMatchObject({ reason: 'REPEATED' })
  })

  test('damaged bytes only ever by name', async () => {
    const packed = await packFiles(await makeManifest(), files, checksum)
    const anyDamage = record({
      at: nat(packed.length - 1),
      byte: nat(255),
      length: nat(packed.length),
    })
    const isTyped = asyncProperty(anyDamage, uint8Array({ maxLength: 200 }), async (damage, noise) => {
      const altered = Uint8Array.from(packed)
      altered[damage.at] = damage.byte
      for (const bytes of [altered, packed.subarray(0, damage.length), noise]) {
        expect(await refusal(bytes)).not.toBeInstanceOf(Error)
      }
    })
    await assert(isTyped, { numRuns: 300 })
  })
})
