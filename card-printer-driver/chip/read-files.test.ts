import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeTlv, readTlv } from '../../core/lds/tlv.ts'
import type { CommandApdu, ResponseApdu } from './apdu.ts'
import { status } from './apdu.ts'
import type { ChipLine } from './chip-line.ts'
import { readFile } from './read-files.ts'

const ok = (data: Uint8Array): ResponseApdu => ({ data, status: 0x9000 })

interface Chip {
  readonly file: Uint8Array
  /** Most bytes that it gives at once; asked for more it answers 6700. */
  readonly most?: number
}

/** READ BINARY over some bytes, as ISO/IEC 7816-4 has it. */
function reading({ file, most = 65_536 }: Chip): { readonly line: ChipLine; readonly heard: CommandApdu[] } {
  const heard: CommandApdu[] = []
  const read = (at: number, ne: number): ResponseApdu => {
    if (ne > most) return status(0x6700)
    if (at >= file.length) return status(0x6b00)
    const data = file.subarray(at, at + ne)
    return { data, status: data.length < ne ? 0x6282 : 0x9000 }
  }
  const answer = (command: CommandApdu): ResponseApdu => {
    if (command.ins === 0xa4) return status(0x9000)
    if (command.ins === 0xb0) return read(command.p1 * 256 + command.p2, command.ne)
    const at = readTlv(command.data, 0x54, null).content.reduce((sum, byte) => sum * 256 + byte, 0)
    const { data, status: word } = read(at, command.ne - 4)
    return { data: encodeTlv(0x53, data), status: word }
  }
  const line: ChipLine = {
    send(command) {
      heard.push(command)
      return Promise.resolve(answer(command))
    },
  }
  return { line, heard }
}

const fileOf = (length: number) =>
  encodeTlv(
    0x75,
    Uint8Array.from({ length }, (_, i) => (i * 31) % 251),
  )

test('a file of any length is read whole, in pieces of any size', async () => {
  const length = fc.oneof(fc.nat(400), fc.integer({ min: 65_400, max: 65_700 }))
  await fc.assert(
    fc.asyncProperty(length, fc.integer({ min: 100, max: 5000 }), async (bytes, pieceLength) => {
      const file = fileOf(bytes)
      expect(await readFile(reading({ file }).line, 'DG2', { pieceLength })).toEqual(file)
    }),
    { numRuns: 12 },
  )
})

test('beyond 32767 bytes the offset goes in an object, no byte is read twice', async () => {
  const { line, heard } = reading({ file: fileOf(40_000) })
  const seen: number[] = []
  await readFile(line, 'DG2', { onProgress: (done) => seen.push(done) })
  const far = heard.filter(({ ins }) => ins === 0xb1)
  const near = heard.filter(({ ins }) => ins === 0xb0)
  expect(near.every(({ p1 }) => p1 < 0x80)).toBe(true)
  expect(near.length + far.length).toBe(1 + Math.ceil((40_004 - 5) / 223))
  expect(seen.at(-1)).toBe(40_004)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})

test('trailing bytes of the memory are not part of the file', async () => {
  const file = fileOf(300)
  const padded = new Uint8Array(600)
  padded.set(file)
  expect(await readFile(reading({ file: padded }).line, 'DG2')).toEqual(file)
})

test('a chip that gives less at once is asked for less', async () => {
  const file = fileOf(1000)
  const { line, heard } = reading({ file, most: 100 })
  expect(await readFile(line, 'DG2')).toEqual(file)
  expect(heard.length).toBeLessThan(25)
})

describe('is refused:', () => {
  const answering = (...answers: readonly ResponseApdu[]): ChipLine => {
    const left = [...answers]
    return { send: () => Promise.resolve(left.shift() ?? status(0x6f00)) }
  }

  test.each([
    ['no file', [status(0x6a82)], { facts: { step: 'SELECT DG2', status: '6A82' } }],
    ['a file that is closed', [status(0x6982)], { facts: { status: '6982' } }],
    [
      'reading that is closed',
      [status(0x9000), status(0x6982)],
      { facts: { step: 'READ DG2', status: '6982' } },
    ],
  ])('%s', async (_, answers, refusal) => {
    await expect(readFile(answering(...answers), 'DG2')).rejects.toMatchObject({
      code: 'UNEXPECTED_STATUS',
      ...refusal,
    })
  })

  test.each([
    ['an empty file', [status(0x9000), ok(new Uint8Array(0))]],
    ['an indefinite length', [status(0x9000), ok(Uint8Array.of(0x75, 0x80, 0, 0, 0))]],
    ['a length of 16 million', [status(0x9000), ok(Uint8Array.of(0x75, 0x83, 0xff, 0xff, 0xff))]],
    ['a length cut short', [status(0x9000), ok(Uint8Array.of(0x75, 0x82, 1))]],
    [
      'a chip that never gives more',
      [
        status(0x9000),
        ok(Uint8Array.of(0x75, 50, 1, 2, 3)),
        ...Array.from({ length: 9 }, () => ok(new Uint8Array(0))),
      ],
    ],
  ])('%s', async (_, answers) => {
    await expect(readFile(answering(...answers), 'DG2')).rejects.toMatchObject({
      code: 'CHIP_ANSWER_UNREADABLE',
    })
  })

  test('whatever a chip says, it ends', async () => {
    const anything = fc.record({
      data: fc.uint8Array({ maxLength: 30 }),
      status: fc.constantFrom(0x9000, 0x6282, 0x6700, 0x6c10),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 30 }), async (answers) => {
        const outcome = await readFile(answering(...answers), 'DG2').catch(
          (error: { code: string }) => error.code,
        )
        expect(outcome).toSatisfy(
          (one: unknown) =>
            one instanceof Uint8Array || one === 'UNEXPECTED_STATUS' || one === 'CHIP_ANSWER_UNREADABLE',
        )
      }),
    )
  })
})
