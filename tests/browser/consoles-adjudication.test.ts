import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../core/adjudication/verdicts.ts'
import { giveBackDuplicateCase } from '../../server/adjudication/give-back-duplicate-case.ts'
import { judgeDuplicateCase } from '../../server/adjudication/judge-duplicate-case.ts'
import { takeDuplicateCase } from '../../server/adjudication/take-duplicate-case.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { type ConsoleUnderTest, desktop, goTo, openConsole, phone } from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'
import { openCase } from './duplicate-cases.ts'
import { choose, tabTo } from './keyboard.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })
const reasonField = (page: Page) => page.getByLabel('Căn cứ của kết luận')

const openById = async (page: Page, id: string) => {
  await goTo(page, `/adjudication/cases/${id}`)
  await page.getByRole('heading', { name: 'Vân tay', level: 2 }).waitFor()
}

const tinyPng = () =>
  sharp({ create: { width: 40, height: 60, channels: 3, background: '#eee' } })
    .png()
    .toBuffer()

/** The panel is there as soon as the case is held. */
async function toJudgement(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Kết luận của bạn' }).waitFor()
  await page.keyboard.press('F4')
}

/** Reads the confirmation and sends. */
async function send(page: Page): Promise<string> {
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Gửi kết luận' }).waitFor()
  const said = await dialog.innerText()
  await page.keyboard.press('Enter')
  return said
}

