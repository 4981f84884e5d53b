import { describe, expect, test } from 'vitest'
import { toHex } from '../bytes.ts'
import { tags } from '../der.ts'
import { countryOf, encodeName, readName } from './names.ts'

describe('a name', () => {
  test('is written country first, as PrintableString, and read back', () => {
    const der = encodeName({ country: 'VN', organization: 'Bo Cong an', commonName: 'CSCA 1' })
    expect(toHex(der)).toMatch(/^30..310b300906035504061302564e/)
    const read = readName(der, 'subject')
    expect(read.attributes.map(({ text }) => text)).toEqual(['VN', 'Bo Cong an', 'CSCA 1'])
    expect(new Set(read.attributes.map(({ tag }) => tag))).toEqual(new Set([tags.printableString]))
    expect(countryOf(read)).toBe('VN')
  })

  test.each([
    { country: 'vn', commonName: 'CSCA' },
    { country: 'VNM', commonName: 'CSCA' },
    { country: 'VN', commonName: 'Bộ Công an' },
    { country: 'VN', commonName: '' },
  ])('that other countries could not read is refused: $country $commonName', (name) => {
    expect(() => encodeName(name)).toThrow(RangeError)
  })
})
