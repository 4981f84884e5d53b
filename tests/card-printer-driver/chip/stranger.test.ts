import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { emrtdApplication } from '../../../core/lds/chip-files.ts'
import { encodeTlv } from '../../../core/lds/tlv.ts'
import { encodeCommand, parseResponse, type CommandApdu } from '../../../card-printer-driver/chip/apdu.ts'
import { openWithPace } from '../../../card-printer-driver/chip/open-chip.ts'
import { readChip } from '../../../card-printer-driver/chip/read-chip.ts'
import { random, writtenChip } from './written-chip.ts'

const header = fc.record({
  cla: fc.constantFrom(0, 0, 0, 0x0c, 0x10, 0x80, 0x84),
  ins: fc.oneof(
    fc.constantFrom(0xa4, 0xb0, 0xb1, 0xca, 0x84, 0x82, 0x86, 0x88, 0x22, 0x2a, 0x47, 0xd6, 0xda, 0xe0, 0xe2),
    fc.nat(255),
  ),
  p1: fc.constantFrom(0, 2, 4, 0x0c, 0x41, 0x80, 0x81, 0x8d, 0x9e, 0xc1, 0xde),
  p2: fc.constantFrom(0, 0x0c, 0x62, 0x65, 0xa4, 0xa6, 0xad, 0xaf, 0xb6, 0xbe),
})
const object = fc
  .tuple(fc.constantFrom(0x80, 0x81, 0x83, 0x84, 0x85, 0x7c, 0x7f21, 0x54), fc.uint8Array({ maxLength: 66 }))
  .map(([tag, content]) => encodeTlv(tag, content))
const data = fc.oneof(
  fc.constantFrom(emrtdApplication, Uint8Array.of(1, 1), Uint8Array.of(1, 0x0d), Uint8Array.of(1, 0x1e)),
  object,
  object.map((inner) => encodeTlv(0x7c, inner)),
  fc.uint8Array({ maxLength: 48 }),
)
const stranger: fc.Arbitrary<CommandApdu> = fc
  .tuple(header, data, fc.constantFrom(0, 8, 40, 256, 65_536))
  .map(([head, content, ne]) => ({ ...head, data: content, ne }))

/** Every eight bytes of the files that only the holder's reader may see. */
function secrets(image: ReadonlyMap<string, Uint8Array>): ReadonlySet<string> {
  const files = ['DG1', 'DG3', 'DG13', 'SOD'].map((name) => toHex(image.get(name) ?? new Uint8Array(0)))
  return new Set(
    files.flatMap((hex) => Array.from({ length: hex.length / 16 }, (_, i) => hex.slice(16 * i, 16 * i + 16))),
  )
}

describe('a stranger who says anything to a locked chip', async () => {
  const written = await writtenChip()
  const hidden = secrets(written.image)

  test('always gets an answer, and nothing of what the chip keeps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stranger, { minLength: 1, maxLength: 12 }), async (commands) => {
        const channel = written.channel()
        for (const one of commands) {
          const answer = parseResponse(await channel.transmit(encodeCommand(one)))
          const said = toHex(answer?.data ?? new Uint8Array(0))
          expect(answer).not.toBeNull()
          expect([...hidden].filter((piece) => said.includes(piece))).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })

  test('changes nothing in it', async () => {
    const { image } = await readChip(await openWithPace(written.channel(), written.mrz, random))
    for (const [name, bytes] of image) expect(bytes).toEqual(written.image.get(name))
  })
})
