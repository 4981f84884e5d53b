/** The desk with its server out of reach: unlocking, a whole file, the citizen's window, and an agent that is killed under it. */
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ensureDeskBundle } from '../../server/web-bundles.ts'
import { childNumber, childPerson, registryAnswer, succeed } from '../enrollment-kiosk/session/desk.ts'
import { type KioskProcess, startKioskProcess, until } from '../enrollment-kiosk/session/kiosk-process.ts'
import { wholeChromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { expectNothingCut, firstBuild, phone } from './console-under-test.ts'
import { beginChild, consentOnPaper, fileOn, fillChildDetails, goOn, paneHeading } from './desk-hands.ts'
import { type DeskUnderTest, openDeskUnderTest } from './desk-under-test.ts'

const pin = '284917'
const operator = { username: 'operator1', password: 'operator1-password', role: 'operator' }

async function signIn(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Tên đăng nhập' }).fill(operator.username)
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(operator.password)
  await page.keyboard.press('Enter')
}

async function unlock(page: Page, typed = pin): Promise<void> {
  await page.getByRole('textbox', { name: 'Mã PIN' }).fill(typed)
  await page.keyboard.press('Enter')
}

/** A sheet with a dark line on it. */
async function paperPicture() {
  const line = { create: { width: 300, height: 20, channels: 3, background: '#222' } } as const
  const sheet = { create: { width: 500, height: 700, channels: 3, background: '#fff' } } as const
  const buffer = await sharp(sheet)
    .composite([{ input: await sharp(line).png().toBuffer(), left: 80, top: 120 }])
    .png()
    .toBuffer()
  return { name: 'giay-khai-sinh.png', mimeType: 'image/png', buffer }
}

const searchField = (page: Page) => page.getByRole('textbox', { name: 'Số định danh cá nhân' })

describe.skipIf(wholeChromiumMissing)('the desk without its server', () => {
  let desk: DeskUnderTest
  let kiosk: KioskProcess

  beforeAll(async () => {
    desk = await openDeskUnderTest({ seated: false, showsPdf: true })
    kiosk = desk.kiosk
    await until(
      () => kiosk.get('/status'),
      ({ body }) => (body['installation'] as { step: string }).step === 'READY',
    )
  }, firstBuild)
  afterEach(async () => desk.leave())
  afterAll(async () => {
    await kiosk?.stop()
    await desk?.close()
  })

  test('an officer signs in once through the network, sets a PIN, and unlocks with it when the network is gone', async () => {
    const page = await desk.open('/')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('heading', { name: 'Bàn thu nhận căn cước' }).waitFor()
    await expectAccessible(page)
    await signIn(page)
    const dialog = page.getByRole('dialog', { name: 'Đặt mã PIN' })
    await dialog.getByRole('textbox', { name: 'Mã PIN', exact: true }).fill(pin)
    await dialog.getByRole('textbox', { name: 'Nhập lại mã PIN' }).fill(pin)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await desk.server.goDown()
    await page.getByRole('button', { name: 'Cán bộ thu nhận' }).click()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.getByRole('radio', { name: 'Cán bộ operator1' }).waitFor()
    await expectAccessible(page)
    await unlock(page, '000000')
    const refused = page.getByRole('alert')
    await refused.getByText('PIN_WRONG').waitFor()
    await page.keyboard.press('F9')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('PIN_WRONG')
    await unlock(page)
    await searchField(page).waitFor()
  })

  test('a file is begun, compared, written down, proved with a paper, agreed to by the citizen and signed', async () => {
    const page = await desk.open('/')
    await beginChild(page)
    await page.getByText('Chưa hỏi được Cơ sở dữ liệu dân cư').waitFor()
    await expectAccessible(page)
    await goOn(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    for (const [name, value] of [
      ['Họ, chữ đệm và tên khai sinh', childPerson.name.toLocaleLowerCase('vi')],
      ['Dân tộc', childPerson.ethnicity],
      ['Nơi đăng ký khai sinh', childPerson.birthRegistrationPlace],
      ['Quê quán', childPerson.placeOfOrigin],
      ['Nơi cư trú', childPerson.residence],
    ] as const) {
      await page.getByRole('textbox', { name, exact: true }).fill(value)
    }
    await page.getByRole('combobox', { name: 'Mã xã, phường nơi cư trú' }).fill(childPerson.residenceUnit)
    await page.getByRole('radiogroup', { name: 'Giới tính' }).getByText('Nữ').click()
    await page.getByRole('combobox', { name: 'Mã tỉnh đăng ký khai sinh' }).fill('Hà Nội')
    await page.getByRole('option', { name: 'Hà Nội (001)' }).click()
    await fillChildDetails(page)
    const paper = page.getByLabel('Chọn tệp: Giấy tờ chứng minh người đại diện')
    await paper.setInputFiles(await paperPicture())
    await page.getByRole('button', { name: 'Xem, cắt' }).click()
    const frame = page.getByRole('application', { name: 'Khung cắt' })
    await frame.focus()
    for (let press = 0; press < 5; press++) await page.keyboard.press('Shift+ArrowUp')
    const before = await succeed(kiosk.get(`/sessions/${fileOn(page)}`))
    await page.getByRole('button', { name: 'Cắt theo khung' }).click()
    await until(
      () => succeed(kiosk.get(`/sessions/${fileOn(page)}`)),
      (after) => Number(after['revision']) > Number(before['revision']),
    )
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()
    await consentOnPaper(page)
    await goOn(page)
    await paneHeading(page, 'Sinh trắc học').waitFor()
    await goOn(page)
    await paneHeading(page, 'Xem lại và ký').waitFor()
    const [citizen] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('F6')])
    await citizen.getByRole('heading', { name: 'Đây là thẻ căn cước sẽ in' }).waitFor()
    await citizen.getByRole('img', { name: 'Mặt trước' }).waitFor()
    expect(await citizen.getByText(childPerson.name).count()).toBeGreaterThan(0)
    await expectAccessible(citizen)
    await citizen.getByRole('button', { name: 'Tất cả đều đúng' }).click()
    await citizen.getByText('Ông/bà đã xác nhận').waitFor()
    await page.getByText('Công dân đã xác nhận thẻ trên màn hình thứ hai').waitFor()
    await goOn(page)
    await page.getByText('Đã ký, chờ cán bộ phụ trách ký').waitFor()
    await citizen.getByRole('heading', { name: 'Cảm ơn ông/bà' }).waitFor()
    const [slip] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('F3')])
    expect(slip.url()).toMatch(/^blob:/)
    expect(await succeed(kiosk.get(`/sessions/${fileOn(page)}`))).toMatchObject({
      state: 'SIGNED',
      registryOutcome: 'UNREACHABLE',
      details: { person: { name: childPerson.name, residenceUnit: '00001', birthProvince: '001' } },
    })
  })

  test('nothing typed is lost when the page is loaded anew or the agent is killed under it', async () => {
    const page = await desk.open('/')
    await beginChild(page)
    await goOn(page)
    const field = (name: string) => page.getByRole('textbox', { name, exact: true })
    await field('Quê quán').fill('Xã Mẫu Hai, Thành phố Hà Nội')
    await page.reload()
    await paneHeading(page, 'Tờ khai').waitFor()
    await expect.poll(() => field('Quê quán').inputValue()).toBe('Xã Mẫu Hai, Thành phố Hà Nội')
    const code = fileOn(page)
    await kiosk.kill()
    await field('Dân tộc').fill('Ê Đê')
    await page.getByText('Mất liên lạc với chương trình thu nhận').first().waitFor()
    expect(await field('Dân tộc').inputValue()).toBe('Ê Đê')
    const pages = await ensureDeskBundle({ log: () => undefined })
    kiosk = await startKioskProcess({
      server: desk.server.url,
      directory: desk.directory,
      environment: { KIOSK_PORT: new URL(kiosk.url).port, KIOSK_DESK_DIR: pages },
    })
    await page.getByRole('heading', { name: 'Mở khóa để làm tiếp' }).waitFor()
    await unlock(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    expect(await field('Dân tộc').inputValue()).toBe('Ê Đê')
    expect(await field('Quê quán').inputValue()).toBe('Xã Mẫu Hai, Thành phố Hà Nội')
    const kept = await until(
      () => succeed(kiosk.get(`/sessions/${code}`)),
      ({ drafts }) => JSON.stringify(drafts).includes('Ê Đê'),
    )
    expect(kept['drafts']).toMatchObject({
      details: { 'person.ethnicity': 'Ê Đê', 'person.placeOfOrigin': 'Xã Mẫu Hai, Thành phố Hà Nội' },
    })
  })

  test('a name that differs from the registry is confirmed by the citizen, letter by letter', async () => {
    await desk.server.comeBack()
    await succeed(kiosk.post('/officers/sign-in', operator))
    desk.server.registry = registryAnswer(childNumber, { ...childPerson, name: 'ĐẶNG NGUYỄN THUỲ DƯƠNG' })
    const page = await desk.open('/')
    await beginChild(page)
    await page.getByRole('button', { name: 'Khai khác: Họ, chữ đệm' }).click()
    await page.getByRole('textbox', { name: 'Công dân khai: Họ, chữ đệm' }).fill(childPerson.name)
    expect(await page.locator('.otherwise mark').allTextContents()).toEqual(['ÙY'])
    await page.getByRole('button', { name: 'Thêm giấy tờ' }).click()
    await page
      .getByRole('dialog')
      .getByLabel('Chọn tệp')
      .setInputFiles(await paperPicture())
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expectAccessible(page)
    await expectNothingCut(page)
    await goOn(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    expect(await page.getByRole('textbox', { name: 'Họ, chữ đệm và tên khai sinh' }).inputValue()).toBe(
      childPerson.name,
    )
    const [citizen] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('F6')])
    await citizen.setViewportSize(phone)
    await citizen.getByRole('heading', { name: 'Đọc từng chữ' }).waitFor()
    expect(await citizen.locator('mark').allTextContents()).toEqual(['ÙY'])
    await expectAccessible(citizen)
    await expectNothingCut(citizen)
    await citizen.getByRole('button', { name: 'Đúng từng chữ' }).click()
    await citizen.getByRole('heading', { name: 'Đồng ý thu nhận thông tin' }).waitFor()
    await expectAccessible(citizen)
    await expectNothingCut(citizen)
    await citizen.locator('.signature-pad').scrollIntoViewIfNeeded()
    const box = await citizen.locator('.signature-pad').boundingBox()
    if (!box) throw new Error('no box to sign in')
    await citizen.mouse.move(box.x + 20, box.y + 40)
    await citizen.mouse.down()
    for (const [x, y] of [
      [90, 20],
      [140, 70],
      [220, 30],
      [260, 60],
    ] as const)
      await citizen.mouse.move(box.x + x, box.y + y)
    await citizen.mouse.up()
    await citizen.getByRole('button', { name: 'Tôi đồng ý' }).click()
    await page.getByText('Công dân đã đồng ý lúc').waitFor()
    expect(await succeed(kiosk.get(`/sessions/${fileOn(page)}`))).toMatchObject({
      citizenConfirmed: ['name'],
    })
  })
})
