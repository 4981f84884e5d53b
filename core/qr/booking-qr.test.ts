import { expect, test } from 'vitest'
import { formatBookingQr, IllegalBookingQr, parseBookingQr } from './booking-qr.ts'

const id = '0193a1f2-7c11-7e6a-9b7e-3f2a61d40c55'

test('reads back what it wrote, with blanks and a byte-order mark around it', () => {
  expect(parseBookingQr(formatBookingQr(id))).toBe(id)
  expect(parseBookingQr(`\uFEFF ${formatBookingQr(id)} \r\n`)).toBe(id)
})

test.each(['', 'LICHHEN|', `LICHHEN|${id}|x`, id, '001190000017||ĐỖ THỊ|15021990|Nữ|Hà Nội|01082024'])(
  '%j is no booking',
  (text) => {
    expect(() => parseBookingQr(text)).toThrow(IllegalBookingQr)
  },
)
