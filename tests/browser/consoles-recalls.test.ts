import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { signerAt } from '../../server/pki/signer-at.ts'
import { centres, days } from '../support/app.ts'
import { openStation, passedCard, plannedJob } from '../support/factory.ts'
import { drawPortrait } from '../support/packets.ts'
import { type Account, hireOfficer, officerOf } from '../support/officers.ts'
import { expectAccessible } from './accessible.ts'
import { chromiumMissing } from './chromium.ts'
import {
  type ConsoleUnderTest,
  desktop,
  expectNothingCut,
  firstBuild,
  goTo,
  openConsole,
  phone,
} from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

describe.skipIf(chromiumMissing)('cards and recalls in the consoles', () => {
  let house: ConsoleUnderTest
  let issuer: Account
  let station: Awaited<ReturnType<typeof openStation>>

  beforeAll(async () => {
    house = await openConsole()
    issuer = await hireOfficer(house.app, 'ISSUING_OFFICER')
    await keepCardPki(house.app)
    station = await openStation(house.app, 10)
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  /** A card in its holder's hand, with a portrait. */
  async function cardInForce() {
    const { app } = house
    await plannedJob(app)
    const { id, printJobId } = await passedCard(app, station)
    const portraitSha256 = await app.blobs.put(await drawPortrait())
    await app.db.printJob.update({ where: { id: printJobId }, data: { portraitSha256 } })
    return app.db.card.update({
      where: { id },
      data: { status: 'ACTIVE' },
      include: { application: { select: { code: true } } },
    })
  }

  /** A recall of two cards whose holders are to be told, and of one that is made again. */
  async function openRecall() {
    const { app } = house
    const { serial: signerSerial } = await signerAt(app, 'DOCUMENT_SIGNER', 'SOD')
    const openedAt = new Date(app.clock() - days(2))
    const openedById = officerOf('ADMINISTRATOR').id
    const { id: recallId } = await app.db.recall.create({
      data: { signerSerial, reason: 'KEY_COMPROMISE', openedAt, openedById },
    })
    const cards = [await cardInForce(), await cardInForce(), await cardInForce()]
    await app.db.recallItem.createMany({
      data: cards.map(({ id: cardId }, i) => ({
        recallId,
        cardId,
        action: i < 2 ? 'TELL_HOLDER' : 'REMAKE',
      })),
    })
    return cards
  }

  test('an issuing officer records by keys alone that a holder was told, and prints the card’s confirmation', async () => {
    const cards = await openRecall()
    const page = await house.open(issuer)
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await heading(page, 'Thu hồi thẻ').waitFor()
    const toTell = page.getByRole('button', { name: 'Chờ báo chủ thẻ: 2' })
    await toTell.waitFor()
    expect(await toTell.getAttribute('aria-pressed')).toBe('true')
    await page.getByText('Thành phố Hà Nội').first().waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)

    await page.keyboard.press('j')
    const serial = (await page.locator(':focus').innerText()).trim()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('không mất phí').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByText(`Đã ghi: chủ thẻ ${serial} được báo đổi thẻ.`).waitFor()
    await page.getByRole('button', { name: 'Chờ báo chủ thẻ: 1' }).waitFor()
    await page.getByText('Đã xong: 1').waitFor()
    const told = cards.find((card) => card.serial === serial)
    expect(
      await house.app.db.auditEntry.count({ where: { action: 'recall.tell', subjectId: told?.id ?? '' } }),
    ).toBe(1)
    await page.keyboard.press('F4')
    await page.getByRole('link', { name: cards[2]?.serial ?? '' }).waitFor()
    expect(await page.getByRole('button', { name: 'Đã báo…' }).count()).toBe(0)
    // What is done says how: by the recall, or because the card ended by itself.
    const ended = cards.find((card) => card.serial !== serial && card.id !== cards[2]?.id)
    await house.app.db.recallItem.updateMany({
      where: { cardId: ended?.id ?? '' },
      data: { doneAt: new Date(house.app.clock()), ending: 'REPLACED' },
    })
    await page.keyboard.press('F6')
    await page.getByRole('row', { name: serial }).getByText('đã báo chủ thẻ').waitFor()
    await page
      .getByRole('row', { name: ended?.serial ?? '' })
      .getByText('không phải làm gì')
      .waitFor()
    await inspectScreen(page, 'recalls-done')
    await page.keyboard.press('F4')
    await page.getByRole('link', { name: cards[2]?.serial ?? '' }).waitFor()

    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await heading(page, 'Tìm thẻ').waitFor()
    const card = page.getByRole('region', { name: `Thẻ số ${cards[2]?.serial}` })
    await card.getByText('đang dùng').waitFor()
    await card.getByRole('img', { name: /^Mặt trước.*Số định danh/ }).waitFor()
    await card.locator('image[href^="blob:"]').waitFor()
    await page.evaluate(() => document.fonts.ready)
    await expectAccessible(page)
    await expectNothingCut(page)
    const [paper] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('F2')])
    expect(paper.suggestedFilename()).toBe('xac-nhan-the-can-cuoc.pdf')
    const looks = { action: 'card.read', subjectId: cards[2]?.id ?? '' }
    expect(await house.app.db.auditEntry.count({ where: looks })).toBe(2)
  })

  test('cards are found by serial and application in the officer’s units alone, also on a telephone', async () => {
    const card = await cardInForce()
    const page = await house.open(issuer, phone)
    await goTo(page, '/recalls/cards')
    await heading(page, 'Tìm thẻ').waitFor()
    await page.keyboard.type(card.application.code.toLowerCase())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: `Thẻ số ${card.serial}` }).waitFor()
    await page.locator('image[href^="blob:"]').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await house.app.db.card.update({ where: { id: card.id }, data: { status: 'LOCKED' } })
    await goTo(page, `/recalls/cards/${card.serial}`)
    await page.getByText('Chỉ thẻ đang dùng, còn hạn mới có giấy xác nhận.').waitFor()
    await goTo(page, '/recalls')
    await page.locator('main .worklist, main .empty').first().waitFor()
    await expectNothingCut(page)

    const stranger = await hireOfficer(house.app, 'ISSUING_OFFICER', centres.elsewhere.unitCode)
    const theirs = await house.open(stranger, desktop)
    await goTo(theirs, `/recalls/cards/${card.serial}`)
    await theirs.getByText('Không có thẻ này trong đơn vị của bạn').waitFor()
    expect(
      await theirs.evaluate((path) => fetch(path).then(({ status }) => status), `/cards/${card.id}/portrait`),
    ).toBe(404)
    await goTo(theirs, '/recalls')
    await theirs.getByText('Không còn chủ thẻ nào phải báo.').waitFor()
  })
})
