import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openRequestReader, type Reading } from './read-request.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

/** What the reader says of bytes that come in pieces of these lengths. */
function read(input: Uint8Array, pieces: readonly number[] = [input.length]): Reading {
  const reader = openRequestReader()
  let at = 0
  for (const length of pieces) {
    const reading = reader(input.subarray(at, at + length))
    at += length
    if (reading.state !== 'more') return reading
  }
  return at < input.length ? reader(input.subarray(at)) : { state: 'more' }
}

const whole = bytes(
  'RCAPTURE /capture?x=1 HTTP/1.1\r\nHost: 127.0.0.1:4501\r\nEXT:\tregistration \r\nContent-Length: 4\r\n\r\n{"a"',
)

describe('a request', () => {
  test('is read with its method, path, headers and body, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (pieces) => {
        const reading = read(whole, pieces)
        expect(reading).toMatchObject({ state: 'done', request: { method: 'RCAPTURE', path: '/capture' } })
        if (reading.state !== 'done') return
        expect(reading.request.headers.get('ext')).toBe('registration')
        expect(Buffer.from(reading.request.body).toString()).toBe('{"a"')
      }),
    )
  })

  test('may name this computer in its target, as the specification writes it', () => {
    const reading = read(
      bytes('MOSIPDISC http://127.0.0.1:4501/device HTTP/1.1\r\nHost: 127.0.0.1:4501\r\n\r\n'),
    )
    expect(reading).toMatchObject({ state: 'done', request: { path: '/device' } })
  })

  test.each([
    ['a bare line feed', 'STREAM /stream HTTP/1.1\nHost: a\r\n\r\n', 400],
    ['another version', 'STREAM /stream HTTP/2.0\r\n\r\n', 400],
    ['a method in small letters', 'stream /stream HTTP/1.1\r\n\r\n', 400],
    ['another computer as its target', 'STREAM http://evil.example/stream HTTP/1.1\r\n\r\n', 400],
    ['a continued line', 'STREAM / HTTP/1.1\r\nA: b\r\n c\r\n\r\n', 400],
    ['a space before the colon', 'STREAM / HTTP/1.1\r\nHost : a\r\n\r\n', 400],
    ['two lengths', 'STREAM / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['two hosts', 'STREAM / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n', 400],
    ['a length that is no number', 'STREAM / HTTP/1.1\r\nContent-Length: +1\r\n\r\n', 400],
    ['chunks', 'STREAM / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n', 501],
    ['an expectation', 'STREAM / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n', 417],
    ['a body that is too large', 'STREAM / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n', 413],
    ['a head that is too large', `STREAM / HTTP/1.1\r\nA: ${'b'.repeat(9000)}\r\n\r\n`, 431],
    ['a head that never ends', 'A'.repeat(9000), 431],
  ])('with %s is refused', (_, text, status) => {
    expect(read(bytes(text))).toEqual({ state: 'refused', status })
    expect(
      read(
        bytes(text),
        Array.from({ length: text.length - 1 }, () => 1),
      ),
    ).toEqual({ state: 'refused', status })
  })

  test.each(['Content-Length: 1\r\n\r\n{}', '\r\nSTREAM / HTTP/1.1\r\n\r\n'])(
    'with more behind it is refused: %j',
    (rest) => {
      expect(read(bytes(`STREAM / HTTP/1.1\r\n${rest}`))).toEqual({ state: 'refused', status: 400 })
    },
  )

  test('that is noise, or damaged, never throws and is never read as something longer than was sent', () => {
    const damaged = fc
      .tuple(fc.nat(whole.length - 1), fc.nat(255))
      .map(([at, value]) => whole.with(at, value))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), damaged), (input) => {
        const reading = read(input)
        const length = reading.state === 'done' ? reading.request.body.length : 0
        expect(length).toBeLessThanOrEqual(input.length)
      }),
      { numRuns: 2000 },
    )
  })
})
