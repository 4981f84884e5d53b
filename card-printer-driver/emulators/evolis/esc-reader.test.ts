import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EscReader } from './esc-reader.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const read = (...pieces: readonly Uint8Array[]) => {
  const reader = new EscReader()
  return pieces.flatMap((piece) => [...reader.push(piece)])
}
const named = (commands: ReturnType<typeof read>) =>
  commands.map(({ name, parameters }) => [name, ...parameters].join(';'))

test('commands are told apart by ESC and CR, the ESC left out after a CR, with NULs between', () => {
  expect(named(read(bytes('\u001BPem;2\rSs\r\0\0\0\u001BSr\r\0Rco;c\r')))).toEqual([
    'Pem;2',
    'Ss',
    'Sr',
    'Rco;c',
  ])
})

test('what comes before the first ESC is nothing', () => {
  expect(named(read(bytes('hello\r\u001BSs\r')))).toEqual(['Ss'])
})

const anyData = fc.uint8Array({ minLength: 1, maxLength: 300 })

test('data of a download may hold ESC and CR, and come in any pieces', () => {
  fc.assert(
    fc.property(anyData, fc.integer({ min: 1, max: 50 }), (data, size) => {
      const nasty = Buffer.concat([data, bytes('\r\u001BSs\r;')])
      const stream = Buffer.concat([bytes(`\u001BDbc;k;2;${nasty.length};`), nasty, bytes('\rSe\r')])
      const pieces = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
        stream.subarray(i * size, (i + 1) * size),
      )
      const [download, end, ...more] = read(...pieces)
      expect(download).toMatchObject({
        name: 'Dbc',
        parameters: ['k', '2', String(nasty.length)],
        damaged: false,
      })
      expect(Buffer.from(download?.data ?? [])).toEqual(nasty)
      expect(end).toMatchObject({ name: 'Se' })
      expect(more).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['the formula', 82_296],
  ["the guide's table", 84_624],
])('a black bitmap of the length of %s is taken', (_, length) => {
  const data = new Uint8Array(length).fill(0x1b)
  const [download, next] = read(bytes('\u001BDb;k;2;'), data, bytes('\r\u001BSe\r'))
  expect(download?.data).toHaveLength(length)
  expect(next).toMatchObject({ name: 'Se' })
})

test('data that go on beyond their length are damaged, and the next ESC begins anew', () => {
  const [download, next] = read(bytes('\u001BDbc;k;2;4;abcdXX\r\u001BSe\r'))
  expect(download).toMatchObject({ name: 'Dbc', damaged: true })
  expect(next).toMatchObject({ name: 'Se', damaged: false })
})

test('a head that never ends is given up', () => {
  const [found, next] = read(bytes(`\u001B${'x'.repeat(2000)}\r\u001BSs\r`))
  expect(found).toMatchObject({ damaged: true })
  expect(next).toMatchObject({ name: 'Ss' })
})

test('no bytes whatsoever stop it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      const reader = new EscReader()
      for (const _ of reader.push(noise)) continue
      reader.giveUp()
      expect([...reader.push(bytes('\u001BSs\r'))]).toMatchObject([{ name: 'Ss', damaged: false }])
    }),
  )
})

test('other signs hold until the usual ones come back', () => {
  const reader = new EscReader()
  reader.resign([0x23, 0x2c, 0x21])
  expect(named([...reader.push(bytes('#Rco,c!'))])).toEqual(['Rco;c'])
  reader.resign(null)
  expect(named([...reader.push(bytes('\u001BRco;p\r'))])).toEqual(['Rco;p'])
})
