import { PDFiumLibrary } from '@hyzyla/pdfium'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatReceiptQr } from '../../../../core/qr/receipt-qr.ts'
import { askRefund } from '../../../../server/enrollment/fees/ask-refund.ts'
import { closeCash } from '../../../../server/enrollment/fees/close-cash.ts'
import { confirmRefund } from '../../../../server/enrollment/fees/confirm-refund.ts'
import { countCash } from '../../../../server/enrollment/fees/count-cash.ts'
import { declineRefund } from '../../../../server/enrollment/fees/decline-refund.ts'
import { exemptPayment } from '../../../../server/enrollment/fees/exempt-payment.ts'
import { feeReport, feeReportCsv } from '../../../../server/enrollment/fees/fee-report.ts'
import { findPayment } from '../../../../server/enrollment/fees/find-payment.ts'
import { receiptPaper } from '../../../../server/enrollment/fees/receipt-paper.ts'
import { recountCash } from '../../../../server/enrollment/fees/recount-cash.ts'
import { takeCash } from '../../../../server/enrollment/fees/take-cash.ts'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { centres, days, type TestApp, testApp } from '../../../support/app.ts'
import { type Account, hireOfficer, type Officer, officerOf } from '../../../support/officers.ts'
import { owingFile, paymentOf } from '../../../support/payments.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let app: ServerApp
let cashier: Account
let taker: Officer
beforeAll(async () => {
  running = await testApp()
  app = running.app
  cashier = await hireOfficer(app, 'RECEPTION')
})
afterAll(() => running.close())
// Everyone their own drawer: what one test leaves in it is no other test's.
beforeEach(() => {
  taker = officerOf('ISSUING_OFFICER')
})

const supervisor = officerOf('STATION_SUPERVISOR')

async function paidInCash(actor: Officer = taker) {
  const file = await owingFile(app)
  const taken = await takeCash(app, actor, { paymentId: file.payment.id, amount: file.payment.amount })
  return { ...file, ...taken }
}

const drawerOf = ({ id }: Officer) =>
  app.db.cashDay.findFirstOrThrow({ where: { officerId: id }, orderBy: { id: 'desc' } })

async function wordsOf(pdf: Uint8Array): Promise<string> {
  const pdfium = await PDFiumLibrary.init()
  try {
    return (await pdfium.loadDocument(pdf)).getPage(0).getText().replaceAll(/\s+/g, ' ')
  } finally {
    pdfium.destroy()
  }
}

describe('cash at a desk', () => {
  test('pays the whole fee once, with the next number of the unit’s year, and lies in the officer’s drawer', async () => {
    const { payment, receiptId } = await paidInCash()
    expect(payment).toMatchObject({ amount: 35_000, status: 'DUE' })
    const receipt = await app.db.paymentReceipt.findUniqueOrThrow({ where: { id: receiptId } })
    expect(receipt).toMatchObject({
      unitCode: '01',
      year: 2026,
      method: 'CASH',
      amount: 35_000,
      officerId: taker.id,
    })
    expect(receipt.cashDayId).toBe((await drawerOf(taker)).id)
    expect(await app.db.payment.findUniqueOrThrow({ where: { id: payment.id } })).toMatchObject({
      status: 'PAID',
      method: 'CASH',
    })
    expect(await refusalOf(takeCash(app, taker, { paymentId: payment.id, amount: 35_000 }))).toBe(
      'TRANSITION_REFUSED',
    )
    const next = await paidInCash()
    const second = await app.db.paymentReceipt.findUniqueOrThrow({ where: { id: next.receiptId } })
    expect(second.number).toBe(receipt.number + 1)
  })

  test('is refused with another amount, for a file that has ended, and by officers of another unit', async () => {
    const { payment } = await owingFile(app)
    const over = await owingFile(app, { state: 'WITHDRAWN' })
    const take = (actor: Officer, paymentId: string, amount = 35_000) =>
      refusalOf(takeCash(app, actor, { paymentId, amount }))
    expect(await take(taker, payment.id, 70_000)).toBe('AMOUNT_DIFFERS')
    expect(await take(taker, over.payment.id)).toBe('FILE_OVER')
    expect(await take(officerOf('RECEPTION', '79'), payment.id)).toBe('FORBIDDEN')
    expect(await take(officerOf('APPROVER'), payment.id)).toBe('FORBIDDEN')
    expect(await app.db.cashDay.count({ where: { officerId: taker.id } })).toBe(0)
  })

  test('taken at many desks at once leaves no gap and no number twice; one file twice at once is paid once', async () => {
    const before = await app.db.paymentReceipt.aggregate({
      where: { unitCode: '01' },
      _max: { number: true },
    })
    const files = await Promise.all(Array.from({ length: 6 }, () => owingFile(app)))
    const [contested] = files
    const attempts = [...files, contested!, contested!].map(({ payment }) =>
      refusalOf(takeCash(app, officerOf('RECEPTION'), { paymentId: payment.id, amount: payment.amount })),
    )
    const refused = (await Promise.all(attempts)).filter((code) => code !== 'NOT_REFUSED')
    expect(refused).toEqual(['TRANSITION_REFUSED', 'TRANSITION_REFUSED'])
    const receipts = await app.db.paymentReceipt.findMany({
      where: { unitCode: '01' },
      orderBy: { number: 'asc' },
    })
    const first = (before._max.number ?? 0) + 1
    expect(receipts.map(({ number }) => number).slice(first - 1)).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => first + i),
    )
  })

  test('a receipt is printed once, and then as a copy; its QR leads back to it unless somebody changed the amount', async () => {
    const { application, applicant, payment, receiptId } = await paidInCash(cashier.actor)
    const first = await receiptPaper(app, cashier.actor, { id: receiptId })
    const again = await receiptPaper(app, cashier.actor, { id: receiptId })
    const words = await wordsOf(first.pdf)
    for (const said of [
      applicant.person.name,
      application.code,
      '35.000 đồng',
      'Ba mươi lăm nghìn đồng',
      'Cán bộ Mẫu',
    ])
      expect(words).toContain(said)
    expect(words).not.toContain('BẢN SAO')
    expect(await wordsOf(again.pdf)).toContain('BẢN SAO')
    const receipt = await app.db.paymentReceipt.findUniqueOrThrow({ where: { id: receiptId } })
    const find = (text: string) => findPayment(app, taker, { text })
    expect(await find(formatReceiptQr(receipt))).toBe(payment.id)
    expect(await refusalOf(find(formatReceiptQr({ ...receipt, amount: 70_000 })))).toBe('NOT_FOUND')
    expect(await find(application.code.toLowerCase())).toBe(payment.id)
    expect(await refusalOf(find('không phải mã'))).toBe('ILLEGAL_APPLICATION_CODE')
    const citizen = { kind: 'citizen', id: applicant.residentId } as const
    expect((await receiptPaper(app, citizen, { id: receiptId })).isCopy).toBe(true)
    const other = { kind: 'citizen', id: receiptId } as const
    expect(await refusalOf(receiptPaper(app, other, { id: receiptId }))).toBe('NOT_FOUND')
  })
})

