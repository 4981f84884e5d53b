import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FileLine, LineReader } from './line-reader.ts'

const decode = (bytes: Uint8Array) => String.fromCodePoint(...bytes)
const encode = (text: string) => Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0)

function linesOf(text: string, pieces: readonly number[] = []): FileLine[] {
  const reader = new LineReader(decode, { line: 1, offset: 0 })
  const bytes = encode(text)
  const cuts = [0, ...pieces.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  const lines = cuts.slice(1).flatMap((end, i) => reader.push(bytes.subarray(cuts[i], end)))
  const last = reader.finish()
  return last ? [...lines, last] : lines
}

test('however a file comes in pieces, its lines, their numbers and their ends are the same', () => {
  const text = fc.array(fc.constantFrom('a', 'b,', '"', '\n', '\r\n', 'dài'), { maxLength: 40 })
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (parts, pieces) => {
      const whole = parts.join('')
      const lines = linesOf(whole, pieces)
      expect(lines).toEqual(linesOf(whole))
      expect(lines.map(({ text: line }) => line).join('\n')).toBe(
        whole.replaceAll('\r\n', '\n').replace(/\n$/, ''),
      )
      expect(lines.map(({ line }) => line)).toEqual(lines.map((_, i) => i + 1))
      expect(lines.at(-1)?.end ?? 0).toBe(whole.length)
    }),
  )
})

test('a piece that is used again for the next bytes changes nothing that waits', () => {
  const reader = new LineReader(decode, { line: 1, offset: 0 })
  const piece = encode('một ha'.replaceAll('ộ', 'o'))
  reader.push(piece)
  piece.fill(0)
  expect(reader.push(encode('i\n'))).toMatchObject([{ text: 'mot hai' }])
})

test('a line of a gigabyte would be told, not kept: nothing of it is, and the next is read as ever', () => {
  const reader = new LineReader(decode, { line: 7, offset: 100 })
  const megabyte = encode('x'.repeat(1_000_000))
  for (let i = 0; i < 5; i++) expect(reader.push(megabyte)).toEqual([])
  expect(reader.push(encode('\nb\n'))).toEqual([
    { line: 7, end: 5_000_101, text: '', tooLong: true, unended: false },
    { line: 8, end: 5_000_103, text: 'b', tooLong: false, unended: false },
  ])
})

test('the last line of a file without its end is marked', () => {
  expect(linesOf('a\nb').map(({ unended }) => unended)).toEqual([false, true])
  expect(linesOf('a\nb\n').map(({ unended }) => unended)).toEqual([false, false])
})
