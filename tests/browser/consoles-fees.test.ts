import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { formatReceiptQr } from '../../core/qr/receipt-qr.ts'
import { recordNotice } from '../../server/enrollment/fees/record-notice.ts'
import { systemActor } from '../../server/kernel/actor.ts'
import { publicUrl } from '../support/app.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { owingFile, transferred } from '../support/payments.ts'
import { chromiumMissing } from './chromium.ts'
import { type ConsoleUnderTest, firstBuild, goTo, openConsole, phone } from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'
import { choose, tabTo } from './keyboard.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

/** As a barcode reader types. */
async function scan(page: Page, text: string): Promise<void> {
  await page.keyboard.press('F2')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
}

describe.skipIf(chromiumMissing)('fees in the consoles', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let cashier: Account
  let supervisor: Account
  let accountant: Account

  beforeAll(async () => {
    house = await openConsole({
      FEE_BANK_BIN: '970403',
      FEE_BANK_ACCOUNT: '0011012345678',
      FEE_BANK_HOLDER: 'Kho bạc Nhà nước Mẫu',
    })
    const { app } = house
    cashier = await hireOfficer(app, 'RECEPTION')
    supervisor = await hireOfficer(app, 'STATION_SUPERVISOR')
    accountant = await hireOfficer(app, 'FEE_ACCOUNTANT')
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  test('a fee is taken under the barcode reader, refunded by two officers, and the drawer counted and explained', async () => {
    const { app } = house
    const [first, second] = [await owingFile(app), await owingFile(app)]
    const page = await house.open(cashier)
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    await heading(page, 'Lệ phí').waitFor()
    await page.keyboard.insertText('không phải mã')
    await page.keyboard.press('Enter')
    await page.getByText('Mã hồ sơ không đúng').waitFor()
    await scan(page, first.application.code)
    await page.getByText('35.000 đồng', { exact: true }).waitFor()
    await page.getByRole('img', { name: 'Chuyển khoản bằng mã QR: 35.000 đồng' }).waitFor()
    await inspectScreen(page, 'fees-due')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã thu. Biên lai số').waitFor()
    const receipt = await app.db.paymentReceipt.findUniqueOrThrow({ where: { paymentId: first.payment.id } })
    const paper = page.getByRole('link', { name: /In biên lai/ })
    expect(await paper.getAttribute('href')).toBe(`/fees/receipts/${receipt.id}.pdf`)
    await scan(page, second.application.code)
    await page.getByRole('heading', { name: second.application.code }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã thu. Biên lai số').waitFor()
    await scan(page, formatReceiptQr(receipt))
    await page.getByRole('heading', { name: first.application.code }).waitFor()
    await page.keyboard.press('F6')
    await page.getByRole('dialog').waitFor()
    await choose(page, 'Thu nhầm')
    await inspectScreen(page, 'fees-refund')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đang chờ người thứ hai').waitFor()

    const other = await house.open(supervisor)
    await goTo(other, '/fees/refunds')
    await other.getByRole('row', { name: first.application.code }).waitFor()
    await inspectScreen(other, 'fees-refunds')
    await other.getByRole('button', { name: 'Xác nhận hoàn' }).press('Enter')
    await other.getByText('Không có đề nghị nào đang chờ.').waitFor()

    await goTo(page, '/fees/cash')
    await page.getByRole('row', { name: 'đang thu' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByLabel('Tiền mặt trong quỹ').waitFor()
    await page.keyboard.type('30000')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Quỹ lệch. Đếm lại').waitFor()
    await inspectScreen(page, 'fees-cash-differs')
    await goTo(other, new URL(page.url()).pathname.replace('/console', ''))
    await other.getByLabel('Giải trình chênh lệch').waitFor()
    await tabTo(other, 'Giải trình chênh lệch \\(bạn ký bằng cách chốt\\)')
    await other.keyboard.type('Thối nhầm năm nghìn đồng, công dân đã về.')
    await other.keyboard.press('Control+Enter')
    await other.getByText('đã chốt, có giải trình').waitFor()
    const drawer = await app.db.cashDay.findFirstOrThrow({ where: { officerId: cashier.actor.id } })
    expect(drawer).toMatchObject({ status: 'CLOSED_WITH_EXPLANATION', expected: 35_000, counted: 30_000 })
    await goTo(other, '/fees/receipts')
    await other.getByRole('row', { name: first.application.code }).getByText('đã hoàn tiền').waitFor()
    await other.getByRole('link', { name: 'Tải báo cáo (CSV)' }).waitFor()
    await inspectScreen(other, 'fees-receipts')
  })

  test('money without a reference is settled by an accountant, and the bank’s file of the day is taken in, on a telephone', async () => {
    const { app } = house
    const [file, told] = [await owingFile(app), await owingFile(app)]
    const notice = transferred(app, 'NOP LE PHI CAN CUOC NGUYEN THI MAU', { amount: 50_000 })
    await recordNotice(app, systemActor, { channel: 'BANK', notice, statementId: null })
    const page = await house.open(accountant, phone)
    await goTo(page, '/fees/cases')
    await page.getByRole('row', { name: 'Không rõ nộp cho hồ sơ nào' }).waitFor()
    await inspectScreen(page, 'fees-cases-phone')
    await page.getByRole('button', { name: 'Quyết định' }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.getByLabel('Mã hồ sơ hoặc mã nộp tiền LP').waitFor()
    await page.keyboard.type(file.application.code)
    await inspectScreen(page, 'fees-case-phone')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Không có khoản nào chờ quyết định.').waitFor()
    expect(await app.db.payment.findUniqueOrThrow({ where: { id: file.payment.id } })).toMatchObject({
      status: 'PAID',
    })

    const { transactionId, at, content } = transferred(app, told.reference)
    const row = [transactionId, at, 35_000, 'VND', content, ''].join(',')
    const csv = `transaction_id,at,amount,currency,content,payer\n${row}\n`
    const send = async (text: string) => {
      const chooser = page.waitForEvent('filechooser')
      await page.getByLabel('Tệp CSV').press('Enter')
      await (await chooser).setFiles({ name: 'sao-ke.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
      await page.getByRole('button', { name: 'Nạp tệp' }).press('Enter')
    }
    await send(csv)
    await page.getByText('Tệp đối soát không đúng định dạng').waitFor()
    await send(`${csv}total,1,35000\n`)
    await page.getByText('Giao dịch: 1 · Đã biết: 0 · Mới: 1 · Chờ quyết định: 0 · Dòng lỗi: 0').waitFor()
    await inspectScreen(page, 'fees-statement-phone')
    expect(await app.db.payment.findUniqueOrThrow({ where: { id: told.payment.id } })).toMatchObject({
      status: 'PAID',
    })
    await goTo(page, '/fees')
    await page.getByLabel('Quét hoặc gõ mã').waitFor()
    await scan(page, told.reference)
    await page.getByText('Chuyển khoản,').waitFor()
    await inspectScreen(page, 'fees-paid-phone')
  })

  test('at home a citizen sees what is due and the bank’s QR, pays, and sees that it is paid; a wrong date shows nothing', async () => {
    const { app } = house
    const { application, reference } = await owingFile(app)
    const page = await house.visit(phone)
    await page.goto(`${publicUrl}/#le-phi`)
    await page.getByRole('heading', { name: 'Lệ phí của hồ sơ' }).waitFor()
    const view = page.getByRole('region', { name: 'Lệ phí của hồ sơ' })
    const ask = async (birthDate: string) => {
      await view.getByLabel('Mã hồ sơ').fill(application.code)
      await view.getByLabel('Ngày sinh').fill(birthDate)
      await page.keyboard.press('Enter')
    }
    await ask('21/05/1990')
    await page.getByText('Không tìm thấy hồ sơ với mã và ngày sinh này').waitFor()
    await ask('20/05/1990')
    await page.getByText('Chưa nộp').waitFor()
    await page.getByText('35.000 đồng', { exact: true }).waitFor()
    await page.getByText(reference).waitFor()
    await page.getByRole('img', { name: 'Mã QR chuyển khoản: 35.000 đồng' }).waitFor()
    await inspectScreen(page, 'fees-portal-phone')
    await recordNotice(app, systemActor, {
      channel: 'BANK',
      notice: transferred(app, reference),
      statementId: null,
    })
    await page.getByRole('button', { name: 'Xem lại tình trạng' }).press('Enter')
    await view.getByText('Đã nộp', { exact: true }).waitFor()
    await view.getByText('Số biên lai').waitFor()
  })
})
