import { expect, test } from 'vitest'
import { compareScan } from './compare-scan.ts'

const mrz = [
  'IDVNM0010101234001001010123<<<<',
  '8001014M3501015VNM<<<<<<<<<<<0',
  'NGUYEN<<MAU<<<<<<<<<<<<<<<<<<<',
] as const
const expected = { face: { qr: '001|MẪU', mrz }, sodSha256: 'ab'.repeat(32) }

test('each part that was read is compared, and a part that was not is left out', () => {
  expect(compareScan(expected, {})).toEqual({})
  expect(compareScan(expected, { qr: '001|MẪU' })).toEqual({ qr: true })
  expect(compareScan(expected, { qr: '001|MAU', chip: 'AB'.repeat(32) })).toEqual({ qr: false, chip: true })
  expect(compareScan(expected, { mrz: mrz.join('\r\n') })).toEqual({ mrz: true })
  expect(compareScan(expected, { mrz: mrz[0] })).toEqual({ mrz: false })
})

test('a chip on a card that should have none is not the job’s', () => {
  expect(compareScan({ ...expected, sodSha256: null }, { chip: 'ab'.repeat(32) })).toEqual({ chip: false })
})
