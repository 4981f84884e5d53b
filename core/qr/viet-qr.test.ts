import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc16, vietQr } from './viet-qr.ts'

/** A decoder of its own: objects of two digits, two digits of length, value. */
function decode(text: string): Record<string, string> {
  const objects: Record<string, string> = {}
  for (let at = 0; at < text.length;) {
    const length = Number(text.slice(at + 2, at + 4))
    objects[text.slice(at, at + 2)] = text.slice(at + 4, at + 4 + length)
    at += 4 + length
  }
  return objects
}

test.each([
  ['the check value of CRC-16/CCITT-FALSE', '123456789', '29B1'],
  [
    'static, to an account (NAPAS, 1.0, 6.1.1)',
    '00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304',
    'F4E5',
  ],
  [
    'with amount, bill and purpose (NAPAS, 1.0, 6.1.3)',
    '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang6304',
    '2E2E',
  ],
])('checksum of %s', (_name, text, expected) => {
  expect(crc16(text)).toBe(expected)
})

test('a fee’s QR is, byte by byte, what the specification lays down', () => {
  const qr = vietQr({ bin: '970403', account: '0011012345678', amount: 25_000, purpose: 'LP00000000195' })
  const parts = [
    '000201',
    '010212',
    // 57 = 14 of the first object, 31 of the second, 12 of the third.
    '38570010A000000727',
    '012700069704030113001101234567',
    '80208QRIBFTTA',
    '5303704',
    '540525000',
    '5802VN',
    '62170813LP00000000195',
    '6304',
  ]
  // CRC worked out by Python's binascii.crc_hqx(body, 0xffff).
  expect(qr).toBe(`${parts.join('')}BDE1`)
})

test('every account, amount and purpose is read back by an independent decoder', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
  const purpose = fc.stringMatching(/^[0-9A-Za-z ]{1,25}$/)
  fc.assert(
    fc.property(
      digits(6),
      fc.stringMatching(/^[0-9A-Z]{1,19}$/),
      fc.integer({ min: 1, max: 1e9 }),
      purpose,
      (bin, account, amount, said) => {
        const text = vietQr({ bin, account, amount, purpose: said })
        const { 38: merchant = '', 54: sum, 62: more = '', 63: crc, 53: currency } = decode(text)
        const { '01': beneficiary = '', '00': guid, '02': service } = decode(merchant)
        expect([guid, service, currency, sum]).toEqual(['A000000727', 'QRIBFTTA', '704', String(amount)])
        expect(decode(beneficiary)).toEqual({ '00': bin, '01': account })
        expect(decode(more)).toEqual({ '08': said })
        expect(crc).toBe(crc16(text.slice(0, -4)))
      },
    ),
  )
})

test.each([
  ['no BIN', { bin: '97040' }],
  ['an account with a hyphen', { account: '0011-01' }],
  ['no amount', { amount: 0 }],
  ['half a đồng', { amount: 0.5 }],
  ['a purpose with diacritics', { purpose: 'lệ phí' }],
  ['a purpose of 26 letters', { purpose: 'A'.repeat(26) }],
])('nothing is written with %s', (_name, wrong) => {
  expect(() => vietQr({ bin: '970403', account: '0011', amount: 1, purpose: 'LP', ...wrong })).toThrow(
    RangeError,
  )
})
