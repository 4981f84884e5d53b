import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PaymentNotice } from '../../../../core/contracts/payment-notice.ts'
import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { applyCase } from '../../../../server/enrollment/fees/apply-case.ts'
import { askCaseRefund } from '../../../../server/enrollment/fees/ask-case-refund.ts'
import { confirmRefund } from '../../../../server/enrollment/fees/confirm-refund.ts'
import { feeBalance } from '../../../../server/enrollment/fees/fee-balance.ts'
import { importStatement } from '../../../../server/enrollment/fees/import-statement.ts'
import {
  signatureHeader,
  signNotice,
  timestampHeader,
} from '../../../../server/enrollment/fees/notice-signature.ts'
import { type NoticeOutcome, recordNotice } from '../../../../server/enrollment/fees/record-notice.ts'
import { takeCash } from '../../../../server/enrollment/fees/take-cash.ts'
import { transferFor } from '../../../../server/enrollment/fees/bank-qr.ts'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { systemActor } from '../../../../server/kernel/actor.ts'
import { days, minutes, type TestApp, testApp } from '../../../support/app.ts'
import { type HttpServer, openHttp } from '../../../support/http.ts'
import { officerOf } from '../../../support/officers.ts'
import { owingFile, paymentOf, transferred } from '../../../support/payments.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

const secret = 'khoa-thu-nghiem-cua-ngan-hang-mau-0001'
const older = 'khoa-cu-cua-ngan-hang-mau-dang-thay-0000'

let running: TestApp
let app: ServerApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp({
    variables: {
      PAYMENT_NOTICE_SECRETS: `${secret},${older}`,
      FEE_BANK_BIN: '970403',
      FEE_BANK_ACCOUNT: '0011012345678',
      FEE_BANK_HOLDER: 'Kho bạc Mẫu',
    },
  })
  app = running.app
  server = await openHttp(running)
})
afterAll(async () => {
  await server?.close()
  await running.close()
})

const accountant = officerOf('FEE_ACCOUNTANT')
let file: Awaited<ReturnType<typeof owingFile>>
beforeEach(async () => {
  file = await owingFile(app)
})

const tell = (notice: PaymentNotice, channel: 'BANK' | 'CARRIER' = 'BANK'): Promise<NoticeOutcome> =>
  recordNotice(app, systemActor, { channel, notice, statementId: null })

const caseOf = ({ transactionId }: PaymentNotice) =>
  app.db.paymentCase.findFirstOrThrow({ where: { notice: { transactionId } }, include: { refunds: true } })

/** Every sum is in one place: what the operations say of themselves, against what the rows say. */
async function expectBalanced() {
  const { owed, paid, open, refunded, told, settled, inCases, returned } = await feeBalance(
    app.db,
    app.clock(),
  )
  expect(told).toBe(settled + inCases + returned)
  expect(owed).toBe(paid + open + refunded)
  const receipts = await app.db.paymentReceipt.aggregate({ _sum: { amount: true } })
  expect(receipts._sum.amount ?? 0).toBe(paid + refunded)
}

describe('a notice of money', () => {
  test('with the reference and the amount of a due fee pays it, and writes the receipt', async () => {
    expect(await tell(transferred(app, `CT DEN 0123 ${file.reference.toLowerCase()} nop le phi`))).toBe(
      'PAID',
    )
    expect(await paymentOf(app, file.application.id)).toMatchObject({ status: 'PAID', method: 'BANK' })
    const receipt = await app.db.paymentReceipt.findUniqueOrThrow({ where: { paymentId: file.payment.id } })
    expect(receipt).toMatchObject({
      unitCode: '01',
      method: 'BANK',
      amount: 35_000,
      officerId: null,
      cashDayId: null,
    })
    await expectBalanced()
  })

  test('that comes twice, one after the other or at once, changes nothing; another amount under its number is refused', async () => {
    const notice = transferred(app, file.reference)
    const outcomes = await Promise.all([tell(notice), tell(notice), tell(notice), tell(notice)])
    expect(outcomes.toSorted()).toEqual(['KNOWN', 'KNOWN', 'KNOWN', 'PAID'])
    const before = await contentOf(app)
    expect(await tell(notice)).toBe('KNOWN')
    expect(await refusalOf(tell({ ...notice, amount: 70_000 }))).toBe('NOTICE_CONTRADICTS')
    expect(await refusalOf(tell({ ...notice, content: 'LP' }))).toBe('NOTICE_CONTRADICTS')
    expect(await contentOf(app)).toEqual(before)
  })

  test('of the carrier, who took the fee at the door, pays as well', async () => {
    expect(await tell(transferred(app, file.reference), 'CARRIER')).toBe('PAID')
    expect(await paymentOf(app, file.application.id)).toMatchObject({ method: 'CARRIER' })
  })

  test.each([
    [
      'a second time',
      'PAID_TWICE',
      async (): Promise<void> => void (await tell(transferred(app, file.reference))),
      35_000,
    ],
    ['of another amount', 'WRONG_AMOUNT', async (): Promise<void> => undefined, 20_000],
    [
      'for a file that was withdrawn',
      'LATE',
      async () => {
        await app.db.application.update({ where: { id: file.application.id }, data: { status: 'WITHDRAWN' } })
      },
      35_000,
    ],
  ] as const)('%s opens a case (%s), and the fee stays as it was', async (_title, kind, before, amount) => {
    await before()
    const { status } = await paymentOf(app, file.application.id)
    const notice = transferred(app, file.reference, { amount })
    expect(await tell(notice)).toBe('CASE')
    expect(await caseOf(notice)).toMatchObject({ kind, amount, status: 'OPEN' })
    expect(await paymentOf(app, file.application.id)).toMatchObject({ status })
    await expectBalanced()
  })
})

