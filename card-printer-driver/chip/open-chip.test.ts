import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex } from '../../core/bytes.ts'
import { DomainError } from '../../core/errors.ts'
import { writeCardAccess, type SecurityInfo } from '../../core/lds/security-infos.ts'
import type { CardChannel } from './card-channel.ts'
import { choosePace, openWithBac, openWithPace } from './open-chip.ts'

const pace = (oid: string, parameterId: number | null, version = 2): SecurityInfo => ({
  kind: 'PACE',
  oid,
  version,
  parameterId,
  whole: new Uint8Array(0),
})
const gm = (cipher: number) => `0.4.0.127.0.7.2.2.4.2.${cipher}`
const cam = '0.4.0.127.0.7.2.2.4.6.2'

describe('of what a chip offers', () => {
  test.each([
    ['the longer key', [pace(gm(2), 13), pace(gm(4), 13)], { oid: gm(4), isOneOfMany: false }],
    ['AES before triple DES', [pace(gm(1), 13), pace(gm(2), 13)], { oid: gm(2) }],
    ['the mapping that proves the chip', [pace(gm(4), 13), pace(cam, 13)], { oid: cam }],
    [
      'a curve that we know',
      [pace(gm(4), 9), pace(gm(2), 12)],
      { oid: gm(2), curve: 'P-256', isOneOfMany: true },
    ],
    ['version 2', [pace(gm(4), 13, 1), pace(gm(2), 13)], { oid: gm(2) }],
  ] as const)('%s is taken', (_, infos, expected) => {
    expect(choosePace(infos)).toMatchObject(expected)
  })

  test.each([
    ['nothing', []],
    ['integrated mapping alone', [pace('0.4.0.127.0.7.2.2.4.4.2', 13)]],
    ['no parameters', [pace(gm(2), null)]],
  ])('%s is no way in', (_, infos) => {
    expect(() => choosePace(infos)).toThrow('PROTOCOL_NOT_SUPPORTED')
  })
})

describe('whatever a chip answers', () => {
  const random = (length: number) => new Uint8Array(length).fill(7)
  const chipOf = (answers: readonly Uint8Array[]): CardChannel => {
    const left = [...answers]
    return {
      atr: new Uint8Array(0),
      transmit: () => Promise.resolve(left.shift() ?? fromHex('6f00')),
      close: () => Promise.resolve(),
    }
  }
  const ok = fromHex('9000')
  const access = writeCardAccess({ pace: { mapping: 'CAM', curve: 'P-256' } })
  // SELECT MF, SELECT EF.CardAccess, its head, the rest of it.
  const offering = [ok, ok, concatBytes(access.subarray(0, 5), ok), concatBytes(access.subarray(5), ok)]
  const object = fc
    .tuple(fc.constantFrom(0x80, 0x82, 0x84, 0x86, 0x8a), fc.uint8Array({ maxLength: 70 }))
    .map(([tag, content]) =>
      concatBytes(Uint8Array.of(0x7c, content.length + 2, tag, content.length), content, ok),
    )
  const anything = fc.oneof(
    object,
    fc.uint8Array({ maxLength: 60 }),
    fc.uint8Array({ maxLength: 40 }).map((data) => concatBytes(data, ok)),
    fc.constant(ok),
  )

  test.each([
    ['PACE', offering, (chip: CardChannel) => openWithPace(chip, { kind: 'CAN', text: '123456' }, random)],
    [
      'PACE from the first word',
      [],
      (chip: CardChannel) => openWithPace(chip, { kind: 'CAN', text: '123456' }, random),
    ],
    [
      'BAC',
      [ok, fromHex('6a82'), fromHex('6a82'), ok],
      (chip: CardChannel) => openWithBac(chip, '<'.repeat(90), random),
    ],
  ] as const)('%s ends in a refusal that a person can read', async (_, first, open) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 12 }), async (answers) => {
        const outcome = await open(chipOf([...first, ...answers])).catch((error: unknown) => error)
        expect(outcome).toBeInstanceOf(DomainError)
      }),
      { numRuns: 60 },
    )
  })
})
