import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPaymentStatement, StatementUnreadable } from './payment-statement.ts'

const header = 'transaction_id,at,amount,currency,content,payer'
const row = (id: string, amount: number, content = 'LP00000000195') =>
  `${id},2026-03-02T09:15:00+07:00,${amount},VND,${content},0123456789`

test('rows are read with quotes, commas and Windows line ends; the total counts them', () => {
  const text = [
    header,
    row('A1', 25_000, '"NGUYEN VAN MAU, nop ""LP"""'),
    row('A2', 70_000),
    'total,2,95000',
    '',
  ]
  const { notices, faulty } = readPaymentStatement(`\uFEFF${text.join('\r\n')}`)
  expect(faulty).toEqual([])
  expect(notices).toEqual([
    {
      transactionId: 'A1',
      at: '2026-03-02T09:15:00+07:00',
      amount: 25_000,
      currency: 'VND',
      content: 'NGUYEN VAN MAU, nop "LP"',
      payer: '0123456789',
    },
    expect.objectContaining({ transactionId: 'A2', amount: 70_000 }),
  ])
})

test('a row that says nothing usable is told by its line, the rest is taken', () => {
  const text = [
    header,
    row('A1', 1),
    row('mã sai', 2),
    row('A1', 3),
    row('A2', 4).replace('VND', 'USD'),
    'total,4,10',
  ]
  expect(readPaymentStatement(text.join('\n'))).toMatchObject({
    notices: [{ transactionId: 'A1', amount: 1 }],
    faulty: [
      { line: 3, code: 'ILLEGAL_ROW' },
      { line: 4, code: 'TWICE_IN_FILE' },
      { line: 5, code: 'ILLEGAL_ROW' },
    ],
  })
})

test.each([
  ['with another head', `id,amount\n${row('A1', 1)}\ntotal,1,1`, 'HEADER'],
  ['that is empty', '', 'HEADER'],
  ['without a total', `${header}\n${row('A1', 1)}`, 'TOTAL_MISSING'],
  ['whose total counts more rows', `${header}\n${row('A1', 1)}\ntotal,2,1`, 'TOTAL_DIFFERS'],
  ['whose total is another sum', `${header}\n${row('A1', 1)}\ntotal,1,2`, 'TOTAL_DIFFERS'],
  ['with an amount that is no number', `${header}\n${row('A1', 1.5)}\ntotal,1,1`, 'TOTAL_DIFFERS'],
])('nothing is taken of a file %s', (_name, text, cause) => {
  expect(() => readPaymentStatement(text)).toThrow(
    expect.objectContaining({ code: 'STATEMENT_UNREADABLE', facts: { cause } }),
  )
})

test('a file that lost any of its end is never taken for a shorter day', () => {
  const rows = Array.from({ length: 9 }, (_, i) => row(`A${i}`, 1000 + i))
  const whole = [header, ...rows, 'total,9,9036'].join('\n')
  expect(readPaymentStatement(whole).notices).toHaveLength(9)
  fc.assert(
    fc.property(fc.nat(whole.length - 1), (length) => {
      // Of the last number itself the last digits may be missing: then the sum differs.
      expect(() => readPaymentStatement(whole.slice(0, length))).toThrow(StatementUnreadable)
    }),
  )
})