describe('a case', () => {
  test('of money without a reference settles the file that an operator finds; what is over goes back by a second officer', async () => {
    const notice = transferred(app, 'NOP LE PHI CAN CUOC', { amount: 50_000 })
    expect(await tell(notice)).toBe('CASE')
    const { id, kind } = await caseOf(notice)
    expect(kind).toBe('UNKNOWN_REFERENCE')
    const paymentId = file.payment.id
    expect(await refusalOf(applyCase(app, officerOf('STATION_SUPERVISOR'), { caseId: id, paymentId }))).toBe(
      'FORBIDDEN',
    )
    expect(await applyCase(app, accountant, { caseId: id, paymentId })).toEqual({ over: 15_000 })
    expect(await paymentOf(app, file.application.id)).toMatchObject({ status: 'PAID', method: 'BANK' })
    const { refunds, ...decided } = await caseOf(notice)
    expect(decided).toMatchObject({ status: 'APPLIED', applied: 35_000, decidedBy: accountant.id })
    expect(refunds).toMatchObject([{ amount: 15_000, method: 'BANK', status: 'ASKED' }])
    const [refund] = refunds
    expect(await refusalOf(confirmRefund(app, accountant, { id: refund!.id }))).toBe('ANOTHER_OFFICER_NEEDED')
    await confirmRefund(app, officerOf('FEE_ACCOUNTANT'), { id: refund!.id })
    expect(await refusalOf(applyCase(app, accountant, { caseId: id, paymentId }))).toBe('TRANSITION_REFUSED')
    await expectBalanced()
  })

  test('of too little settles nothing; it goes back once, and not while a refund is asked for', async () => {
    const notice = transferred(app, file.reference, { amount: 20_000 })
    await tell(notice)
    const { id: caseId } = await caseOf(notice)
    const paymentId = file.payment.id
    expect(await refusalOf(applyCase(app, accountant, { caseId, paymentId }))).toBe('NOT_ENOUGH_PAID')
    const { id } = await askCaseRefund(app, accountant, { caseId })
    expect(await refusalOf(askCaseRefund(app, accountant, { caseId }))).toBe('REFUND_UNDER_WAY')
    expect(await refusalOf(applyCase(app, accountant, { caseId, paymentId }))).toBe('REFUND_UNDER_WAY')
    expect(await refusalOf(confirmRefund(app, officerOf('STATION_SUPERVISOR'), { id }))).toBe('FORBIDDEN')
    await confirmRefund(app, officerOf('FEE_ACCOUNTANT'), { id })
    expect(await caseOf(notice)).toMatchObject({ status: 'REFUNDED', applied: 0 })
    expect(await tell(transferred(app, file.reference))).toBe('PAID')
    await expectBalanced()
  })
})

describe('the day’s file', () => {
  const fileOf = (notices: readonly PaymentNotice[]) => {
    const rows = notices.map((n) =>
      [n.transactionId, n.at, n.amount, n.currency, n.content, n.payer].join(','),
    )
    const total = `total,${rows.length},${notices.reduce((sum, { amount }) => sum + amount, 0)}`
    return Buffer.from(['transaction_id,at,amount,currency,content,payer', ...rows, total].join('\n'))
  }
  const take = (bytes: Uint8Array) =>
    importStatement(app, accountant, { channel: 'BANK', day: calendarDateAt(app.clock()), bytes })

  test('confirms what the webhook told and brings what it did not; the same file again adds nothing', async () => {
    const other = await owingFile(app)
    const told = transferred(app, file.reference)
    await tell(told)
    const bytes = fileOf([
      told,
      transferred(app, other.reference),
      transferred(app, 'khong ro', { amount: 9000 }),
    ])
    expect(await take(bytes)).toMatchObject({ rows: 3, known: 1, added: 2, opened: 1, faulty: [] })
    expect(await paymentOf(app, other.application.id)).toMatchObject({ status: 'PAID', method: 'BANK' })
    expect(await take(bytes)).toMatchObject({ rows: 3, known: 3, added: 0, opened: 0 })
    expect(await app.db.paymentStatement.findMany()).toMatchObject([{ rows: 3, added: 2, opened: 1 }])
    const unconfirmed = { transactionId: told.transactionId, statementId: null }
    expect(await app.db.paymentNotice.count({ where: unconfirmed })).toBe(0)
    await expectBalanced()
  })

  test('says which rows contradict what was told, and is not taken by officers who may not reconcile', async () => {
    const told = transferred(app, file.reference)
    await tell(told)
    const unconfirmed = async (later: number) => (await feeBalance(app.db, app.clock() + later)).unconfirmed
    const before = await unconfirmed(0)
    expect(await unconfirmed(days(1))).toBeGreaterThan(before)
    const { faulty } = await take(fileOf([{ ...told, amount: 1 }]))
    expect(faulty).toEqual([{ line: null, code: 'NOTICE_CONTRADICTS' }])
    const stranger = importStatement(app, officerOf('RECEPTION'), {
      channel: 'BANK',
      day: calendarDateAt(app.clock()),
      bytes: fileOf([told]),
    })
    expect(await refusalOf(stranger)).toBe('FORBIDDEN')
  })
})

