import { describe, expect, test } from 'vitest'
import { chipProfiles } from '../../../core/card/chip-profile.ts'
import { toHex } from '../../../core/bytes.ts'
import { objectIdentifier, sequence, setOf, tags, unsignedInteger } from '../../../core/der.ts'
import { encodeTlv } from '../../../core/lds/tlv.ts'
import { curves, type CurveName } from '../../../core/pki/curves.ts'
import { command, encodeCommand, parseResponse } from '../../../card-printer-driver/chip/apdu.ts'
import type { AccessSecret } from '../../../card-printer-driver/chip/access-keys.ts'
import type { CardChannel } from '../../../card-printer-driver/chip/card-channel.ts'
import { openWithBac, openWithPace } from '../../../card-printer-driver/chip/open-chip.ts'
import { paceAlgorithms } from '../../../card-printer-driver/chip/pace-algorithms.ts'
import { readChip, type ReadProgress } from '../../../card-printer-driver/chip/read-chip.ts'
import { readFile } from '../../../card-printer-driver/chip/read-files.ts'
import type { SecureChannel } from '../../../card-printer-driver/chip/secure-channel.ts'
import { shortPiece } from '../../../card-printer-driver/chip/piece-length.ts'
import { random, writtenChip, type WrittenChip } from './written-chip.ts'

const inShort = (channel: SecureChannel): SecureChannel => ({ ...channel, pieceLength: shortPiece })
const waysIn: readonly (readonly [string, (on: WrittenChip) => Promise<SecureChannel>])[] = [
  ['PACE and the CAN', ({ channel, can }) => openWithPace(channel(), can, random)],
  [
    'PACE, in short lengths',
    ({ shortChannel, can }) => openWithPace(shortChannel(), can, random).then(inShort),
  ],
  [
    'BAC, in short lengths',
    ({ shortChannel, mrz }) => openWithBac(shortChannel(), mrz.text, random).then(inShort),
  ],
  ['PACE and the MRZ', ({ channel, mrz }) => openWithPace(channel(), mrz, random)],
  ['BAC', ({ channel, mrz }) => openWithBac(channel(), mrz.text, random)],
]

describe('a locked chip', async () => {
  const written = await writtenChip()

  test.each(waysIn)('opened with %s gives every file byte for byte, and no fingers', async (_, open) => {
    const progress: ReadProgress[] = []
    const channel = await open(written)
    const { image, withheld } = await readChip(channel, { onProgress: (one) => progress.push(one) })
    await channel.close()
    const expected = new Map(written.image)
    expected.delete('DG3')
    expect(withheld).toEqual(['DG3'])
    expect(new Map([...image].toSorted())).toEqual(new Map([...expected].toSorted()))
    const last = progress.at(-1)
    expect([last?.number, last?.done]).toEqual([last?.count, last?.total])
  })

  test('says nothing before it is opened', async () => {
    const channel = written.channel()
    const send = async (apdu: ReturnType<typeof command>) =>
      parseResponse(await channel.transmit(encodeCommand(apdu)))
    await send(command(0x00a4040c, Uint8Array.of(0xa0, 0, 0, 2, 0x47, 0x10, 1)))
    for (const fid of [0x011e, 0x011d, 0x0101, 0x010d, 0x010e, 0x010f]) {
      expect(await send(command(0x00a4020c, Uint8Array.of(fid >> 8, fid & 0xff)))).toMatchObject({
        status: 0x6982,
      })
    }
    expect(await send(command(0x00b08100, undefined, 4))).toMatchObject({ status: 0x6982 })
    expect(await send(command(0x00880000, new Uint8Array(8), 256))).toMatchObject({ status: 0x6982 })
  })
})

const infoFor = (oid: string, curve: CurveName) =>
  sequence(
    objectIdentifier(oid),
    unsignedInteger(Uint8Array.of(2)),
    unsignedInteger(Uint8Array.of(curves[curve].parameterId)),
  )
const offering = (...infos: readonly Uint8Array[]) => setOf(tags.set, infos)
const generic = Object.entries(paceAlgorithms).filter(([, { mapping }]) => mapping === 'GM')

describe('PACE with generic mapping', () => {
  test.each(generic)('opens a chip that offers %s alone', async (oid) => {
    const files = [['CARD_ACCESS', offering(infoFor(oid, 'brainpoolP256r1'))] as const]
    const written = await writtenChip({ files })
    const channel = await openWithPace(written.channel(), written.can, random)
    expect(await readFile(channel, 'DG13')).toEqual(written.image.get('DG13'))
  })

  test.each(Object.keys(curves) as CurveName[])('opens a chip on %s', async (curve) => {
    const files = [['CARD_ACCESS', offering(infoFor('0.4.0.127.0.7.2.2.4.2.4', curve))] as const]
    const written = await writtenChip({ files })
    const channel = await openWithPace(written.channel(), written.can, random)
    expect(await readFile(channel, 'COM')).toEqual(written.image.get('COM'))
  })

  test('names the curve to a chip that offers several', async () => {
    const oid = '0.4.0.127.0.7.2.2.4.2.2'
    const files = [['CARD_ACCESS', offering(infoFor(oid, 'P-256'), infoFor(oid, 'brainpoolP384r1'))] as const]
    const written = await writtenChip({ files })
    await expect(openWithPace(written.channel(), written.can, random)).resolves.toMatchObject({
      access: 'PACE',
    })
  })

  test('does not open a chip whose ways it does not know', async () => {
    // Integrated mapping, and version 1.
    const files = [['CARD_ACCESS', offering(infoFor('0.4.0.127.0.7.2.2.4.4.2', 'P-256'))] as const]
    const written = await writtenChip({ files })
    await expect(openWithPace(written.channel(), written.can, random)).rejects.toMatchObject({
      code: 'PROTOCOL_NOT_SUPPORTED',
    })
  })
})