describe('the day’s cash', () => {
  test('that adds up is closed by its keeper; nothing goes in after the count', async () => {
    await paidInCash()
    await paidInCash()
    const { id } = await drawerOf(taker)
    expect(await countCash(app, taker, { id, counted: 70_000 })).toEqual({ difference: 0 })
    const { payment } = await owingFile(app)
    expect(await refusalOf(takeCash(app, taker, { paymentId: payment.id, amount: 35_000 }))).toBe(
      'DRAWER_COUNTED',
    )
    expect(await refusalOf(closeCash(app, taker, { id, explanation: 'Không lệch gì cả.' }))).toBe('FORBIDDEN')
    expect(await refusalOf(closeCash(app, supervisor, { id, explanation: 'Không lệch gì cả.' }))).toBe(
      'NOTHING_TO_EXPLAIN',
    )
    expect(await closeCash(app, taker, { id })).toEqual({ difference: 0 })
    expect(await drawerOf(taker)).toMatchObject({ status: 'CLOSED', expected: 70_000, closedBy: taker.id })
  })

  test('that is short is explained by another officer, and by nobody else', async () => {
    await paidInCash()
    const { id } = await drawerOf(taker)
    const both: Officer = {
      ...taker,
      roles: [...taker.roles, { role: 'STATION_SUPERVISOR', unitCode: '01' }],
    }
    const said = { id, explanation: 'Trả nhầm tiền thừa cho công dân.' }
    expect(await refusalOf(countCash(app, officerOf('RECEPTION'), { id, counted: 35_000 }))).toBe('FORBIDDEN')
    expect(await refusalOf(countCash(app, taker, { id, counted: -1 }))).toBe('ILLEGAL_AMOUNT')
    await countCash(app, taker, { id, counted: 40_000 })
    await recountCash(app, taker, { id })
    expect(await countCash(app, taker, { id, counted: 30_000 })).toEqual({ difference: -5000 })
    expect(await refusalOf(closeCash(app, taker, { id }))).toBe('CASH_NOT_BALANCED')
    expect(await refusalOf(closeCash(app, both, said))).toBe('ANOTHER_OFFICER_NEEDED')
    expect(await refusalOf(closeCash(app, officerOf('STATION_SUPERVISOR', '79'), said))).toBe('FORBIDDEN')
    expect(await refusalOf(closeCash(app, supervisor, { id, explanation: 'ngắn' }))).toBe(
      'ILLEGAL_EXPLANATION',
    )
    await closeCash(app, supervisor, said)
    expect(await drawerOf(taker)).toMatchObject({
      status: 'CLOSED_WITH_EXPLANATION',
      difference: -5000,
      closedBy: supervisor.id,
    })
    expect(await refusalOf(recountCash(app, taker, { id }))).toBe('TRANSITION_REFUSED')
  })

  test('of yesterday has to be counted before cash is taken today', async () => {
    const { payment } = await owingFile(app)
    await paidInCash()
    const { id } = await drawerOf(taker)
    running.advanceClock(days(1))
    const take = () => refusalOf(takeCash(app, taker, { paymentId: payment.id, amount: 35_000 }))
    expect(await take()).toBe('EARLIER_DAY_OPEN')
    await countCash(app, taker, { id, counted: 35_000 })
    expect(await take()).toBe('NOT_REFUSED')
    expect((await drawerOf(taker)).id).not.toBe(id)
  })
})