test('however transfers, cash and repetitions come, all at once, no đồng is lost and none counted twice', async () => {
  const files = await Promise.all(Array.from({ length: 5 }, () => owingFile(app)))
  const [plan = []] = fc.sample(
    fc.array(
      fc.record({ to: fc.nat(6), amount: fc.constantFrom(35_000, 35_000, 20_000), again: fc.boolean() }),
      {
        minLength: 14,
        maxLength: 14,
      },
    ),
    { numRuns: 1, seed: 8 },
  )
  const before = await feeBalance(app.db, app.clock())
  const notices = plan.map(({ to, amount }) =>
    transferred(app, files[to]?.reference ?? 'khong ro', { amount }),
  )
  const cash = files
    .slice(0, 2)
    .map(({ payment }) =>
      refusalOf(takeCash(app, officerOf('RECEPTION'), { paymentId: payment.id, amount: payment.amount })),
    )
  const repeated = notices.filter((_, i) => plan[i]?.again)
  await Promise.all([...[...notices, ...repeated].map((notice) => tell(notice)), ...cash])
  const after = await feeBalance(app.db, app.clock())
  expect(after.told - before.told).toBe(notices.reduce((sum, { amount }) => sum + amount, 0))
  expect(after.owed - before.owed).toBe(0)
  for (const { payment } of files) {
    const receipts = await app.db.paymentReceipt.count({ where: { paymentId: payment.id } })
    const { status } = await app.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    expect(receipts).toBe(status === 'PAID' ? 1 : 0)
  }
  await expectBalanced()
})

describe('the webhook', () => {
  const post = (body: string, { at = app.clock(), by = secret, stamp = '' } = {}) => {
    const timestamp = stamp || String(Math.floor(at / 1000))
    const signature = signNotice(by, { timestamp, body: Buffer.from(body) })
    return fetch(`${server.url}/payments/notices`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [timestampHeader]: timestamp,
        [signatureHeader]: signature,
      },
      body,
    })
  }

  test('takes a notice signed with either secret, and answers a repetition as it answered the first', async () => {
    const other = await owingFile(app)
    const [one, two] = [transferred(app, file.reference), transferred(app, other.reference)].map((notice) =>
      JSON.stringify(notice),
    )
    expect(await (await post(one!)).json()).toEqual({ outcome: 'PAID' })
    expect(await (await post(two!, { by: older })).json()).toEqual({ outcome: 'PAID' })
    const again = await post(one!)
    expect([again.status, await again.json()]).toEqual([200, { outcome: 'KNOWN' }])
  })

  test('refuses a wrong key, a changed body, an old or future moment, and what is no notice', async () => {
    const body = JSON.stringify(transferred(app, file.reference))
    const before = await contentOf(app)
    const signature = signNotice(secret, {
      timestamp: String(Math.floor(app.clock() / 1000)),
      body: Buffer.from('{}'),
    })
    const tampered = await fetch(`${server.url}/payments/notices`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [timestampHeader]: String(Math.floor(app.clock() / 1000)),
        [signatureHeader]: signature,
      },
      body,
    })
    const answers = [
      await post(body, { by: 'another-secret-of-thirty-two-characters' }),
      tampered,
      await post(body, { at: app.clock() - minutes(6) }),
      await post(body, { at: app.clock() + minutes(6) }),
      await post(body, { stamp: '1e9' }),
      await post('{"amount":1}'),
      await post('không phải JSON'),
      await post(`"${'x'.repeat(20_000)}"`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 400, 400, 413])
    expect(await contentOf(app)).toEqual(before)
  })
})

test('a due fee is offered as a bank QR of its amount and reference; a paid one is not', async () => {
  const transfer = transferFor(app, file.payment)
  expect(transfer).toMatchObject({ reference: file.reference, holder: 'Kho bạc Mẫu' })
  expect(transfer?.qr).toContain('540535000')
  expect(transfer?.qr).toContain(`0813${file.reference}`)
  expect(transferFor(app, { ...file.payment, status: 'PAID' })).toBeNull()
})
