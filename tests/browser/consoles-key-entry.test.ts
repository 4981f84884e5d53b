import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Account, hireOfficer } from '../support/officers.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { type ConsoleUnderTest, firstBuild, goTo, openConsole } from './console-under-test.ts'
import { scannedForms } from './consoles-forms.ts'

const enter = async (page: Page, ...texts: readonly string[]) => {
  for (const text of texts) {
    if (text !== '') await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
}

const unit = ['Thành phố Hà Nội', 'Phường Ba Đình'] as const

/** The whole of DC01 of 2025, in the order of the paper, without a mouse. */
async function keyWholeForm(page: Page): Promise<void> {
  await enter(page, 'Đỗ Thị Mỹ Hường', '15/02/1990')
  await page.keyboard.press('F8') // blood type: asked, not known
  await enter(page, '', '001190000017')
  await page.keyboard.press('2') // female
  await page.keyboard.press('2') // married
  await enter(page, ...unit)
  await page.keyboard.press('F4') // origin: as the address above
  await enter(page, '', '')
  await enter(page, 'Kinh', 'Không')
  await page.keyboard.press('1') // Việt Nam
  await enter(page, ...unit, '', '', 'Số 1 Phố Mẫu')
  await enter(page, '', '', '', '', '') // current abode: empty
  await enter(page, 'Đỗ Văn Mẫu', '001060000011', 'Việt Nam')
  await page.keyboard.press('F8') // mother: not known
  await enter(page, '', '', '')
  await enter(page, 'Trần Văn Thử', '', '', '', '', '', 'Trần Văn Thử', '')
  await page.keyboard.press('2') // wife of the head
}

describe.skipIf(chromiumMissing)('keying a form', () => {
  let house: ConsoleUnderTest
  let officers: readonly Account[]
  let serial: string

  beforeAll(async () => {
    house = await openConsole()
    officers = [
      await hireOfficer(house.app, 'KEY_ENTRY_OPERATOR'),
      await hireOfficer(house.app, 'KEY_ENTRY_OPERATOR'),
      await hireOfficer(house.app, 'KEY_ENTRY_OPERATOR'),
    ]
  }, firstBuild)
  afterAll(() => house?.close())
  beforeEach(async () => {
    await house.app.db.form.updateMany({ where: { status: 'SCANNED' }, data: { status: 'VOID' } })
    ;[serial = ''] = await scannedForms(house.app, 1)
  })
  afterEach(() => house.leave())

  const open = async (nth: number) => {
    const officer = officers[nth]
    if (!officer) throw new RangeError('no such officer')
    const page = await house.open(officer)
    await goTo(page, `/key-entry/${serial}`)
    await page.locator('form.entry').waitFor()
    return page
  }
  const stored = () => house.app.db.form.findUniqueOrThrow({ where: { serial }, include: { entries: true } })
  const send = (page: Page) => page.keyboard.press('Control+Enter')

  test('two officers key it by the keyboard alone, the second without seeing the first', async () => {
    const first = await open(0)
    await keyWholeForm(first)
    expect(await first.locator('.score').innerText()).toMatch(/9\d\/100/)
    await expectAccessible(first)
    await send(first)
    await first.getByText(`${serial}: đã ghi, chờ người thứ hai`).waitFor()

    const second = await open(1)
    await second.getByText('Lần nhập thứ hai').waitFor()
    expect(await second.locator('[data-field]').count()).toBe(3)
    expect(await second.content()).not.toMatch(/Hường|HƯỜNG|001190000017/)
    await enter(second, 'đỗ thị mỹ hường', '15021990', '001190000017')
    await send(second)
    await second.getByText(`${serial}: đã nhập xong`).waitFor()

    const { status, answers, score } = await stored()
    expect(status).toBe('ENTERED')
    expect(score).toBeGreaterThan(90)
    expect(answers).toMatchObject({
      name: { text: 'ĐỖ THỊ MỸ HƯỜNG' },
      birthDate: { date: '1990-02-15' },
      bloodType: { type: 'UNKNOWN' },
      number: { digits: '001190000017' },
      sex: { choice: 'FEMALE' },
      maritalStatus: { choice: 'MARRIED' },
      placeOfOrigin: { parts: { province: unit[0], commune: unit[1] } },
      permanentAddress: { parts: { province: unit[0], commune: unit[1], house: 'Số 1 Phố Mẫu' } },
      father: { name: 'ĐỖ VĂN MẪU', number: '001060000011', nationality: 'Việt Nam' },
      mother: { type: 'UNKNOWN' },
      relationToHead: { choice: 'SPOUSE' },
    })
    expect(answers).not.toHaveProperty('currentAddress')
  }, 90_000)

  test('where two differ, a third decides', async () => {
    const first = await open(0)
    await keyWholeForm(first)
    await send(first)
    await first.getByText('chờ người thứ hai').waitFor()
    const second = await open(1)
    await enter(second, 'Đỗ Thị Mỹ Hương', '15021990', '001190000017')
    await send(second)
    await second.getByText('chờ người thứ ba quyết định').waitFor()
    const third = await open(2)
    await enter(third, 'Đỗ Thị Mỹ Hường', '15021990', '001190000017')
    await send(third)
    await third.getByText('đã nhập xong').waitFor()
    expect((await stored()).answers).toMatchObject({ name: { text: 'ĐỖ THỊ MỸ HƯỜNG' } })
  }, 90_000)

  test('a form with faults is sent only when asked twice, and F2 leads from fault to fault', async () => {
    const page = await open(0)
    await enter(page, 'Nguyễn Văn 1')
    await page.getByText('Họ tên chỉ gồm chữ cái').waitFor()
    await send(page)
    await page.getByText('Phiếu còn lỗi').waitFor()
    await expectAccessible(page)
    expect((await stored()).entries).toEqual([])
    const active = () =>
      page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field'))
    const before = await active()
    await page.keyboard.press('F2')
    expect(await active()).not.toBe(before)
    await send(page)
    await page.getByText('chờ người thứ hai').waitFor()
    expect((await stored()).entries).toHaveLength(1)
  }, 60_000)

  test('what is typed is not left by mistake', async () => {
    const page = await open(0)
    await enter(page, 'Nguyễn Văn An')
    await page.keyboard.press('Alt+Digit1')
    await page.getByRole('dialog').getByText('Bỏ nội dung đang nhập?').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ở lại' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.getByLabel('Họ, chữ đệm và tên khai sinh').inputValue()).toBe('Nguyễn Văn An')
  }, 60_000)

  test('who has keyed a form does not get it again; sending goes on to the next', async () => {
    const [next = ''] = await scannedForms(house.app, 1)
    const page = await open(0)
    await keyWholeForm(page)
    await send(page)
    await page.getByRole('heading', { name: `Nhập phiếu ${next}` }).waitFor()
    await goTo(page, `/key-entry/${serial}`)
    await page.getByText('Phiếu này không chờ bạn nhập').waitFor()
  }, 60_000)

  test('the rows of a DC02 are keyed by the item that they change', async () => {
    await house.app.db.form.update({ where: { serial }, data: { definition: 'DC02/2021' } })
    const page = await open(0)
    const row = page.getByRole('group', { name: 'Dòng 1' })
    await row.getByLabel('Mục sửa').selectOption('ethnicity')
    await row.getByLabel('Nội dung hiện có').fill('Kinh')
    await row.getByLabel('Dân tộc').fill('Tày')
    await row.getByLabel('Giấy tờ chứng minh').fill('Giấy khai sinh số 12/2020')
    await page.getByRole('group', { name: 'Dòng 2' }).waitFor()
    await expectAccessible(page)
    await send(page)
    await send(page)
    await page.getByText('chờ người thứ hai').waitFor()
    expect((await stored()).entries[0]?.answers).toEqual({
      changes: [{ item: 'ethnicity', before: 'Kinh', after: 'Tày', evidence: 'Giấy khai sinh số 12/2020' }],
    })
  }, 60_000)
})