describe('a refund', () => {
  test('goes out of the drawer of whoever asked, after another officer’s word, once', async () => {
    await paidInCash()
    const { payment } = await paidInCash()
    const asking = { paymentId: payment.id, reason: 'TAKEN_BY_MISTAKE', inCash: true } as const
    const { id } = await askRefund(app, taker, asking)
    expect(await refusalOf(askRefund(app, taker, asking))).toBe('REFUND_UNDER_WAY')
    const both: Officer = {
      ...taker,
      roles: [...taker.roles, { role: 'STATION_SUPERVISOR', unitCode: '01' }],
    }
    expect(await refusalOf(confirmRefund(app, taker, { id }))).toBe('FORBIDDEN')
    expect(await refusalOf(confirmRefund(app, both, { id }))).toBe('ANOTHER_OFFICER_NEEDED')
    const [one, two] = await Promise.all([
      refusalOf(confirmRefund(app, supervisor, { id })),
      refusalOf(confirmRefund(app, officerOf('STATION_SUPERVISOR'), { id })),
    ])
    expect([one, two].toSorted()).toEqual(['NOT_REFUSED', 'TRANSITION_REFUSED'])
    expect(await app.db.payment.findUniqueOrThrow({ where: { id: payment.id } })).toMatchObject({
      status: 'REFUNDED',
    })
    expect(await countCash(app, taker, { id: (await drawerOf(taker)).id, counted: 35_000 })).toEqual({
      difference: 0,
    })
    expect(await refusalOf(askRefund(app, taker, asking))).toBe('TRANSITION_REFUSED')
  })

  test('is not paid out of an empty drawer, may be declined, and asked for again by bank', async () => {
    const { payment } = await paidInCash(officerOf('RECEPTION'))
    const asking = { paymentId: payment.id, reason: 'FILE_ENDED' } as const
    const { id } = await askRefund(app, taker, { ...asking, inCash: true })
    expect(await refusalOf(confirmRefund(app, supervisor, { id }))).toBe('NOT_ENOUGH_CASH')
    expect(await refusalOf(declineRefund(app, officerOf('RECEPTION'), { id }))).toBe('FORBIDDEN')
    await declineRefund(app, taker, { id })
    const again = await askRefund(app, taker, { ...asking, inCash: false })
    await confirmRefund(app, supervisor, again)
    expect(await app.db.refund.findUniqueOrThrow({ where: again })).toMatchObject({
      method: 'BANK',
      status: 'CONFIRMED',
      cashDayId: null,
    })
  })
})

test('a due fee is waived by a supervisor on a ground that the circulars know; the office’s fault is kept with the file', async () => {
  const { payment, application } = await owingFile(app)
  const { id } = payment
  expect(await refusalOf(exemptPayment(app, taker, { id, rule: 'CARD_ERROR' }))).toBe('FORBIDDEN')
  expect(await refusalOf(exemptPayment(app, supervisor, { id, rule: 'FRIEND' }))).toBe('UNKNOWN_EXEMPTION')
  await exemptPayment(app, supervisor, { id, rule: 'CARD_ERROR' })
  expect(await paymentOf(app, application.id)).toMatchObject({
    status: 'EXEMPT',
    amount: 0,
    rule: 'CARD_ERROR',
  })
  expect((await app.db.application.findUniqueOrThrow({ where: { id: application.id } })).fault).toBe(
    'AUTHORITY',
  )
})

test('the report adds a unit’s day up by method, for officers whose role reaches it', async () => {
  running.advanceClock(days(1))
  const today = calendarDateAt(app.clock())
  const { payment } = await paidInCash()
  await paidInCash()
  const { id } = await askRefund(app, taker, { paymentId: payment.id, reason: 'FILE_ENDED', inCash: true })
  await confirmRefund(app, supervisor, { id })
  const rows = await feeReport(app, supervisor, { from: today, until: today })
  expect(feeReportCsv(rows)).toBe(
    `unit,day,method,receipts,taken,refunds,refunded,net\r\n01,${today},CASH,2,70000,1,35000,35000\r\n`,
  )
  const elsewhere = officerOf('STATION_SUPERVISOR', centres.elsewhere.unitCode)
  expect(await feeReport(app, elsewhere, { from: today, until: today })).toEqual([])
})
