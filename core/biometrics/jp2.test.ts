import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { codestreamHeader, Jp2Refused, readJp2, wrapJp2 } from './jp2.ts'
import { damaged, expectTotal, faultOf } from './records/test-damage.ts'

/** SOC, SIZ and what follows, for a picture of 480 × 640 that begins at (0, 0). */
function codestream(components: number): Uint8Array {
  const siz = fromHex('0000 000001e0 00000280 00000000 00000000 000001e0 00000280 00000000 00000000')
  const count = Uint8Array.of(0, components)
  const each = concatBytes(...Array.from({ length: components }, () => Uint8Array.of(7, 1, 1)))
  return concatBytes(
    fromHex('ff4fff51'),
    Uint8Array.of(0, 38 + 3 * components),
    siz,
    count,
    each,
    fromHex('ffd9'),
  )
}
const grey = codestream(1)
const colour = codestream(3)

describe('JP2', () => {
  test('puts the boxes of ISO/IEC 15444-1 around a codestream', () => {
    const boxes = `0000000c6a5020200d0a870a 00000014667479706a703220000000006a703220
      0000002d6a703268 0000001669686472 00000280 000001e0 0003 07 07 00 00
      0000000f636f6c72 01 00 00 00000010 00000045 6a703263`
    const drawn = toHex(fromHex(boxes))
    expect(toHex(wrapJp2(colour).slice(0, drawn.length / 2))).toBe(
      toHex(fromHex(boxes.replace('00000045', (colour.length + 8).toString(16).padStart(8, '0')))),
    )
    expect(toHex(wrapJp2(grey))).toContain('636f6c7201000000000011')
  })

  test('is read again, as is a bare codestream', () => {
    const header = { width: 480, height: 640, depth: 8 }
    expect(readJp2(wrapJp2(colour))).toEqual({ ...header, components: 3, codestream: colour })
    expect(readJp2(grey)).toEqual({ ...header, components: 1, codestream: grey })
    expect(codestreamHeader(grey)).toEqual({ ...header, components: 1 })
  })

  test('boxes of unknown kind, of 64-bit length and to the end of the file are understood', () => {
    const file = wrapJp2(colour)
    const at = file.length - colour.length - 8
    const unknown = fromHex('0000000c 75756964 01020304')
    const long = concatBytes(
      fromHex('00000001 6a703263 00000000'),
      Uint8Array.of(0, 0, 0, colour.length + 16),
      colour,
    )
    const open = concatBytes(fromHex('00000000 6a703263'), colour)
    for (const last of [long, open])
      expect(readJp2(concatBytes(file.slice(0, at), unknown, last)).codestream).toEqual(colour)
  })

  test('every way of being wrong has its name', () => {
    const file = wrapJp2(colour)
    const size = file.findIndex((byte, i) => byte === 0x69 && file[i + 1] === 0x68)
    expect(
      faultOf(() => readJp2(file.with(size + 4 + 3, 1))),
      'another height',
    ).toBe('length jp2h')
    expect(faultOf(() => readJp2(file.slice(0, 40)))).toBe('truncated jp2h')
    expect(faultOf(() => readJp2(file.slice(0, 77)))).toBe('truncated jp2c')
    expect(
      faultOf(() => readJp2(Uint8Array.from(Buffer.from('GIF89a, not a picture of this kind')))),
    ).toMatch(/truncated|format/)
    expect(faultOf(() => wrapJp2(codestream(2)))).toBe('unsupported components')
    expect(faultOf(() => wrapJp2(grey.slice(0, 20)))).toBe('truncated yStart')
    expect(
      faultOf(() => wrapJp2(grey.with(42, 0x87))),
      'signed samples',
    ).toBe('unsupported depth')
    expect(faultOf(() => wrapJp2(fromHex('ffd8ffe0 0010 4a464946')))).toBe('value codestream')
  })

  test('damage of any kind is refused with the own error, or read', () => {
    for (const seed of [wrapJp2(colour), wrapJp2(grey), colour])
      fc.assert(
        fc.property(damaged(seed), (hurt) => expectTotal(readJp2, Jp2Refused, hurt)),
        { numRuns: 600 },
      )
  })
})