describe('what is printed on another card', () => {
  const other: AccessSecret = { kind: 'CAN', text: '000000' }

  test('does not open the chip, and each wrong CAN leaves one try less until it is blocked', async () => {
    const written = await writtenChip()
    const refusals: unknown[] = []
    for (let i = 0; i < 11; i++) {
      const refused = openWithPace(written.channel(), other, random)
      refusals.push(await refused.catch(({ code, facts }) => facts.triesLeft ?? code))
    }
    expect(refusals).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 'ACCESS_KEY_BLOCKED'])
    await openWithPace(written.channel(), written.mrz, random)
    await openWithPace(written.channel(), written.can, random)
  })

  test('is told as such with BAC and with the MRZ', async () => {
    const written = await writtenChip()
    const text = written.mrz.text.replace('900520', '900521')
    const wrong = { code: 'WRONG_ACCESS_KEY', facts: { triesLeft: null } }
    await expect(openWithBac(written.channel(), text, random)).rejects.toMatchObject(wrong)
    await expect(openWithPace(written.channel(), { kind: 'MRZ', text }, random)).rejects.toMatchObject(wrong)
  })
})

describe('a line that somebody sits on', async () => {
  const written = await writtenChip()
  /** Changes a bit in the middle of the `nth` command or answer. */
  const tampered = (nth: number, side: 'COMMAND' | 'ANSWER'): CardChannel => {
    const channel = written.channel()
    let count = 0
    const changed = (bytes: Uint8Array) => {
      const at = Math.max(0, bytes.length - 6)
      return bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))
    }
    return {
      ...channel,
      async transmit(bytes) {
        const now = count++ === nth
        const answer = await channel.transmit(now && side === 'COMMAND' ? changed(bytes) : bytes)
        return now && side === 'ANSWER' ? changed(answer) : answer
      },
    }
  }

  // 0 SELECT MF, 1 SELECT CardAccess, 2 and 3 READ; 4 MSE:SET AT, 5 (empty) to 8 GENERAL AUTHENTICATE, 9 SELECT application.
  const places = [5, 6, 7, 8, 9].flatMap((nth) => [[nth, 'COMMAND'] as const, [nth, 'ANSWER'] as const])
  test.each(places)('opens nothing when it changes step %i, %s', async (nth, side) => {
    const outcome = await openWithPace(tampered(nth, side), written.mrz, random).catch(
      (error: Error) => error,
    )
    expect(outcome).toBeInstanceOf(Error)
    expect(outcome).toHaveProperty(
      'code',
      expect.stringMatching(
        /^(?:WRONG_ACCESS_KEY|AUTHENTICATION_FAILED|CHIP_ANSWER_UNREADABLE|UNEXPECTED_STATUS|SECURE_MESSAGING_BROKEN)$/,
      ),
    )
  })

  test('ends the session for good when it changes an answer or drops its protection', async () => {
    for (const wrongAnswer of ['DATA', 'CODE'] as const) {
      const channel = await openWithPace(written.channel(), written.can, random)
      written.chip.faults = { wrongAnswer }
      await expect(readFile(channel, 'COM')).rejects.toMatchObject({ code: 'SECURE_MESSAGING_BROKEN' })
      await expect(readFile(channel, 'COM')).rejects.toMatchObject({ facts: { part: 'OVER' } })
    }
  })

  test('ends the session when a plain command is slipped in', async () => {
    const line = written.channel()
    const channel = await openWithPace(line, written.can, random)
    const slipped = await line.transmit(encodeCommand(command(0x00b08100, undefined, 4)))
    expect(toHex(slipped)).toBe('6987')
    await expect(readFile(channel, 'COM')).rejects.toMatchObject({
      code: 'SECURE_MESSAGING_BROKEN',
      facts: { part: 'NOT_PROTECTED' },
    })
  })
})

test('a card pulled while it is read is told as lost, and read anew when it is back', async () => {
  const written = await writtenChip()
  const channel = await openWithPace(written.channel(), written.can, random)
  const pull = ({ file }: ReadProgress) => {
    if (file === 'DG13') written.chip.faults = { pulled: true }
  }
  await expect(readChip(channel, { onProgress: pull })).rejects.toMatchObject({ code: 'CHIP_LOST' })
  written.chip.faults = {}
  const again = await openWithPace(written.channel(), written.can, random)
  expect((await readChip(again)).image.get('SOD')).toEqual(written.image.get('SOD'))
})

test('a file longer than fifteen bits of offset is read to its end', async () => {
  const file = encodeTlv(
    0x75,
    Uint8Array.from({ length: 32_776 }, (_, i) => i % 251),
  )
  const written = await writtenChip({ files: [['DG2', file]] })
  for (const [, open] of waysIn) {
    const channel = await open(written)
    expect(await readFile(channel, 'DG2', channel)).toEqual(file)
  }
})

test('a chip with Chip Authentication Mapping proves itself while it opens', async () => {
  const written = await writtenChip({ profile: chipProfiles['cc-2024-cam'] })
  const channel = await openWithPace(written.channel(), written.can, random)
  expect(channel.mapping).not.toBeNull()
  expect(channel.masterFiles.get('CARD_SECURITY')).toEqual(written.image.get('CARD_SECURITY'))
})
