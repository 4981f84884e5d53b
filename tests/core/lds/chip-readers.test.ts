import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { RecordRefused } from '../../../core/biometrics/records/refusals.ts'
import { damaged } from '../../../core/biometrics/records/test-damage.ts'
import { type ChipProfile, chipProfiles } from '../../../core/card/chip-profile.ts'
import { readLdsObject } from '../../../core/inspection/security-object/read-lds-object.ts'
import { buildChip } from '../../../core/lds/build-chip.ts'
import { readChipArchive, writeChipArchive } from '../../../core/lds/chip-archive.ts'
import { type ChipFileName, type ChipImage } from '../../../core/lds/chip-files.ts'
import { readCom } from '../../../core/lds/com.ts'
import { readDg1 } from '../../../core/lds/dg1.ts'
import { readDg14 } from '../../../core/lds/dg14.ts'
import { readDg15 } from '../../../core/lds/dg15.ts'
import { readDg2 } from '../../../core/lds/dg2.ts'
import { readDg3 } from '../../../core/lds/dg3.ts'
import { LdsError } from '../../../core/lds/lds-error.ts'
import { readDg13 } from '../../../core/lds/read-dg13.ts'
import { readSignedObject, readSod } from '../../../core/lds/read-sod.ts'
import { readCardAccess } from '../../../core/lds/security-infos.ts'
import { jp2Of, plainHolder, wsqOf } from '../../../core/lds/test-holders.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { sampleSigner } from '../../support/chips.ts'

type Reader = (bytes: Uint8Array) => unknown

const readers: Readonly<Partial<Record<ChipFileName, Reader>>> = {
  COM: readCom,
  SOD: (bytes) => readLdsObject(readSod(bytes).content),
  CARD_ACCESS: readCardAccess,
  CARD_SECURITY: (bytes) => readSignedObject(bytes, 'CARD_SECURITY'),
  DG1: readDg1,
  DG2: readDg2,
  DG3: readDg3,
  DG13: readDg13,
  DG14: readDg14,
  DG15: readDg15,
}
const names = Object.keys(readers) as (keyof typeof readers)[]

let image: ChipImage
let archive: Uint8Array

async function chipOf(profile: ChipProfile): Promise<ChipImage> {
  return buildChip({
    person: plainHolder(),
    biometrics: { portrait: jp2Of(240, 360), fingers: [{ ...wsqOf(300, 374), position: 2 }] },
    profile,
    chipKeys: {
      activeAuthentication: softwareKey('P-256'),
      chipAuthentication: softwareKey('brainpoolP256r1'),
    },
    signer: await sampleSigner(profile),
    signedAt: new Date('2026-11-22T03:04:05Z'),
    hash: publicCrypto().hash,
    random: (length) => new Uint8Array(randomBytes(length)),
  })
}
beforeAll(async () => {
  image = await chipOf(chipProfiles['cc-2024-cam'])
  archive = writeChipArchive(image)
})

/** Whether it was read. Nothing but a refusal of a file or of a record may come out. */
function isRead(read: Reader, bytes: Uint8Array): boolean {
  try {
    read(bytes)
    return true
  } catch (error) {
    if (error instanceof LdsError || error instanceof RecordRefused) return false
    throw error
  }
}

describe.each(names)('the reader of %s', (name) => {
  const read = readers[name] ?? readCom
  const file = () => image.get(name) ?? new Uint8Array()

  test('reads the file as it is written', () => {
    expect(isRead(read, file())).toBe(true)
  })

  test('answers or refuses, whatever became of the file, with little memory', () => {
    const before = process.memoryUsage().arrayBuffers
    fc.assert(
      fc.property(damaged(file()), (bytes) => void isRead(read, bytes)),
      { numRuns: 300 },
    )
    // What the damaged copies themselves take, and no more.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300 * 4 * file().length + 4_000_000)
  })

  test('refuses the file cut short anywhere, and with a byte behind it', () => {
    const bytes = file()
    const step = Math.max(1, Math.floor(bytes.length / 150))
    for (let length = 0; length < bytes.length; length += step)
      expect(isRead(read, bytes.subarray(0, length))).toBe(false)
    expect(isRead(read, Uint8Array.of(...bytes, 0))).toBe(false)
  })

  test('refuses every other file, the archive and noise', () => {
    const others = [...image].filter(([other]) => other !== name).map(([, bytes]) => bytes)
    expect([...others, archive].filter((bytes) => isRead(read, bytes))).toEqual([])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !isRead(read, bytes)),
      { numRuns: 50 },
    )
  })
})

test('the reader of the archive answers or refuses, whatever became of it', () => {
  fc.assert(
    fc.property(damaged(archive), (bytes) => void isRead(readChipArchive, bytes)),
    { numRuns: 200 },
  )
})

test.each([
  ['DG2', readDg2],
  ['DG3', readDg3],
] as const)(
  'the reader of %s answers or refuses, whatever became of a record of ISO/IEC 39794',
  async (name, read) => {
    const later = await chipOf({ ...chipProfiles['cc-2024'], iso39794From: plainHolder().issuedOn })
    const file = later.get(name) ?? new Uint8Array()
    expect(isRead(read, file)).toBe(true)
    fc.assert(
      fc.property(damaged(file), (bytes) => void isRead(read, bytes)),
      { numRuns: 300 },
    )
  },
)
