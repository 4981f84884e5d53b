import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listCard } from '../../server/issuance/lists/list-card.ts'
import { openCardList } from '../../server/issuance/lists/open-card-list.ts'
import { registerCarrier } from '../../server/issuance/post/register-carrier.ts'
import { receiveCard } from '../../server/issuance/receive-card.ts'
import { recogniseHolder } from '../../server/issuance/recognise-holder.ts'
import { arrangeShelf } from '../../server/issuance/shelves/arrange-shelf.ts'
import { centres, days } from '../support/app.ts'
import { clonedCards } from '../support/cloned-cards.ts'
import { openStation, passedCard, plannedJob, qrOf, sendCards } from '../support/factory.ts'
import { type Account, hireOfficer, officerOf } from '../support/officers.ts'
import { drawPortrait } from '../support/packets.ts'
import { keepTemplates, printPng } from '../support/prints.ts'
import { chromiumMissing } from './chromium.ts'
import { type ConsoleUnderTest, firstBuild, goTo, openConsole, phone } from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'
import { tabTo } from './keyboard.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })
const here = centres.here.code

/** As a reader types: the text, then Enter. */
async function read(page: Page, text: string): Promise<void> {
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
}

describe.skipIf(chromiumMissing)('the issuing desk', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let issuer: Account
  let station: Awaited<ReturnType<typeof openStation>>
  /** A card that others are made like. */
  let model: string
  beforeAll(async () => {
    house = await openConsole()
    const { app } = house
    issuer = await hireOfficer(app, 'ISSUING_OFFICER')
    station = await openStation(app, 4)
    await plannedJob(app)
    model = (await passedCard(app, station)).id
    await arrangeShelf(app, issuer.actor, { centreCode: here, shelf: 'B', slots: 30 })
    await registerCarrier(app, officerOf('ADMINISTRATOR'), {
      code: 'VNPOST',
      name: 'Bưu điện Mẫu',
      certificate: null,
    })
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  /** Cards that have arrived, in the order of their serials. */
  async function arrived(count: number) {
    const { app } = house
    const ids = await clonedCards(app, model, count)
    await sendCards(app, ids)
    for (const id of ids) await receiveCard(app, issuer.actor, { id })
    return app.db.card.findMany({ where: { id: { in: [...ids] } }, orderBy: { serial: 'asc' } })
  }

  test('hands a card to its holder by keys alone, from the scan to the receipt', async () => {
    const { app } = house
    await plannedJob(app)
    const { id, printJobId, applicationId } = await passedCard(app, station)
    const portraitSha256 = await app.blobs.put(await drawPortrait())
    await app.db.printJob.update({ where: { id: printJobId }, data: { portraitSha256 } })
    const old = [{ kind: 'CMND9', number: '123456789', handling: 'KEPT_UNTIL_DELIVERY' }]
    const file = await app.db.application.update({ where: { id: applicationId }, data: { surrendered: old } })
    await keepTemplates(app, file, { body: 1, positions: [2, 7] })
    await sendCards(app, [id])
    await receiveCard(app, issuer.actor, { id })
    const scan = await qrOf(app, id)
    const page = await house.open(issuer)
    await page.keyboard.press('g')
    await page.keyboard.press('z')
    await heading(page, 'Trả thẻ').waitFor()
    await page.getByLabel('Ô quét').waitFor()
    await read(page, 'K2026-999999')
    await page.getByText('Không có kiện hoặc danh sách này').waitFor()
    await read(page, scan)
    await page.getByText('ngón trỏ phải, ngón trỏ trái').waitFor()
    expect(await page.getByRole('button', { name: 'Trả thẻ' }).isDisabled()).toBe(true)
    await inspectScreen(page, 'issuing-counter')
    const fingers = await Promise.all(
      ([2, 7] as const).map(async (position) => ({
        position,
        dpi: 500,
        file: await printPng(1, position, { impression: 2 }),
      })),
    )
    await recogniseHolder(app, issuer.actor, { scan, fingers })
    await page.getByText('Đúng chủ thẻ').waitFor()
    await page.keyboard.press('F3')
    await tabTo(page, 'Giấy tờ cũ: CMND 9 số 123456789')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'Không ký được, lý do')
    await page.keyboard.type('Tay bị thương, điểm chỉ trên giấy')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã trả thẻ; thẻ có hiệu lực').waitFor()
    const receipt = page.getByRole('link', { name: 'Giấy giao nhận (PDF)' })
    expect(await receipt.getAttribute('href')).toBe(`/hand-overs/${id}/receipt.pdf`)
    expect(await page.getByLabel('Ô quét').evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await app.db.handOver.findUniqueOrThrow({ where: { cardId: id } })).toMatchObject({
      unsignedReason: 'Tay bị thương, điểm chỉ trên giấy',
      surrendered: [{ kind: 'CMND9', number: '123456789', handling: 'CORNER_CUT' }],
    })
  })

  test('on a phone a representative signs with a finger, and a misprint goes back', async () => {
    const [given, misprinted] = await arrived(2)
    const page = await house.open(issuer, phone)
    await goTo(page, '/issuing')
    await page.getByLabel('Ô quét').waitFor()
    await read(page, given!.serial)
    await page.getByText('2. Kiểm tra thẻ, ký nhận').waitFor()
    await tabTo(page, 'Họ tên người nhận thay.*')
    await page.keyboard.insertText('001190000123||TRẦN VĂN NHẬN|05061985|Nam|Hà Nội|01022026|||')
    await page.getByLabel('Số định danh của họ').and(page.locator('[value="001190000123"]')).waitFor()
    await tabTo(page, 'Quan hệ với chủ thẻ')
    await page.keyboard.type('Cha')
    await page.keyboard.press('F3')
    const pad = page.getByRole('img', { name: /Khung ký/ })
    await pad.scrollIntoViewIfNeeded()
    const box = (await pad.boundingBox())!
    await page.mouse.move(box.x + 20, box.y + 30)
    await page.mouse.down()
    await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 })
    await page.mouse.up()
    await inspectScreen(page, 'issuing-counter-phone')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã trả thẻ; thẻ có hiệu lực').waitFor()
    const handOver = await house.app.db.handOver.findUniqueOrThrow({ where: { cardId: given!.id } })
    expect(handOver).toMatchObject({ collector: 'REPRESENTATIVE', person: { name: 'TRẦN VĂN NHẬN' } })
    expect(handOver.signatureSha256).not.toBeNull()
    await read(page, misprinted!.serial)
    await page.getByText('Thẻ không đúng').waitFor()
    await page.keyboard.press('F4')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã chuyển làm lại thẻ').waitFor()
    expect(await house.app.db.card.findUniqueOrThrow({ where: { id: misprinted!.id } })).toMatchObject({
      status: 'REVOKED',
    })
  })

  test('finds, counts, forwards, posts and calls back cards', async () => {
    const { app } = house
    const [first, second, third] = await arrived(3)
    const page = await house.open(issuer)
    await goTo(page, '/issuing/shelf')
    await page.getByRole('row', { name: /B 30/ }).waitFor()
    await page.keyboard.press('F2')
    await read(page, first!.serial)
    await page.getByText(/^B-\d{3}$/).waitFor()
    await inspectScreen(page, 'issuing-shelf')

    await goTo(page, '/issuing/count')
    await page.getByRole('button', { name: 'Bắt đầu, hoặc đếm tiếp' }).waitFor()
    await page.keyboard.press('F3')
    await page.getByLabel('Ô quét').waitFor()
    await read(page, first!.serial)
    await page.getByText(`${first!.serial}: đúng chỗ, ngăn`).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('row', { name: second!.serial }).getByText('Thiếu').waitFor()
    await inspectScreen(page, 'issuing-count')

    await app.db.centre.createMany({
      data: { code: 'HN003', name: 'Điểm trả thẻ Mẫu Ba', unitCode: '01' },
      skipDuplicates: true,
    })
    const { id: listId } = await openCardList(app, issuer.actor, {
      kind: 'FORWARD',
      fromCentre: here,
      toCentre: 'HN003',
    })
    await listCard(app, issuer.actor, { listId, scan: third!.serial })
    await goTo(page, `/issuing/lists/${listId}`)
    await page.getByLabel('Ô quét').waitFor()
    await read(page, first!.serial)
    await page.getByText(`${first!.serial}: đã ghi vào danh sách`).waitFor()
    await page.getByRole('row', { name: first!.serial }).waitFor()
    await inspectScreen(page, 'issuing-list')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Danh sách đã gửi đi.').waitFor()
    await goTo(page, '/issuing/lists')
    await heading(page, 'Danh sách chuyển thẻ').waitFor()
    await inspectScreen(page, 'issuing-lists')

    const delivery = {
      kind: 'POST',
      recipient: 'NGUYỄN THỊ MẪU',
      address: 'Số 1, Phường Mẫu',
      unit: '01',
      phone: '0900000001',
    }
    await app.db.application.update({ where: { id: second!.applicationId }, data: { delivery } })
    const small = await house.open(issuer, phone)
    await goTo(small, '/issuing/post')
    await small.getByLabel('Quét thẻ').waitFor()
    await read(small, second!.serial)
    await small.keyboard.insertText('EM123456789VN')
    await small.keyboard.press('Control+Enter')
    await small.getByRole('link', { name: 'Phiếu gửi (PDF)' }).waitFor()
    await inspectScreen(small, 'issuing-post-phone')
    await small.getByRole('button', { name: 'Bị trả lại' }).press('Enter')
    await small.getByRole('dialog').waitFor()
    await small.keyboard.press('Control+Enter')
    await small.getByText('Đã ghi trả lại; thẻ về kệ.').waitFor()

    await app.db.application.update({
      where: { id: second!.applicationId },
      data: { status: 'UNCOLLECTED', readyOn: new Date(app.clock() - days(120)) },
    })
    await goTo(small, '/issuing/uncollected')
    await small.getByText('quá hạn nhận').waitFor()
    await inspectScreen(small, 'issuing-uncollected-phone')
    await small.getByRole('button', { name: 'Gọi lại' }).press('Enter')
    await small.getByText('Thẻ chờ trả trở lại.').waitFor()
  })
})
