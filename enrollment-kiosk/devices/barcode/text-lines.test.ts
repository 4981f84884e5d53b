import { describe, expect, test } from 'vitest'
import { TextLines } from './text-lines.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const code = '001190000017|012345678|Đỗ Thị Mỹ Hường|15021990|Nữ|Số 1 Phố Mẫu|01082024'

describe('a line of text', () => {
  test.each(['\r', '\n', '\r\n'])('ends with %j, whatever pieces it comes in', (end) => {
    for (const size of [1, 7, 1000]) {
      const lines = new TextLines()
      const all = bytes(`${code}${end}${code}${end}`)
      const found = []
      for (let at = 0; at < all.length; at += size) found.push(...lines.push(all.subarray(at, at + size)))
      expect(found).toEqual([code, code])
      expect(lines.waiting).toBe(false)
    }
  })

  test('loses the symbology that readers put before it', () => {
    expect(new TextLines().push(bytes(`]Q1${code}\r`))).toEqual([code])
  })

  test('that is empty, too long or no UTF-8 is none, and the next one is found', () => {
    const lines = new TextLines()
    expect(lines.push(bytes('\r\n\r'))).toEqual([])
    expect(lines.push(bytes('x'.repeat(5000)))).toEqual([])
    expect(lines.push(bytes('y\r'))).toEqual([])
    expect(lines.push(Uint8Array.of(0xff, 0xfe, 0x0d))).toEqual([])
    expect(lines.push(bytes('ok\r'))).toEqual(['ok'])
  })

  test('that is broken off is forgotten', () => {
    const lines = new TextLines()
    lines.push(bytes('0011'))
    expect(lines.waiting).toBe(true)
    lines.clear()
    expect(lines.push(bytes('90000017\r'))).toEqual(['90000017'])
  })
})
