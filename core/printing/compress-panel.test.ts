import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compressBits, compressDye } from './compress-panel.ts'
import { imageMemory } from './image-memory.ts'
import { packDye } from './pack-panel.ts'
import { type Levels, levelBits } from './separate-colours.ts'

const { dots, lines, lineBytes } = imageMemory

/** Written from the guide alone: a dye's lines as an Evolis printer would fill its memory. */
function printerReadsDye(data: Uint8Array, levels: Levels): Uint8Array {
  const memory = new Uint8Array(dots * lines)
  const addends = { 32: [0x40, 0x20], 64: [0x40], 128: [] }[levels]
  let [at, filled] = [0, 0]
  while (at < data.length) {
    const first = data[at++] ?? 0
    const room = dots - (filled % dots)
    if (first < 128) {
      if (first >= levels) throw new Error(`no such level: ${first}`)
      memory[filled++] = first
      continue
    }
    const second = data[at++]
    if (second === undefined) throw new Error('a count is missing')
    if (second === 0) {
      if (first !== 0x80 || room !== dots) throw new Error('a count of 0 that is no blank line')
      filled += dots
      continue
    }
    const run = second + 256 * addends.filter((bit) => (first & bit) !== 0).length
    if (run > room) throw new Error('a run over the end of its line')
    memory.fill(first & (levels - 1), filled, filled + run)
    filled += run
  }
  if (filled !== memory.length) throw new Error(`${filled} dots`)
  return memory
}

/** The same for one bit a dot. */
function printerReadsBits(data: Uint8Array): Uint8Array {
  const memory = new Uint8Array(lineBytes * lines)
  let at = 0
  for (let line = 0; line < lines; line++) {
    const first = data[at++] ?? -1
    const row = memory.subarray(line * lineBytes, (line + 1) * lineBytes)
    if (first === 0xff) row.fill(0xff)
    else if (first < 0 || first > lineBytes) throw new Error(`a line of ${first} bytes`)
    else {
      row.set(data.subarray(at, at + first))
      at += first
    }
  }
  if (at !== data.length) throw new Error(`${data.length - at} bytes too many`)
  return memory
}

/** Lines of runs, few of them different: all lines of a face would take the tests' time. */
const dye = (levels: Levels) =>
  fc
    .array(
      fc.array(
        fc.tuple(fc.nat(levels - 1), fc.constantFrom(1, 2, 3, 7, 254, 255, 256, 257, 511, 512, 513, 648)),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((rows) => {
      const values = new Uint8Array(dots * lines)
      rows.forEach((runs, row) => {
        let at = row * dots
        for (const [value, run] of runs) {
          values.fill(value, at, Math.min(at + run, (row + 1) * dots))
          at += run
          if (at >= (row + 1) * dots) break
        }
      })
      return values
    })

describe('a compressed dye', () => {
  test.each([32, 64, 128] as const)('with %i levels fills the memory as it was', (levels) => {
    fc.assert(
      fc.property(dye(levels), (values) => {
        const read = printerReadsDye(compressDye(values, levels), levels)
        expect(Buffer.compare(read, values)).toBe(0)
      }),
      { numRuns: 8 },
    )
  })

  test('that is blank takes two bytes a line', () => {
    const data = compressDye(new Uint8Array(dots * lines), 32)
    expect(data).toHaveLength(2 * lines)
    expect([...data.subarray(0, 4)]).toEqual([0x80, 0, 0x80, 0])
  })

  test('counts as the guide says, and never 0', () => {
    const values = new Uint8Array(dots * lines)
    values.fill(9, 0, 648)
    values.fill(5, 648, 648 + 512)
    const line = (levels: Levels, at: number, length: number) => [
      ...compressDye(values, levels).subarray(at, at + length),
    ]
    // 648 = 256 + 256 + 136; 512 = 511 + 1, then 136 blank dots.
    expect(line(32, 0, 7)).toEqual([0xe9, 136, 0xc5, 255, 5, 0x80, 136])
    expect(line(64, 0, 4)).toEqual([0xc9, 255, 0x89, 137])
    expect(line(128, 0, 6)).toEqual([0x89, 255, 0x89, 255, 0x89, 138])
  })

  test('in the worst case is no longer than its dots', () => {
    const values = Uint8Array.from({ length: dots * lines }, (_, at) => at % 31)
    expect(compressDye(values, 32)).toHaveLength(dots * lines)
  })
})

describe('compressed black', () => {
  test('fills the memory as it was', () => {
    const row = fc.uint8Array({ minLength: 0, maxLength: lineBytes })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.nat(255), (rows, filler) => {
        const bits = new Uint8Array(lineBytes * lines)
        rows.forEach((bytes, at) => bits.set(bytes, at * lineBytes))
        bits.fill(filler, bits.length - lineBytes)
        expect(Buffer.compare(printerReadsBits(compressBits(bits)), bits)).toBe(0)
      }),
      { numRuns: 30 },
    )
  })

  test('is one byte for a line without or full of dots', () => {
    const bits = new Uint8Array(lineBytes * lines).fill(0xff, 0, lineBytes)
    bits[lineBytes + 2] = 0x40
    expect([...compressBits(bits).subarray(0, 6)]).toEqual([0xff, 3, 0, 0, 0x40, 0])
    expect(compressBits(bits)).toHaveLength(lines + 3)
  })
})

describe('a dye as it is', () => {
  test.each([
    [32, 411_480],
    [64, 493_776],
    [128, 576_072],
  ] as const)('with %i levels takes %i bytes, the first dot in the highest bits', (levels, length) => {
    const values = Uint8Array.from({ length: dots * lines }, (_, at) => (at * 7) % levels)
    const packed = packDye(values, levels)
    expect(packed).toHaveLength(length)
    const text = [...packed.subarray(0, 7 * levelBits[levels])]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
    for (let dot = 0; dot < 56; dot++) {
      const bits = text.slice(dot * levelBits[levels], (dot + 1) * levelBits[levels])
      expect(Number.parseInt(bits, 2)).toBe(values[dot])
    }
  })
})
