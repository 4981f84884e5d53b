import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { spoilBlanks } from '../../server/production/stock/spoil-blanks.ts'
import { centres } from '../support/app.ts'
import { clonedCards } from '../support/cloned-cards.ts'
import { openStation, passedCard, plannedJob, qrOf, sendCards } from '../support/factory.ts'
import { bookedStation, type MachineActor } from '../support/machines.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { blanksIn, deliveredLot } from '../support/stock.ts'
import { chromiumMissing } from './chromium.ts'
import { type ConsoleUnderTest, firstBuild, goTo, openConsole, phone } from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'
import { tabTo } from './keyboard.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

/** As a barcode reader types: the text, then Enter. */
async function scan(page: Page, ...serials: readonly string[]): Promise<void> {
  await page.getByLabel('Quét hoặc gõ số phôi').focus()
  for (const serial of serials) {
    await page.keyboard.type(serial)
    await page.keyboard.press('Enter')
  }
  await page.getByText(`${serials.length} thẻ, phôi đã quét`).waitFor()
}

/** As a reader types that does not wait for the server: text, Enter, the next text. */
async function read(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await page.keyboard.insertText(text)
    await page.keyboard.press('Enter')
  }
}

async function fill(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.type(text)
}

describe.skipIf(chromiumMissing)('blanks, shifts and parcels in the consoles', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let station: MachineActor
  let keeper: Account
  let operator: Account
  let controller: Account

  beforeAll(async () => {
    house = await openConsole()
    station = await bookedStation(house.app)
    await house.app.db.machine.update({ where: { id: station.id }, data: { number: 1 } })
    keeper = await hireOfficer(house.app, 'STOCK_KEEPER')
    operator = await hireOfficer(house.app, 'PRODUCTION_OPERATOR')
    controller = await hireOfficer(house.app, 'QUALITY_CONTROLLER')
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  test('a lot is taken in, issued to a shift and counted; a difference is red until another officer explains it', async () => {
    const { db } = house.app
    const theirs = await house.open(keeper)
    await theirs.keyboard.press('g')
    await theirs.keyboard.press('k')
    await heading(theirs, 'Kho phôi').waitFor()
    await goTo(theirs, '/stock/lots')
    await theirs.getByText('Chưa nhận lô phôi nào.').waitFor()
    await theirs.keyboard.press('F2')
    await theirs.keyboard.type('mau000000101')
    await fill(theirs, 'Số cuối', 'MAU000000120')
    await theirs.getByText('Dải này có 20 phôi.').waitFor()
    await tabTo(theirs, 'Kho')
    await theirs.getByRole('option', { name: centres.factory.name }).waitFor()
    await theirs.keyboard.press('ArrowDown')
    await theirs.keyboard.press('Enter')
    await expect
      .poll(() => theirs.getByRole('combobox', { name: 'Kho' }).inputValue())
      .toContain(centres.factory.code)
    await fill(theirs, 'Nhà cung cấp', 'Công ty Phôi Mẫu')
    await fill(theirs, 'Số phiếu giao hàng', 'PX-15')
    await fill(theirs, 'Người giao hàng', 'Người Giao Mẫu')
    await inspectScreen(theirs, 'stock-lot')
    await theirs.keyboard.press('Control+Enter')
    await theirs.getByText('Đã nhập 20 phôi').waitFor()
    const lot = await db.stockLot.findFirstOrThrow({ where: { firstSerial: 'MAU000000101' } })
    expect(lot).toMatchObject({ count: 20, storeCode: centres.factory.code, deliveryNote: 'PX-15' })

    const page = await house.open(operator)
    await goTo(page, '/stock/shifts')
    await page.getByRole('button', { name: 'Mở ca' }).click()
    await heading(page, 'Đối soát ca sản xuất').waitFor()

    await goTo(theirs, '/stock')
    await theirs.getByText('mở lúc').waitFor()
    await theirs.keyboard.press('F2')
    await theirs.getByRole('dialog').waitFor()
    await fill(theirs, 'Số phôi cấp', '10')
    await theirs.keyboard.press('Control+Enter')
    await theirs.getByText('Đã cấp 10 phôi: MAU000000101 – MAU000000110').waitFor()
    await theirs.getByRole('row', { name: 'Trạm in số 1 10' }).waitFor()
    await inspectScreen(theirs, 'stock')

    await page.reload()
    const left = page.getByLabel('Số phôi còn ở trạm')
    await left.waitFor()
    await page.keyboard.type('9')
    await page.keyboard.press('Enter')
    await page.getByText('Chênh lệch: thiếu phôi').waitFor()
    expect(await page.getByRole('button', { name: /Chốt ca/ }).count()).toBe(0)
    await page.keyboard.press('F3')
    await left.waitFor()
    await page.keyboard.type('9')
    await page.keyboard.press('Enter')
    await page.getByText('hoặc cán bộ kiểm tra chất lượng khác phải giải trình').waitFor()

    const other = await house.open(controller)
    await goTo(other, new URL(page.url()).pathname.replace('/console', ''))
    await other.getByText('Chênh lệch: thiếu phôi').waitFor()
    await inspectScreen(other, 'stock-shift')
    await other.keyboard.press('F4')
    await other.getByRole('dialog').waitFor()
    await other.keyboard.type('Một phôi kẹt trong khe máy, đã gọi kỹ thuật lấy ra.')
    await other.keyboard.press('Control+Enter')
    await other.getByText('Đã chốt ca.').waitFor()
    const shift = await db.shift.findFirstOrThrow({
      where: { stationId: station.id },
      include: { minutes: true },
    })
    expect(shift).toMatchObject({ status: 'CLOSED_WITH_EXPLANATION', difference: 1, good: 0, issued: 10 })
    const paper = other.getByRole('link', { name: `Biên bản ${shift.minutes?.number}` }).first()
    expect(await paper.getAttribute('href')).toBe(`/minutes/${shift.minutesId}.pdf`)
  })

  test('two officers destroy spoiled cards, scanning each twice, and blanks are lost by the word of two', async () => {
    const { app } = house
    const { serials } = await deliveredLot(app, keeper.actor, 4)
    const [first = '', second = '', third = '', fourth = ''] = serials
    const storeCode = centres.factory.code
    await spoilBlanks(app, keeper.actor, {
      storeCode,
      serials: [first, second],
      spoilClass: 'DAMAGE',
      reason: 'Gãy góc',
    })
    const page = await house.open(controller)
    await page.setViewportSize(phone)
    await goTo(page, '/stock/spoiled')
    await scan(page, first, second)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã xác nhận 2 thẻ hỏng').waitFor()
    await page.keyboard.press('F6')
    await page.getByText('Quét từng thẻ cho vào máy hủy').waitFor()
    await scan(page, first, second)
    await inspectScreen(page, 'stock-destroy-phone')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi tiêu hủy 2 thẻ').waitFor()
    await page.getByText('bạn ghi; người khác xác nhận').waitFor()
    expect(await page.getByRole('button', { name: 'Xác nhận…' }).count()).toBe(0)
    await page.keyboard.press('F3')
    await scan(page, third)
    await tabTo(page, 'Lý do')
    await page.keyboard.type('Không thấy sau kiểm kê')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã ghi 1 phôi mất').waitFor()

    const theirs = await house.open(keeper)
    await goTo(theirs, '/stock/spoiled')
    await theirs.getByRole('button', { name: 'Chờ xác nhận' }).waitFor()
    await theirs.keyboard.press('F7')
    await theirs
      .getByRole('row', { name: 'Tiêu hủy thẻ hỏng' })
      .getByRole('button', { name: 'Xác nhận…' })
      .click()
    const sign = theirs.getByRole('button', { name: 'Xác nhận và ký' })
    await scan(theirs, first)
    await theirs.keyboard.type(fourth)
    await theirs.keyboard.press('Enter')
    await theirs.getByText('Thẻ này không có trong danh sách tiêu hủy').waitFor()
    expect(await sign.isDisabled()).toBe(true)
    await inspectScreen(theirs, 'stock-confirm')
    await theirs.keyboard.type(second)
    await theirs.keyboard.press('Enter')
    await theirs.keyboard.press('Control+Enter')
    await theirs.getByText('Đã tiêu hủy 2 thẻ.').waitFor()
    await theirs.getByRole('link', { name: /BB-TH/ }).waitFor()
    await theirs.getByRole('row', { name: 'Phôi mất' }).getByRole('button', { name: 'Xác nhận…' }).click()
    await sign.waitFor()
    await theirs.keyboard.press('Control+Enter')
    await theirs.getByText('Đã ghi mất 1 phôi').waitFor()
    const states = (await blanksIn(app, serials)).map(({ status }) => status)
    expect(states).toEqual(['DESTROYED', 'DESTROYED', 'LOST', 'IN_STORE'])
  })

  /** A card that passed, on its own. */
  async function madeCard() {
    const { app } = house
    await plannedJob(app)
    return passedCard(app, await openStation(app, 1))
  }

  test('an operator packs cards under the reader, puts a foreign one aside, seals and sends the parcel', async () => {
    const { app } = house
    const { id, serial } = await madeCard()
    const page = await house.open(operator)
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await heading(page, 'Kiện thẻ').waitFor()
    await page.getByRole('row', { name: /HN001/ }).waitFor()
    await page.getByRole('button', { name: 'Mở kiện' }).press('Enter')
    await page.getByText('Đóng kiện: 0 thẻ trong kiện').waitFor()
    await page.getByLabel('Ô quét').waitFor()
    await read(page, await qrOf(app, id), 'NB999999999', serial, 'NB999999999')
    await page.getByText('Để riêng: 3').waitFor()
    const aside = page.getByRole('region', { name: 'Để riêng' })
    expect(await aside.getByText('NB999999999').count()).toBe(2)
    await aside.getByText('Thẻ này đã nằm trong kiện').waitFor()
    await page.getByText('Đóng kiện: 1 thẻ trong kiện').waitFor()
    await inspectScreen(page, 'dispatch-pack')
    await aside.getByRole('button').first().press('Enter')
    await page.getByText('Để riêng: 2').waitFor()
    await tabTo(page, 'Số niêm phong')
    await page.keyboard.type('np-77')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã niêm phong').first().waitFor()
    const parcel = await app.db.parcel.findFirstOrThrow({ where: { sealNumber: 'NP-77' } })
    const list = page.getByRole('link', { name: 'Danh sách niêm phong (PDF)' })
    expect(await list.getAttribute('href')).toBe(`/parcels/${parcel.id}/list.pdf`)
    const labels = (await page.getByRole('link', { name: 'Nhãn hộp (PDF)' }).getAttribute('href')) ?? ''
    const sheet = await page.evaluate(async (url) => (await fetch(url)).headers.get('content-type'), labels)
    expect(sheet).toBe('application/pdf')
    await tabTo(page, 'Mã vận đơn')
    await page.keyboard.type('EMS-0001')
    await page.keyboard.press('Enter')
    await page.getByText(`Kiện ${parcel.number} đã gửi đi.`).waitFor()
    expect(await app.db.card.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'DISPATCHED',
    })
  })

  test('at the unit a missing and a damaged card become a case, which the factory ends', async () => {
    const { app } = house
    const ids = await clonedCards(app, (await madeCard()).id, 3)
    const where = { id: { in: [...ids] } }
    const [good, damaged, missing] = await app.db.card.findMany({ where, orderBy: { serial: 'asc' } })
    const id = await sendCards(app, ids)
    const { number } = await app.db.parcel.findUniqueOrThrow({ where: { id } })
    const issuer = await hireOfficer(app, 'ISSUING_OFFICER')
    const page = await house.open(issuer, phone)
    await goTo(page, '/dispatch')
    await page.getByLabel('Quét hoặc gõ số kiện').waitFor()
    await read(page, number.toLowerCase())
    await page.getByText('Quét từng thẻ').waitFor()
    await read(page, good!.serial)
    await page.getByText(`${good!.serial}: đúng, đã nhận`).waitFor()
    await page.keyboard.press('F4')
    await read(page, damaged!.serial)
    await page.getByText('Để riêng: 1').waitFor()
    await page.getByText('1 thẻ trong danh sách chưa quét').waitFor()
    await inspectScreen(page, 'dispatch-receive-phone')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').getByText('sẽ được ghi là thiếu').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText(`Kiện ${number} có 2 thẻ sai lệch; đã lập biên bản.`).waitFor()
    const parcel = await app.db.parcel.findUniqueOrThrow({ where: { id } })
    const record = page.getByRole('link', { name: 'Biên bản sai lệch (PDF)' })
    expect(await record.getAttribute('href')).toBe(`/minutes/${parcel.minutesId}.pdf`)

    const theirs = await house.open(await hireOfficer(app, 'PRODUCTION_SUPERVISOR'))
    await goTo(theirs, `/dispatch/${id}`)
    await theirs.getByRole('row', { name: missing!.serial }).getByText('thiếu').waitFor()
    await inspectScreen(theirs, 'dispatch-case')
    await tabTo(theirs, 'Kết luận')
    await theirs.keyboard.type('Đã tìm ở hai nơi, không thấy thẻ.')
    await theirs.keyboard.press('Control+Enter')
    await theirs.getByText(`Vụ việc của kiện ${number} đã kết thúc.`).waitFor()
    await theirs.getByText('đã hủy, làm lại thẻ').waitFor()
    const states = await app.db.card.findMany({ where, orderBy: { serial: 'asc' } })
    expect(states.map(({ status }) => status)).toEqual(['AT_UNIT', 'REVOKED', 'REVOKED'])
  })
})
