import { expect, test } from 'vitest'
import { parseSuccessionsCsv } from './successions-csv.ts'

test('rows are read once each, bad ones told by line', () => {
  const { successions, errors } = parseSuccessionsCsv(
    [
      'from,to,on',
      '00003,00002,2025-07-01',
      '00003,00002,2025-07-01',
      '003,00002,01/07/2025',
      'x,00002,2025-07-01',
      '00003,00002',
    ].join('\n'),
  )
  expect(successions).toEqual([{ line: 2, from: '00003', to: '00002', on: '2025-07-01' }])
  expect(errors.map(({ line, fault }) => `${line} ${fault}`)).toEqual(['4 DAY', '5 CODE', '6 COLUMNS'])
})

test('another heading is refused as a whole', () => {
  expect(parseSuccessionsCsv('code,name\n1,2').errors).toMatchObject([{ line: 1, fault: 'COLUMNS' }])
  expect(parseSuccessionsCsv('').errors).toHaveLength(1)
})
