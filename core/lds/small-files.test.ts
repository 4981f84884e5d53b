import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { asciiBytes } from '../der.ts'
import { readChipArchive, writeChipArchive } from './chip-archive.ts'
import { type ChipFileName, chipFileOnDisk, chipFiles } from './chip-files.ts'
import { readCom, writeCom } from './com.ts'
import { readDg1, writeDg1 } from './dg1.ts'
import { LdsError } from './lds-error.ts'
import { pictureHeader } from './picture-header.ts'
import { readLdsObject } from '../inspection/security-object/read-lds-object.ts'
import { encodeSecurityObject } from './sod.ts'
import { encodeTlv } from './tlv.ts'
import { anyHolder, jp2Of, wsqOf } from './test-holders.ts'

describe('EF.COM', () => {
  const file = writeCom({ lds: '0107', unicode: '040000' }, ['DG1', 'DG2', 'DG3', 'DG13', 'DG14', 'DG15'])

  test('has the versions and the tags of what is on the chip (Doc 9303-10, 4.6.1)', () => {
    expect(toHex(file)).toBe('60185f0104303130375f36063034303030305c066175636d6e6f')
    expect(readCom(file)).toEqual({
      lds: '0107',
      unicode: '040000',
      present: [0x61, 0x75, 0x63, 0x6d, 0x6e, 0x6f],
    })
  })

  const [lds, unicode, present] = [
    encodeTlv(0x5f01, asciiBytes('0107')),
    encodeTlv(0x5f36, asciiBytes('040000')),
    encodeTlv(0x5c, Uint8Array.of(0x61)),
  ]
  test.each([
    ['nothing in it', []],
    ['the versions in another order', [unicode, lds, present]],
    ['a version of five characters', [encodeTlv(0x5f01, asciiBytes('01070')), unicode, present]],
    ['a tag list twice', [lds, unicode, present, present]],
  ])('is refused with %s', (_, parts) => {
    expect(() => readCom(encodeTlv(0x60, ...parts))).toThrow('COM_CONTENT')
  })

  test('is refused with another tag and with a byte behind it', () => {
    expect(() => readCom(fromHex('6100'))).toThrow('TAG')
    expect(() => readCom(Uint8Array.of(...file, 0))).toThrow('TRAILING_BYTES')
  })
})

describe('DG1', () => {
  test('of anybody is read as the lines that are printed', () => {
    fc.assert(
      fc.property(anyHolder, ({ mrz }) => {
        const file = writeDg1(mrz)
        expect(file).toHaveLength(95)
        expect(readDg1(file)).toEqual(mrz)
      }),
      { numRuns: 30 },
    )
  })

  test.each([
    ['too short', 'A'.repeat(89)],
    ['in small letters', 'a'.repeat(90)],
    ['with a blank', `${'A'.repeat(89)} `],
  ])('is refused %s', (_, text) => {
    expect(() => readDg1(encodeTlv(0x61, encodeTlv(0x5f1f, asciiBytes(text))))).toThrow(LdsError)
  })
})

describe('what EF.SOD signs', () => {
  const hashes = new Map([
    [1, new Uint8Array(32).fill(1)],
    [13, new Uint8Array(32).fill(13)],
  ] as const)

  test('is version 0 without versions, its hash algorithm without parameters', () => {
    const der = encodeSecurityObject({ hashName: 'SHA-256', hashes, ldsVersion: null })
    expect(toHex(der)).toMatch(/^3060020100300b0609608648016503040201304e302502010104200101/)
    expect(readLdsObject(der)).toEqual({
      version: 0,
      hashName: 'SHA-256',
      listed: new Set(hashes.keys()),
      hashes,
      versions: null,
    })
  })

  test('is version 1 with the versions of LDS 1.8', () => {
    const versions = { lds: '0108', unicode: '040000' }
    const read = readLdsObject(encodeSecurityObject({ hashName: 'SHA-256', hashes, ldsVersion: versions }))
    expect(read).toMatchObject({ version: 1, versions })
  })

  test('is refused with a byte behind it, cut short, and with hashes of another length', () => {
    const der = encodeSecurityObject({ hashName: 'SHA-256', hashes, ldsVersion: null })
    const longer = encodeSecurityObject({ hashName: 'SHA-384', hashes, ldsVersion: null })
    const refused = [
      [Uint8Array.of(...der, 0), 'DER_TRAILING_BYTES'],
      [der.subarray(0, -1), 'DER_STRUCTURE'],
      [longer, 'HASH_LENGTH'],
    ] as const
    for (const [bytes, rule] of refused)
      expect(() => readLdsObject(bytes)).toThrow(expect.objectContaining({ name: 'LdsError', rule }))
  })
})

describe('the archive of a chip', () => {
  const names = fc.subarray(Object.keys(chipFiles) as ChipFileName[])
  const images = names.chain((chosen) =>
    fc
      .tuple(...chosen.map(() => fc.uint8Array({ maxLength: 600 })))
      .map((contents) => new Map(chosen.map((name, i) => [name, contents[i] ?? new Uint8Array(0)]))),
  )

  test('gives back every file, and is the same for the same files', () => {
    fc.assert(
      fc.property(images, (image) => {
        const archive = writeChipArchive(image)
        expect(new Map(readChipArchive(archive))).toEqual(image)
        expect(writeChipArchive(new Map([...image].toReversed()))).toEqual(archive)
      }),
    )
  })

  test('is refused cut short, twice the same file, with another beginning', () => {
    const archive = writeChipArchive(new Map([['COM', Uint8Array.of(1, 2, 3)]]))
    const damaged = [
      archive.subarray(0, -1),
      archive.subarray(0, 6),
      archive.subarray(1),
      Uint8Array.of(...archive, ...archive.subarray(4)),
      Uint8Array.of(...archive, 0),
    ]
    for (const one of damaged) expect(() => readChipArchive(one)).toThrow(LdsError)
  })
})

test('files are called on disk as inspection systems call them', () => {
  const called = (['COM', 'SOD', 'DG13', 'CARD_ACCESS'] as const).map(chipFileOnDisk)
  expect(called).toEqual(['EF_COM.bin', 'EF_SOD.bin', 'EF_DG13.bin', 'EF_CardAccess.bin'])
})

describe('the header of a picture', () => {
  test('is read of JPEG 2000, JPEG and WSQ', () => {
    expect(pictureHeader('JP2', jp2Of(240, 360).bytes)).toMatchObject({
      width: 240,
      height: 360,
      components: 3,
    })
    expect(pictureHeader('WSQ', wsqOf(300, 374).bytes)).toEqual({ width: 300, height: 374, components: 1 })
    const jpeg = fromHex('ffd8ffe000040000ffc2001108016800f003011100021101031101ffd9')
    expect(pictureHeader('JPEG', jpeg)).toEqual({ width: 240, height: 360, components: 3 })
  })

  test('is nothing where the bytes are another format, or end too soon', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('JP2', 'JPEG', 'WSQ'),
        fc.uint8Array({ maxLength: 80 }),
        (format, bytes) => {
          expect(pictureHeader(format, bytes)).toBeNull()
        },
      ),
    )
    expect(pictureHeader('JPEG', fromHex('ffd8ffe0ffff'))).toBeNull()
    expect(pictureHeader('WSQ', wsqOf(300, 374).bytes.subarray(0, 20))).toBeNull()
  })
})
