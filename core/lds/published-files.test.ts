import { expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { chipFiles, dataGroupName, dataGroupNumbers } from './chip-files.ts'
import { readCom, writeCom } from './com.ts'
import { readDg1, writeDg1 } from './dg1.ts'

const groups = dataGroupNumbers.map(dataGroupName)

test.each([
  ['9303-10, A.1', '60165f0104303130375f36063034303030305c046175766c', '0107', [0x61, 0x75, 0x76, 0x6c]],
  ['9303-11, D.4', '60145f0104303130365f36063034303030305c026175', '0106', [0x61, 0x75]],
])('EF.COM of Doc %s is read, and written to the byte', (_, hex, lds, present) => {
  expect(readCom(fromHex(hex))).toEqual({ lds, unicode: '040000', present })
  const names = present.flatMap((tag) => groups.find((name) => chipFiles[name].tag === tag) ?? [])
  expect(toHex(writeCom({ lds, unicode: '040000' }, names))).toBe(hex)
})

// The composite check digit is printed as 4 there, Doc 9303-5 gives 8: this is an example of the file, not of the lines.
test('DG1 of Doc 9303-10, A.2.1 is read, and written to the byte', () => {
  const hex =
    '615d5f1f5a493c4e4c44584938353933354638363939393939393939303c3c3c3c3c3c3732303831343846313130383236384e4c443c3c3c3c3c3c3c3c3c3c3c3456414e3c4445523c535445454e3c3c4d415249414e4e453c4c4f55495345'
  const lines = readDg1(fromHex(hex))
  expect(lines).toEqual([
    'I<NLDXI85935F86999999990<<<<<<',
    '7208148F1108268NLD<<<<<<<<<<<4',
    'VAN<DER<STEEN<<MARIANNE<LOUISE',
  ])
  expect(toHex(writeDg1(lines))).toBe(hex)
})
