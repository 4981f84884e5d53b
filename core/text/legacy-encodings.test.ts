import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  encodingSign,
  fromLegacy,
  isVietnameseSyllable,
  type LegacyEncoding,
  likelyLegacyEncoding,
  vietnameseShare,
} from './legacy-encodings.ts'

/** Bytes as one sign each. */
const bytes = (...codes: readonly (number | string)[]) =>
  codes.map((code) => (typeof code === 'string' ? code : String.fromCodePoint(code))).join('')

const nguyenVanAnh = 'Nguyễn Văn Ánh'

// The same name in each encoding, by its table: TCVN 5712:1993 VN3, VNI-Windows, windows-1258.
const rows: readonly (readonly [LegacyEncoding, string, string])[] = [
  ['TCVN3', bytes('Nguy', 0xd4, 'n V', 0xa8, 'n ', 'H', 0xb5), 'Nguyễn Văn Hà'],
  ['TCVN3', bytes(0xa7, 0xe7, ' ThÞ Th', 0xf9, 'c'), 'Đỗ Thị Thực'],
  ['VNI', bytes('Nguye', 0xe3, 'n Va', 0xea, 'n A', 0xd9, 'nh'), nguyenVanAnh],
  ['VNI', bytes(0xd1, 'o', 0xe3, ' Th', 0xf2, ' Th', 0xf6, 0xef, 'c'), 'Đỗ Thị Thực'],
  ['VNI', bytes('Tr', 0xf6, 0xf4, 'ng Qu', 0xf4, 0xf9, 'i'), 'Trương Quới'],
  ['WINDOWS-1258', bytes('Nguy', 0xea, 0xde, 'n V', 0xe3, 'n A', 0xec, 'nh'), nguyenVanAnh],
  ['WINDOWS-1258', bytes(0xd0, 0xf4, 0xde, ' Thi', 0xf2, ' Th', 0xfd, 0xf2, 'c'), 'Đỗ Thị Thực'],
]

describe('a legacy encoding', () => {
  test.each(rows)('%s: %j is %s', (encoding, written, text) => {
    expect(fromLegacy(encoding, written)).toBe(text)
  })

  test.each(rows)('%s is recognised by the words that come of it: %j', (encoding, written) => {
    expect(likelyLegacyEncoding(`${written}, ${written}`)).toBe(encoding)
  })

  test('is never seen in plain ASCII, and ASCII stays what it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(likelyLegacyEncoding(text)).toBeNull()
        for (const encoding of ['TCVN3', 'VNI', 'WINDOWS-1258'] as const)
          expect(fromLegacy(encoding, text)).toBe(text)
      }),
    )
  })
})

describe('the sign of a wrong encoding', () => {
  const misread = rows.filter(([encoding]) => encoding !== 'WINDOWS-1258')
  test.each(misread)('%s that was read as it stands is noticed: %j', (encoding, written) => {
    expect(encodingSign(written)).toBe(encoding)
  })

  test('is also UTF-8 read as windows-1252, a replaced byte, and a control character', () => {
    expect(encodingSign('Nguyá»…n VÄƒn Ã¡')).toBe('MOJIBAKE')
    expect(encodingSign('Nguy\uFFFDn')).toBe('REPLACED')
    expect(encodingSign('Nguyễn\u0000Văn')).toBe('CONTROL')
  })

  test.each([
    nguyenVanAnh,
    nguyenVanAnh.normalize('NFD'),
    'ĐẶNG THUÝ HOÀ',
    'Ðặng Thị Ðào',
    "H'Hen Niê",
    'Y-Blăng Kbuôr',
    'Số 1/2 “Phố Mẫu” – Tổ 3, Xã Thử',
    'Trần Thị Ngoẵng, Khuỷu, Quờn, Huỳnh Uyển',
  ])('is not in %s', (text) => expect(encodingSign(text)).toBeNull())
})

test.each(['Nguyễn', 'Đoàn', 'Huỳnh', 'Quyết', 'Giang', 'Ý', 'khuyu', 'Trường', 'ngoẹo', 'Thuỷ'])(
  '%s is a syllable',
  (word) => expect(isVietnameseSyllable(word)).toBe(true),
)
test.each(['Nguyeón', 'Hën', 'Wang', 'áà', 'Trââng'])('%s is none', (word) =>
  expect(isVietnameseSyllable(word)).toBe(false),
)
test('a text without letters beyond ASCII tells nothing of its encoding', () => {
  expect(vietnameseShare('Nguyen Van A')).toBeNull()
})
