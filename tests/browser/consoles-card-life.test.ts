import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addDays, calendarDateAt, formatVietnamese } from '../../core/dates/calendar-date.ts'
import { keepCardPki } from '../../server/pki/card/keep-card-pki.ts'
import { cardInHand, cardNow } from '../support/cards-in-hand.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { chromiumMissing } from './chromium.ts'
import { type ConsoleUnderTest, firstBuild, goTo, openConsole, phone } from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

describe.skipIf(chromiumMissing)('card life in the consoles', () => {
  let house: ConsoleUnderTest
  let issuer: Account
  let approver: Account
  let operator: Account
  beforeAll(async () => {
    house = await openConsole()
    await keepCardPki(house.app)
    issuer = await hireOfficer(house.app, 'ISSUING_OFFICER')
    approver = await hireOfficer(house.app, 'APPROVER')
    operator = await hireOfficer(house.app, 'HOTLINE')
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  const stateOf = async (id: string) => (await cardNow(house.app, id)).status

  async function find(page: Page, term: string): Promise<void> {
    await heading(page, 'Vòng đời thẻ').waitFor()
    await page.keyboard.press('F2')
    await page.keyboard.type(term)
    await page.keyboard.press('Enter')
  }

  test('a lost card is found by its holder’s number and locked by keys alone; the history says who and why', async () => {
    const card = await cardInHand(house.app)
    const page = await house.open(issuer)
    await page.keyboard.press('g')
    await page.keyboard.press('g')
    await heading(page, 'Vòng đời thẻ').waitFor()
    await page.keyboard.type(card.number)
    await page.keyboard.press('Enter')
    const panel = page.getByRole('region', { name: `Thẻ số ${card.serial}` })
    await panel.getByText(card.person.name).waitFor()
    expect(page.url()).not.toContain(card.number)
    await page.keyboard.press('F3')
    await page.getByRole('dialog').getByLabel('Lý do').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Khóa thẻ: đã thực hiện.').waitFor()
    await panel.getByText('bị khóa', { exact: true }).waitFor()
    await panel.getByText('Khóa: Chủ thẻ báo mất (Cán bộ Mẫu)').waitFor()
    expect(await stateOf(card.id)).toBe('LOCKED')
    await inspectScreen(page, 'card-life-locked')

    await page.keyboard.press('F4')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Mở khóa thẻ: đã ghi, chờ cán bộ thứ hai.').waitFor()
    await page.getByRole('link', { name: 'Chờ cán bộ thứ hai' }).click()
    await page.getByRole('button', { name: 'Rút…' }).waitFor()
    expect(await page.getByRole('button', { name: 'Quyết định…' }).count()).toBe(0)
  })

  test('a revocation names its paper, and an approver decides it by keys', async () => {
    const card = await cardInHand(house.app)
    const today = calendarDateAt(house.app.clock())
    const page = await house.open(issuer)
    await goTo(page, '/card-life')
    await find(page, card.serial)
    await page.getByText(card.person.name).waitFor()
    await page.keyboard.press('F8')
    await page.getByLabel('Lý do').selectOption({ label: 'Thẻ đã tẩy xóa, sửa chữa' })
    await page.getByText('Luật Căn cước 2023, Điều 29 khoản 1 điểm c').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Phải ghi đủ văn bản làm căn cứ').waitFor()
    await page.getByLabel('Số văn bản').fill('12/QĐ-CA')
    await page.getByLabel('Ngày ban hành').fill(formatVietnamese(addDays(today, -3)))
    await page.getByLabel('Cơ quan ban hành').fill('Công an thành phố Mẫu')
    await inspectScreen(page, 'card-life-revoke')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Thu hồi thẻ: đã ghi, chờ cán bộ thứ hai.').waitFor()
    expect(await stateOf(card.id)).toBe('ACTIVE')

    const second = await house.open(approver)
    await goTo(second, '/card-life/decide')
    const row = second.getByRole('row').filter({ hasText: card.serial })
    await row.getByText('Quyết định 12/QĐ-CA').waitFor()
    await row.getByRole('button', { name: 'Quyết định…' }).focus()
    await second.keyboard.press('Enter')
    await second.getByRole('dialog').waitFor()
    await inspectScreen(second, 'card-life-decision')
    await second.keyboard.press('Control+Enter')
    await second.getByText('Đã thực hiện.').waitFor()
    expect(await stateOf(card.id)).toBe('REVOKED')
  })

  test('old cards are scanned by two officers, and the record can be opened', async () => {
    const { app } = house
    const cards = [
      await cardInHand(app, { status: 'REPLACED' }),
      await cardInHand(app, { status: 'EXPIRED' }),
    ]
    const page = await house.open(issuer)
    await goTo(page, '/card-life/destroy')
    await page.getByLabel('Quét hoặc gõ số phôi').waitFor()
    await page.getByLabel('Nơi để thẻ').selectOption('HN001')
    await page.getByLabel('Quét hoặc gõ số phôi').focus()
    const scan = async (at: Page) => {
      for (const { serial } of cards) {
        await at.keyboard.type(serial)
        await at.keyboard.press('Enter')
      }
      await at.keyboard.press('Control+Enter')
    }
    await scan(page)
    await page.getByText('Đã ghi. Cán bộ khác phải đăng nhập và quét lại.').waitFor()
    await page.getByRole('button', { name: 'Rút' }).waitFor()

    const second = await house.open(await hireOfficer(app, 'STATION_SUPERVISOR'), phone)
    await goTo(second, '/card-life/destroy')
    await second.getByRole('button', { name: 'Quét lại…' }).click()
    await second.getByRole('button', { name: 'Thôi' }).waitFor()
    await scan(second)
    await second.getByText('Đã tiêu hủy và lập biên bản.').waitFor()
    await second.getByRole('link', { name: 'Biên bản (PDF)' }).waitFor()
    await inspectScreen(second, 'card-life-destroyed-phone')
    expect(await Promise.all(cards.map(({ id }) => stateOf(id)))).toEqual(['DESTROYED', 'DESTROYED'])
  })

  test('the hotline asks three questions, shows no answer, tells status and reason, and locks the card by a key', async () => {
    const { app } = house
    const card = await cardInHand(app)
    const page = await house.open(operator)
    await page.keyboard.press('g')
    await page.keyboard.press('g')
    await heading(page, 'Tổng đài căn cước').waitFor()
    await page.keyboard.type(card.number)
    await page.keyboard.press('Enter')
    const questions = page.getByRole('form', { name: 'Ba câu hỏi' })
    await questions.waitFor()
    const asked = (await questions.locator('label').allInnerTexts()).map((label) =>
      label.replace(/^\d\. /, ''),
    )
    const { person } = card
    const texts = await page.locator('main').innerText()
    for (const word of [person.name, person.fatherName, person.motherName, '1990'])
      expect(texts).not.toContain(word)
    await inspectScreen(page, 'card-life-hotline-questions')
    const said = (question: string) => {
      const answers: readonly (readonly [string, string | null])[] = [
        ['sinh của chủ thẻ', '20/05/1990'],
        ['của cha', person.fatherName],
        ['của mẹ', person.motherName],
        ['khai sinh', person.birthRegistrationPlace],
        ['Quê quán', person.placeOfOrigin],
        ['chứng minh nhân dân', person.legacyNumber],
        ['Ngày cấp', '02/02/2026'],
        ['điểm thu nhận nào', 'Điểm thu nhận Mẫu'],
      ]
      return answers.find(([part]) => question.includes(part))?.[1] ?? ''
    }
    for (const question of asked) {
      await page.keyboard.type(said(question))
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đúng người. Đọc cho người gọi:').waitFor()
    await page.getByText('đang dùng').waitFor()
    await page.keyboard.press('F3')
    await page.getByText('bị khóa').waitFor()
    expect(await stateOf(card.id)).toBe('LOCKED')
    await page.keyboard.press('F2')
    await page.getByLabel('Số định danh người gọi đọc').waitFor()
    expect(await page.locator('main').innerText()).not.toContain('bị khóa')
    expect(await page.getByRole('link', { name: 'Tìm thẻ' }).count()).toBe(0)
  })

  test('whom to remind, and all of it on a telephone', async () => {
    const { app } = house
    const soon = addDays(calendarDateAt(app.clock()), 20)
    const card = await cardInHand(app, { expiresOn: soon })
    await app.db.resident.update({ where: { id: card.residentId }, data: { phone: '0912345678' } })
    const page = await house.open(issuer, phone)
    await goTo(page, '/card-life/renew')
    await page.getByText(card.person.name).waitFor()
    await page.getByRole('link', { name: '0912345678' }).first().waitFor()
    await inspectScreen(page, 'card-life-renew-phone')
    await goTo(page, '/card-life')
    await find(page, card.code)
    await page.getByText(card.person.name).waitFor()
    await inspectScreen(page, 'card-life-found-phone')
    await page.getByRole('button', { name: 'Giữ thẻ' }).click()
    await page.getByRole('dialog').getByText('Văn bản làm căn cứ').waitFor()
    await inspectScreen(page, 'card-life-hold-phone')
    const hotline = await house.open(operator, phone)
    await goTo(hotline, '/card-life')
    await heading(hotline, 'Tổng đài căn cước').waitFor()
    await inspectScreen(hotline, 'card-life-hotline-phone')
  })
})
