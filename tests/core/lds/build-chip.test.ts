import { createHash, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import type { ChipBiometrics, ChipPerson } from '../../../core/card/chip-person.ts'
import { type ChipProfile, chipProfiles } from '../../../core/card/chip-profile.ts'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { type CalendarDate, parseCalendarDate, type PartialDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { readLdsObject } from '../../../core/inspection/security-object/read-lds-object.ts'
import { buildChip, type ChipOrder } from '../../../core/lds/build-chip.ts'
import { readChipArchive, writeChipArchive } from '../../../core/lds/chip-archive.ts'
import { type ChipFileName, type ChipImage, dataGroupName } from '../../../core/lds/chip-files.ts'
import { readCom } from '../../../core/lds/com.ts'
import { readDg1 } from '../../../core/lds/dg1.ts'
import { readDg14 } from '../../../core/lds/dg14.ts'
import { readDg15 } from '../../../core/lds/dg15.ts'
import { readDg2 } from '../../../core/lds/dg2.ts'
import { readDg3 } from '../../../core/lds/dg3.ts'
import { readDg13 } from '../../../core/lds/read-dg13.ts'
import { readSignedObject, readSod } from '../../../core/lds/read-sod.ts'
import { readCardAccess } from '../../../core/lds/security-infos.ts'
import { hashOids, signatureOids } from '../../../core/lds/signed-object.ts'
import { anyHolder, jp2Of, plainHolder, profile as usual, wsqOf } from '../../../core/lds/test-holders.ts'
import { formatTd1 } from '../../../core/mrz/td1.ts'
import type { PublicPoint } from '../../../core/pki/signing-key.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { isOpensslMissing, openssl, openWorkshop } from '../../server/pki/openssl.ts'
import { sampleSigner, type SampleSigner } from '../../support/chips.ts'

const crypto = publicCrypto()
const signedAt = new Date('2026-11-22T03:04:05Z')
const biometrics: ChipBiometrics = {
  portrait: jp2Of(240, 360),
  fingers: [
    { ...wsqOf(300, 374), position: 2 },
    { ...wsqOf(300, 374), position: 7 },
  ],
}
const signers = new Map<ChipProfile['name'], SampleSigner>()
const signerOf = (name: string) => signers.get(name) ?? raise(name)
const raise = (what: string): never => {
  throw new RangeError(what)
}
beforeAll(async () => {
  for (const profile of Object.values(chipProfiles)) signers.set(profile.name, await sampleSigner(profile))
})

const points = new Map<string, PublicPoint>()
function pointOf(curve: PublicPoint['curve']): PublicPoint {
  const point = points.get(curve) ?? softwareKey(curve)
  points.set(curve, point)
  return point
}

const order = (person: ChipPerson, profile: ChipProfile = usual): ChipOrder => ({
  person,
  biometrics,
  profile,
  chipKeys: {
    activeAuthentication: pointOf(profile.activeAuthentication),
    chipAuthentication: pointOf(profile.chipAuthentication),
  },
  signer: signerOf(profile.name),
  signedAt,
  hash: crypto.hash,
  random: (length) => new Uint8Array(randomBytes(length)),
})
const build = (person: ChipPerson, changes: Partial<ChipOrder> = {}) =>
  buildChip({ ...order(person, changes.profile), ...changes })

const fileOf = (image: ChipImage, name: ChipFileName) => image.get(name) ?? raise(name)
const factsOf = async (made: Promise<unknown>) => {
  try {
    await made
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.facts }
    throw error
  }
  return null
}

/** Hashes, signature and digest of EF.SOD, by what the file itself says. */
function checkSod(
  image: ChipImage,
  { algorithm, key }: { algorithm: keyof typeof signatureOids; key: PublicPoint },
) {
  const sod = readSod(fileOf(image, 'SOD'))
  const object = readLdsObject(sod.content)
  const [signer] = sod.signers
  const { hashName } = object
  if (!signer?.signedBytes || !hashName) return raise('signer')
  for (const [number, hash] of object.hashes)
    expect(toHex(hash)).toBe(toHex(crypto.hash(hashName, fileOf(image, `DG${number}` as ChipFileName))))
  expect(signer.signatureAlgorithm).toEqual({ oid: signatureOids[algorithm], parameters: null })
  expect(crypto.verify(key, algorithm, signer.signedBytes, signer.signature)).toBe(true)
  return { sod, object, signer }
}

describe('a chip', () => {
  test('of anybody is read back, file by file, as what went in', async () => {
    await fc.assert(
      fc.asyncProperty(anyHolder, async (person) => {
        const image = await build(person)
        expect(readDg1(fileOf(image, 'DG1'))).toEqual(person.mrz)
        expect(readDg2(fileOf(image, 'DG2')).faces[0]?.image).toEqual(biometrics.portrait?.bytes)
        const prints = readDg3(fileOf(image, 'DG3')).fingers.map(({ views }) => views[0]?.position)
        expect(prints).toEqual([2, 7])
        expect(readDg13(fileOf(image, 'DG13'))).toMatchObject({ number: person.number, name: person.name })
        const { chipKeys, signer } = order(person)
        expect(readDg14(fileOf(image, 'DG14'))).toHaveLength(5)
        const { key } = readDg15(fileOf(image, 'DG15'))
        expect(toHex(key?.point ?? raise('key'))).toBe(toHex(chipKeys.activeAuthentication.point))
        checkSod(image, { algorithm: 'ECDSA_SHA256', key: signer.key })
        expect(new Map(readChipArchive(writeChipArchive(image)))).toEqual(new Map(image))
      }),
      { numRuns: 40 },
    )
  })

  test('says the same of its files in EF.COM, EF.SOD and by their presence', async () => {
    const image = await build(plainHolder())
    const { object, sod } = checkSod(image, { algorithm: 'ECDSA_SHA256', key: signerOf(usual.name).key })
    const groups = [...object.hashes.keys()]
    expect(groups).toEqual([1, 2, 3, 13, 14, 15])
    const files = [...image.keys()].filter((name) => name.startsWith('DG'))
    expect(files).toEqual([1, 2, 3, 13, 14, 15].map((number) => dataGroupName(number as 1)))
    expect(readCom(fileOf(image, 'COM'))).toMatchObject({ lds: '0107', unicode: '040000' })
    expect(readCom(fileOf(image, 'COM')).present).toHaveLength(6)
    expect(object).toMatchObject({ version: 0, versions: null })
    expect(sod).toMatchObject({ version: 3, contentType: '2.23.136.1.1.1', hasRevocationLists: false })
  })

  test('has its signature in the one form that strict readers take', async () => {
    const { key, certificate } = signerOf(usual.name)
    const image = await build(plainHolder())
    const { sod, signer } = checkSod(image, { algorithm: 'ECDSA_SHA256', key })
    expect(sod.digestAlgorithms).toEqual([{ oid: hashOids['SHA-256'], parameters: null }])
    expect(sod.certificates.map(toHex)).toEqual([toHex(certificate)])
    expect(signer).toMatchObject({
      version: 1,
      hasUnsignedAttributes: false,
      name: { kind: 'ISSUER_AND_SERIAL' },
    })
    const wholes = (signer.attributes ?? []).map(({ whole }) => toHex(whole))
    expect(wholes).toHaveLength(3)
    expect(wholes).toEqual(wholes.toSorted())
    const [digest] = (signer.attributes ?? []).filter(({ type }) => type === '1.2.840.113549.1.9.4')
    const expected = createHash('sha256').update(sod.content).digest('hex')
    expect(digest?.values.map(toHex)).toEqual([`0420${expected}`])
  })

  test('of the same person with the same random bytes is the same but for the signature', async () => {
    const random = (length: number) => new Uint8Array(length)
    const [first, second] = await Promise.all([
      build(plainHolder(), { random }),
      build(plainHolder(), { random }),
    ])
    const differ = [...first].filter(([name, file]) => toHex(file) !== toHex(fileOf(second, name)))
    expect(differ.map(([name]) => name)).toEqual(['SOD'])
  })

  test('without fingers has another DG3 than the next one', async () => {
    const bare = { biometrics: { ...biometrics, fingers: [] } }
    const [one, two] = await Promise.all([build(plainHolder(), bare), build(plainHolder(), bare)])
    expect(readDg3(fileOf(one, 'DG3')).fingers).toEqual([])
    expect(fileOf(one, 'DG3')).not.toEqual(fileOf(two, 'DG3'))
  })

  test('of a child without a portrait has no DG2, and says so everywhere', async () => {
    const image = await build(plainHolder(), { biometrics: { portrait: null, fingers: [] } })
    expect(image.has('DG2')).toBe(false)
    expect(readCom(fileOf(image, 'COM')).present).not.toContain(0x75)
    const { object } = checkSod(image, { algorithm: 'ECDSA_SHA256', key: signerOf(usual.name).key })
    expect([...object.hashes.keys()]).toEqual([1, 3, 13, 14, 15])
  })

  test('of a card issued since 2030 has ISO/IEC 39794, unless its profile begins at another day', async () => {
    const encodings = async (issuedOn: string, profile: ChipProfile = usual) => {
      const image = await build(plainHolder({ issuedOn: parseCalendarDate(issuedOn) }), { profile })
      const { records: faces } = readDg2(fileOf(image, 'DG2'))
      const { records: fingers } = readDg3(fileOf(image, 'DG3'))
      return [...new Set([...faces, ...fingers].map(({ encoding }) => encoding))]
    }
    expect(await encodings('2029-12-31')).toEqual(['ISO_19794'])
    expect(await encodings('2030-01-01')).toEqual(['ISO_39794'])
    const early = { ...usual, iso39794From: parseCalendarDate('2027-07-01') }
    expect(await encodings('2027-06-30', early)).toEqual(['ISO_19794'])
    expect(await encodings('2027-07-01', early)).toEqual(['ISO_39794'])
  })

  test('by the Brainpool profile has longer hashes and a brainpoolP384r1 signature', async () => {
    const profile = chipProfiles['cc-2024-brainpool']
    const image = await build(plainHolder(), { profile })
    const { object } = checkSod(image, { algorithm: 'ECDSA_SHA384', key: signerOf(profile.name).key })
    expect(object.hashes.get(1)).toHaveLength(48)
  })

  test('of LDS 1.8 has the versions under the signature (Doc 9303-10, 4.6.2.3)', async () => {
    const image = await build(plainHolder(), { profile: { ...usual, ldsVersion: '0108' } })
    const { object } = checkSod(image, { algorithm: 'ECDSA_SHA256', key: signerOf(usual.name).key })
    expect(object).toMatchObject({ version: 1, versions: { lds: '0108', unicode: '040000' } })
    expect(readCom(fileOf(image, 'COM')).lds).toBe('0108')
  })

  test('with Chip Authentication Mapping has its key signed in EF.CardSecurity too', async () => {
    const profile = chipProfiles['cc-2024-cam']
    const image = await build(plainHolder(), { profile })
    const security = readSignedObject(fileOf(image, 'CARD_SECURITY'), 'CARD_SECURITY')
    expect(security.contentType).toBe('0.4.0.127.0.7.3.2.1')
    const [signer] = security.signers
    const { key } = signerOf(profile.name)
    const signed = signer?.signedBytes ?? raise('signed attributes')
    expect(crypto.verify(key, 'ECDSA_SHA256', signed, signer?.signature ?? raise('signature'))).toBe(true)
    expect(readCardAccess(fileOf(image, 'CARD_ACCESS'))).toHaveLength(4)
  })
})

describe('a chip is refused, and nothing of it is made,', () => {
  const holder = () => plainHolder()
  /** The same person with other details, whose MRZ agrees. */
  const changed = (changes: Partial<ChipPerson>, noExpiry = '991231') => {
    const person = { ...holder(), ...changes }
    return {
      ...person,
      mrz: formatTd1({ ...person, number: parseCitizenNumber(person.number) }, { noExpiry }),
    }
  }

  test('for a name without Latin letters', async () => {
    expect(await factsOf(build({ ...holder(), name: 'Нгуен' }))).toEqual({
      code: 'CHIP_FIELD_REFUSED',
      field: 'name',
      fault: 'NO_LATIN_LETTERS',
    })
  })

  test('for a portrait too large for the chip, and for files that together are', async () => {
    const portrait = jp2Of(240, 360, { bytes: 15_000 })
    expect(await factsOf(build(holder(), { biometrics: { portrait, fingers: [] } }))).toMatchObject({
      code: 'CHIP_PORTRAIT_TOO_LARGE',
      field: 'portrait',
      mostBytes: 15_000,
    })
    const profile = { ...usual, capacity: { ...usual.capacity, chip: 3000 } }
    expect(await factsOf(build(holder(), { profile }))).toMatchObject({
      code: 'CHIP_TOO_SMALL',
      mostBytes: 3000,
    })
  })

  test('for an MRZ that is somebody else’s', async () => {
    const { mrz } = changed({ birthDate: '1970-01-01' as PartialDate })
    expect(await factsOf(build({ ...holder(), mrz }))).toMatchObject({ field: 'mrz', fault: 'DIFFERS' })
    expect(await factsOf(build({ ...holder(), number: '12345' }))).toMatchObject({ field: 'number' })
  })

  test('for a key that is not the certificate’s', async () => {
    const signer = { ...signerOf(usual.name), key: softwareKey('P-256') }
    expect(await factsOf(build(holder(), { signer }))).toEqual({ code: 'CHIP_SIGNER_MISMATCH' })
  })

  test('when the key store is gone', async () => {
    const { key, certificate } = signerOf(usual.name)
    const gone = { ...key, sign: () => Promise.reject(new RangeError('gone')) }
    await expect(build(holder(), { signer: { key: gone, certificate } })).rejects.toThrow('gone')
  })

  test('but not for a date of birth that is known in part, or without a date of expiry', async () => {
    const elder = changed({ birthDate: '1950' as PartialDate, expiresOn: null })
    const image = await build(elder)
    expect(readDg1(fileOf(image, 'DG1'))[1].slice(0, 15)).toMatch(/^50<<<<\d[MF]991231\d$/)
    expect(readDg13(fileOf(image, 'DG13'))).toMatchObject({
      birthDate: '00/00/1950',
      expiresOn: 'Không thời hạn',
    })
    const profile = { ...usual, noExpiry: { mrz: '<<<<<<', dg13: 'KTH' } }
    expect(await factsOf(build(elder, { profile }))).toMatchObject({ field: 'mrz', fault: 'DIFFERS' })
    const other = await build(changed({ expiresOn: null }, '<<<<<<'), { profile })
    expect(readDg1(fileOf(other, 'DG1'))[1].slice(8, 15)).toBe('<<<<<<0')
  })

  test('but not for hard names', async () => {
    const names = ['H’Hen Niê', 'Y-Blăng', 'Lý', `Nguyễn Phúc ${'Ưỡng '.repeat(9).trim()}`]
    for (const name of names) {
      const image = await build(changed({ name, expiresOn: '2040-01-01' as CalendarDate }))
      expect(readDg13(fileOf(image, 'DG13')).name).toBe(name)
    }
  })
})

describe.skipIf(isOpensslMissing())('EF.SOD as OpenSSL reads it', () => {
  test.each(Object.values(chipProfiles))('is signed by the certificate in it: $name', async (profile) => {
    const signer = await sampleSigner(profile, 'NAMED')
    const image = await build(plainHolder(), { profile, signer })
    using workshop = openWorkshop()
    const [sod, csca] = [workshop.path('sod.der'), workshop.path('csca.pem')]
    writeFileSync(sod, fileOf(image, 'SOD').subarray(4))
    writeFileSync(csca, openssl(['x509', '-inform', 'DER'], signer.csca))
    const input = ['-verify', '-inform', 'DER', '-in', sod]
    const content = openssl(['cms', ...input, '-noverify'])
    expect(readLdsObject(content).version).toBe(0)
    // Named curves: with the CSCA it builds the chain as well.
    const chained = openssl(['cms', ...input, '-CAfile', csca, '-purpose', 'any', '-attime', '1795000000'])
    expect(chained).toEqual(content)
    expect(openssl(['asn1parse', '-inform', 'DER', '-in', sod]).toString()).not.toContain('NULL')
  })

  test('is verified with explicit parameters too, as to signature and content', async () => {
    const image = await build(plainHolder())
    using workshop = openWorkshop()
    const sod = workshop.path('sod.der')
    writeFileSync(sod, fileOf(image, 'SOD').subarray(4))
    const content = openssl(['cms', '-verify', '-noverify', '-inform', 'DER', '-in', sod])
    expect(readLdsObject(content).hashes.size).toBe(6)
  })
})
