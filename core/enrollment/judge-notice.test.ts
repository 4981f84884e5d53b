import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeNotice, type OwedPayment } from './judge-notice.ts'

const due: OwedPayment = { status: 'DUE', amount: 25_000, isFileOver: false }

test.each([
  ['the right amount pays', 25_000, due, 'PAYS'],
  ['too little is a case', 20_000, due, 'WRONG_AMOUNT'],
  ['too much is a case', 50_000, due, 'WRONG_AMOUNT'],
  ['a second time is a case', 25_000, { ...due, status: 'PAID' }, 'PAID_TWICE'],
  ['after an exemption it is late', 25_000, { ...due, status: 'EXEMPT', amount: 0 }, 'LATE'],
  ['after a refund it is late', 25_000, { ...due, status: 'REFUNDED' }, 'LATE'],
  ['after the file was withdrawn it is late', 25_000, { ...due, isFileOver: true }, 'LATE'],
  ['without a payment it is unknown', 25_000, null, 'UNKNOWN_REFERENCE'],
] as const)('%s', (_title, amount, owed, verdict) => {
  expect(judgeNotice(amount, owed)).toBe(verdict)
})

test('however money comes, each sum pays one fee or is in one case, and both sums add up', () => {
  const fees = fc.array(fc.constantFrom(15_000, 25_000, 35_000, 50_000, 70_000), {
    minLength: 1,
    maxLength: 6,
  })
  const money = fc.record({ for: fc.nat(8), amount: fc.constantFrom(15_000, 25_000, 35_000, 50_000, 70_000) })
  fc.assert(
    fc.property(
      fees,
      fc.array(money, { maxLength: 30 }),
      fc.array(fc.nat(8), { maxLength: 3 }),
      (owed, came, over) => {
        const payments = owed.map((amount, i) => ({ status: 'DUE', amount, isFileOver: over.includes(i) }))
        let inCases = 0
        for (const { for: i, amount } of came) {
          const payment = payments[i] ?? null
          if (judgeNotice(amount, payment) === 'PAYS' && payment) payment.status = 'PAID'
          else inCases += amount
        }
        const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
        const paid = sum(payments.filter(({ status }) => status === 'PAID').map(({ amount }) => amount))
        const open = sum(payments.filter(({ status }) => status === 'DUE').map(({ amount }) => amount))
        expect(paid + open).toBe(sum(owed))
        expect(paid + inCases).toBe(sum(came.map(({ amount }) => amount)))
        expect(payments.filter(({ status, isFileOver }) => isFileOver && status !== 'DUE')).toEqual([])
      },
    ),
  )
})