describe.skipIf(chromiumMissing)('adjudication in the browser', () => {
  let house: ConsoleUnderTest
  let officers: readonly Account[]
  let supervisor: Account

  beforeAll(async () => {
    house = await openConsole()
    officers = [
      await hireOfficer(house.app, 'ADJUDICATOR'),
      await hireOfficer(house.app, 'ADJUDICATOR'),
      await hireOfficer(house.app, 'ADJUDICATOR'),
    ]
    supervisor = await hireOfficer(house.app, 'APPROVER')
  })
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  const officer = (nth: number): Account => {
    const found = officers[nth]
    if (!found) throw new RangeError('no such officer')
    return found
  }

  /** Other work may keep the machine. */
  const patience = { timeout: 20_000 }
  const distinct: Finding = { verdict: 'DISTINCT', candidateId: null, keptNumber: null, recapture: [] }

  const versionOf = async (id: string) =>
    (await house.app.db.duplicateCase.findUniqueOrThrow({ where: { id } })).version

  /** An officer takes and judges without a browser. */
  async function judged(id: string, by: Account, finding: Finding, reason: string): Promise<void> {
    await takeDuplicateCase(house.app, by.actor, { id, version: await versionOf(id) })
    await judgeDuplicateCase(house.app, by.actor, { id, version: await versionOf(id), ...finding, reason })
  }

  test('two officers find two persons, each for themselves, by the keyboard alone', async () => {
    const { id, applicant } = await openCase(house.app)
    const reason = 'Vân tay trùng một phần, chân dung khác nhau.'
    const first = await house.open(officer(0))
    await first.keyboard.press('g')
    await first.keyboard.press('x')
    await heading(first, 'Hồ sơ nghi trùng').waitFor()
    await first.getByRole('link', { name: applicant.person.name }).waitFor()
    await inspectScreen(first, 'worklist-desktop')
    await first.keyboard.press('j')
    await first.keyboard.press('Enter')
    await heading(first, 'Xét hồ sơ nghi trùng').waitFor()
    await first.getByRole('button', { name: 'Nhận xét hồ sơ' }).waitFor()
    await first.keyboard.press('F2')
    await first.getByText('Bạn đang giữ hồ sơ này').waitFor()
    await toJudgement(first)
    await choose(first, 'Hai người khác nhau')
    await tabTo(first, 'Căn cứ của kết luận')
    await first.keyboard.type(reason)
    await inspectScreen(first, 'judging-first')
    expect(await send(first)).toMatch(/Hai người khác nhau.*người thứ hai cũng kết luận như vậy/s)
    await first.getByText('Đã ghi kết luận; hồ sơ chờ người thứ hai').waitFor()

    const second = await house.open(officer(1))
    await second.keyboard.press('g')
    await second.keyboard.press('x')
    await second.getByRole('link', { name: applicant.person.name }).waitFor()
    await second.keyboard.press('j')
    await second.keyboard.press('Enter')
    await second.getByText('Kết luận của người trước chưa được hiện').waitFor()
    expect(await second.locator('main').innerText()).not.toContain(reason)
    await second.getByRole('button', { name: 'Nhận xét hồ sơ' }).waitFor()
    await second.keyboard.press('F2')
    await second.getByText('Bạn kết luận lần thứ hai').waitFor()
    await toJudgement(second)
    await choose(second, 'Hai người khác nhau')
    await tabTo(second, 'Căn cứ của kết luận')
    await second.keyboard.type('Hai người có mặt cùng lúc tại buổi làm việc.')
    await inspectScreen(second, 'judging-second')
    await send(second)
    await second.getByText('hồ sơ nghi trùng đã kết thúc').waitFor()
    await second.getByText(reason).waitFor()
    expect(await house.app.db.duplicateCase.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'CLOSED',
      verdict: 'DISTINCT',
    })
  }, 180_000)

  test('two officers merge two numbers into one, by the keyboard alone', async () => {
    const { id, applicant, candidates } = await openCase(house.app)
    const kept = candidates[0]?.number ?? ''
    for (const nth of [0, 1]) {
      const page = await house.open(officer(nth))
      await openById(page, id)
      await page.keyboard.press('F2')
      await page.getByText('Bạn đang giữ hồ sơ này').waitFor()
      await toJudgement(page)
      await choose(page, 'Một người có hai số định danh')
      await page.keyboard.press('Tab')
      await choose(page, kept)
      await tabTo(page, 'Căn cứ của kết luận')
      await page.keyboard.type('Năm ngón trùng nhau, cùng ngày sinh.')
      if (nth === 0) await inspectScreen(page, 'judging-merge')
      const said = await send(page)
      expect(said).toContain(`Giữ số ${kept}`)
      expect(said).toContain(`Hủy số ${applicant.number}`)
      await page.getByText('Đã ghi kết luận').waitFor()
    }
    expect(await house.app.db.duplicateCase.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'CLOSED',
      verdict: 'MERGED',
      keptNumber: kept,
    })
    const cancelled = await house.app.db.identityNumber.findUniqueOrThrow({
      where: { number: applicant.number },
    })
    expect(cancelled).toMatchObject({ status: 'CANCELLED', successor: kept })
  }, 120_000)

  test('where two differ a third sees both judgements and decides between them', async () => {
    const { id } = await openCase(house.app)
    const candidateId =
      (await house.app.db.duplicateCandidate.findFirst({ where: { caseId: id } }))?.id ?? null
    await judged(id, officer(0), distinct, 'Chân dung khác nhau rõ rệt.')
    const same: Finding = { ...distinct, verdict: 'SAME_PERSON', candidateId }
    await judged(id, officer(1), same, 'Năm ngón tay đều trùng nhau.')
    const page = await house.open(officer(2))
    await openById(page, id)
    await page.getByText('Chân dung khác nhau rõ rệt.').waitFor()
    await page.getByText('Năm ngón tay đều trùng nhau.').waitFor()
    await page.keyboard.press('F2')
    await page.getByText('Bạn đang giữ hồ sơ này').waitFor()
    expect(await page.getByLabel('Một người có hai số định danh').isDisabled()).toBe(true)
    await toJudgement(page)
    await choose(page, 'hồ sơ bị trùng')
    await tabTo(page, 'Căn cứ của kết luận')
    await page.keyboard.type('Đồng ý với người thứ hai: vân tay trùng.')
    await inspectScreen(page, 'judging-third')
    expect(await send(page)).toMatch(/Có hiệu lực ngay/)
    await page.getByText('hồ sơ nghi trùng đã kết thúc').waitFor()
    expect(await house.app.db.duplicateCase.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'CLOSED',
      verdict: 'SAME_PERSON',
    })
    await page.getByRole('link', { name: 'Biên bản' }).click()
    await heading(page, 'Biên bản xét hồ sơ nghi trùng').waitFor()
    await page.getByText('Đồng ý với người thứ hai').waitFor()
    await inspectScreen(page, 'record')
  }, 120_000)

  test('fingers are gone through, looked at nearer, and their minutiae put away, by keys', async () => {
    const { id } = await openCase(house.app)
    const page = await house.open(officer(0))
    await openById(page, id)
    const prints = page.locator('svg.finger-print')
    await prints.first().waitFor()
    const kinds = await prints
      .first()
      .locator('[data-kind]')
      .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('data-kind')))].toSorted())
    expect(kinds).toEqual(['BIFURCATION', 'ENDING'])
    const pairsOf = (nth: number) =>
      prints
        .nth(nth)
        .locator('[data-pair]')
        .evaluateAll((all) =>
          all.map((one) => Number(one.getAttribute('data-pair'))).toSorted((a, b) => a - b),
        )
    expect((await pairsOf(0)).length).toBeGreaterThan(8)
    expect(await pairsOf(0)).toEqual(await pairsOf(1))
    await page.locator('.print image').nth(1).waitFor()
    const chosen = () => page.locator('.finger-score[aria-pressed=true]').getAttribute('data-finger')
    const before = await chosen()
    await page.keyboard.press('j')
    await expect.poll(chosen, patience).not.toBe(before)
    await page.keyboard.press('k')
    await expect.poll(chosen, patience).toBe(before)
    const seen = () => prints.first().getAttribute('viewBox')
    const whole = await seen()
    await page.keyboard.press('.')
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await expect.poll(seen, patience).not.toBe(whole)
    expect(await page.locator('.minutia-picked').count()).toBe(2)
    const near = await seen()
    await page.keyboard.press('ArrowRight')
    await expect.poll(seen, patience).not.toBe(near)
    await inspectScreen(page, 'fingers-near')
    await page.keyboard.press('0')
    await expect.poll(seen, patience).toBe(whole)
    await page.keyboard.press('v')
    await expect.poll(() => page.locator('.minutia').count(), patience).toBe(0)
  }, 60_000)

  test('what was written stays when the case was moved on meanwhile', async () => {
    const { id } = await openCase(house.app)
    await takeDuplicateCase(house.app, officer(0).actor, { id, version: await versionOf(id) })
    const page = await house.open(officer(0))
    await openById(page, id)
    await toJudgement(page)
    await choose(page, 'Hai người khác nhau')
    await reasonField(page).fill('Đường vân ngón trỏ khác loại.')
    await giveBackDuplicateCase(house.app, supervisor.actor, { id, version: await versionOf(id) })
    await takeDuplicateCase(house.app, officer(1).actor, { id, version: await versionOf(id) })
    await send(page)
    const unsent = page.getByRole('alert').filter({ hasText: 'Kết luận bạn đã viết, chưa gửi' })
    await unsent.getByText('Đường vân ngón trỏ khác loại.').waitFor()
    await unsent.getByText('Hai người khác nhau').waitFor()
    expect(await house.app.db.caseJudgement.count({ where: { caseId: id } })).toBe(0)
    await inspectScreen(page, 'unsent')
  }, 60_000)

  test('a case that somebody took meanwhile is refused in the list', async () => {
    const { id, applicant } = await openCase(house.app)
    const page = await house.open(officer(0))
    await goTo(page, '/adjudication/list/OPEN')
    const row = page.getByRole('row', { name: new RegExp(applicant.person.name) })
    await row.waitFor()
    await takeDuplicateCase(house.app, officer(1).actor, { id, version: await versionOf(id) })
    await row.getByRole('button', { name: 'Nhận xét' }).click()
    await page.getByText('Chưa thực hiện được').waitFor()
    await page.getByRole('button', { name: 'Tải lại' }).click()
    await expect.poll(() => row.count(), patience).toBe(0)
  }, 60_000)

  test('a record of an interview is added, and the case waits until a day', async () => {
    const { id } = await openCase(house.app)
    await takeDuplicateCase(house.app, officer(0).actor, { id, version: await versionOf(id) })
    const page = await house.open(officer(0))
    await openById(page, id)
    await page.keyboard.press('F7')
    await page.getByLabel('Tên văn bản').fill('Biên bản làm việc số 1')
    await page.getByLabel('Nội dung, ghi chú').fill('Công dân nhận là đã được cấp số tại nơi khác.')
    await page.getByRole('button', { name: 'Lưu vào hồ sơ' }).click()
    await page.getByText('Đã lưu văn bản vào hồ sơ').waitFor()
    await page.getByText('Công dân nhận là đã được cấp số tại nơi khác.').waitFor()
    await page.getByLabel('Tên văn bản').fill('Giấy khai sinh')
    await page.getByLabel('Loại').selectOption('DOCUMENT')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'giay-khai-sinh.png', mimeType: 'image/png', buffer: await tinyPng() })
    await page.getByRole('button', { name: 'Lưu vào hồ sơ' }).click()
    await page.getByRole('link', { name: 'Mở bản quét' }).waitFor()
    await inspectScreen(page, 'documents')
    await page.keyboard.press('F6')
    await page.getByRole('dialog').getByText('Gặp công dân làm việc').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Hồ sơ tạm chờ').waitFor()
    expect(await house.app.db.duplicateCase.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'WAITING',
      waitReason: 'INTERVIEW',
    })
    await goTo(page, '/adjudication/list/WAITING')
    await page.getByText('Gặp công dân làm việc, đến').waitFor()
  }, 60_000)

  test('a case of other units looks like none', async () => {
    const { id } = await openCase(house.app)
    const page = await house.open(await hireOfficer(house.app, 'ADJUDICATOR', '79'))
    await goTo(page, `/adjudication/cases/${id}`)
    await page.getByText('Chưa thực hiện được').waitFor()
    expect(await page.locator('.finger-print').count()).toBe(0)
  }, 60_000)

  test('an image is shown from memory, and let go of when another is looked at', async () => {
    const { id } = await openCase(house.app, { others: 1 })
    const page = await house.open(officer(0))
    await page.addInitScript(() => {
      const held = new Set<string>()
      const create = URL.createObjectURL.bind(URL)
      const revoke = URL.revokeObjectURL.bind(URL)
      URL.createObjectURL = (blob: Blob) => {
        const address = create(blob)
        held.add(address)
        return address
      }
      URL.revokeObjectURL = (address: string) => {
        held.delete(address)
        revoke(address)
      }
      Object.assign(globalThis, { heldPictures: held })
    })
    const answers: string[] = []
    page.on('response', (response) => {
      if (response.url().includes('/samples/')) answers.push(response.headers()['cache-control'] ?? '')
    })
    await openById(page, id)
    await page.locator('.print image').nth(1).waitFor()
    await page.locator('.portrait img').nth(1).waitFor()
    const held = () =>
      page.evaluate(() => (globalThis as unknown as { heldPictures: Set<string> }).heldPictures.size)
    await expect.poll(held, patience).toBe(4)
    await page.keyboard.press('n')
    await expect.poll(held, patience).toBe(4)
    await page.getByRole('link', { name: 'Số liệu' }).click()
    await heading(page, 'Số liệu xét nghi trùng').waitFor()
    await expect.poll(held, patience).toBe(0)
    expect(answers.length).toBeGreaterThan(3)
    expect(answers.every((header) => header.includes('no-store'))).toBe(true)
  }, 60_000)

  test('whoever supervises sees how each officer judged', async () => {
    const { id } = await openCase(house.app)
    await judged(id, officer(0), distinct, 'Chân dung khác nhau rõ rệt.')
    await judged(id, officer(1), distinct, 'Đường vân khác loại hoàn toàn.')
    for (const [who, name, size] of [
      [supervisor, 'figures-all-desktop', desktop],
      [officer(0), 'figures-own-phone', phone],
    ] as const) {
      const page = await house.open(who, size)
      await goTo(page, '/adjudication/figures')
      await heading(page, 'Số liệu xét nghi trùng').waitFor()
      await page.getByText('Theo tháng').first().waitFor()
      await inspectScreen(page, name)
    }
  }, 60_000)

  describe.each([desktop, phone])('at $width × $height', (size) => {
    test('its screens are accessible and whole', async () => {
      const { id } = await openCase(house.app, { others: 1 })
      await takeDuplicateCase(house.app, officer(0).actor, { id, version: await versionOf(id) })
      const page = await house.open(officer(0), size)
      for (const [path, title, name] of [
        ['/adjudication', 'Hồ sơ nghi trùng', 'worklist'],
        ['/adjudication/list/ENDED', 'Hồ sơ nghi trùng', 'ended'],
        [`/adjudication/cases/${id}`, 'Xét hồ sơ nghi trùng', 'case'],
        [`/adjudication/cases/${id}/record`, 'Biên bản xét hồ sơ nghi trùng', 'record'],
      ] as const) {
        await goTo(page, path)
        await heading(page, title).waitFor()
        if (name === 'case') await page.locator('.print image').nth(1).waitFor()
        await inspectScreen(page, `${name}-${size.width}`)
      }
    }, 120_000)
  })
})
