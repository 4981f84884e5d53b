/** The capture pane with hands on the keyboard, emulated devices and a camera before which a drawn person sits; no server. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SessionView } from '../../core/contracts/desk/session.ts'
import { type Applicant, bringApplicant } from '../enrollment-kiosk/session/applicant.ts'
import { beginCapture } from '../enrollment-kiosk/session/captures.ts'
import { adultNumber, adultPerson, registryAnswer, succeed } from '../enrollment-kiosk/session/desk.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { expectNothingCut, firstBuild, phone } from './console-under-test.ts'
import { type DeskUnderTest, openDeskUnderTest } from './desk-under-test.ts'

describe.skipIf(chromiumMissing)('the capture pane without the server', { timeout: 60_000 }, () => {
  let desk: DeskUnderTest
  let id: string
  let applicant: Applicant

  const session = async () => (await succeed(desk.kiosk.get(`/sessions/${id}`))) as unknown as SessionView
  const stateOf = async (step: string) => (await session()).steps.find((one) => one.id === step)?.state
  const stage = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  const chooseStep = async (page: Page, name: string) => {
    await page.locator('.capture-steps').waitFor()
    for (let presses = 0; presses < 20; presses++) {
      if (await stage(page, name).isVisible()) return
      await page.keyboard.press('Alt+ArrowDown')
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
    }
    throw new Error(`Alt and arrow do not reach ${name}`)
  }

  beforeAll(async () => {
    desk = await openDeskUnderTest({ devices: true })
    desk.server.registry = registryAnswer(adultNumber, adultPerson)
    id = await beginCapture(desk.kiosk)
    await desk.server.goDown()
    applicant = await bringApplicant(desk.kiosk, desk.scanner)
  }, firstBuild)
  afterAll(async () => {
    applicant?.leave()
    await desk?.close()
  })
  afterEach(() => desk.leave())

  test('keeps what is typed over a reload, and Escape takes a capture back', async () => {
    const page = await desk.open(`/files/${id}/biometrics`)
    await stage(page, 'Đặc điểm nhân dạng').waitFor()
    await page.keyboard.type('Nốt ruồi cách 1 cm dưới mép trái')
    await expect
      .poll(async () => (await session()).drafts['biometrics'])
      .toMatchObject({
        marks: 'Nốt ruồi cách 1 cm dưới mép trái',
      })
    await page.reload()
    const marks = stage(page, 'Đặc điểm nhân dạng').getByRole('textbox')
    await expect.poll(() => marks.inputValue()).toBe('Nốt ruồi cách 1 cm dưới mép trái')
    await page.keyboard.press('F4')
    await stage(page, 'Ngón cái phải').waitFor()
    expect(await stateOf('marks')).toBe('DONE')

    applicant.leave()
    await page.keyboard.press('F4')
    await page.getByText('Đặt ngón cái phải', { exact: false }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Thu ngón này' }).waitFor()
    expect(await stateOf('finger-1')).toBe('TODO')
    applicant = await bringApplicant(desk.kiosk, desk.scanner)
  })

  test('takes ten fingers at one press, each with its score, its tries and the best of them starred', async () => {
    const page = await desk.open(`/files/${id}/biometrics`)
    await stage(page, 'Ngón cái phải').waitFor()
    await page.keyboard.press('F4')
    await stage(page, 'Ảnh khuôn mặt').waitFor()
    const { fingers, steps } = await session()
    expect(fingers.length).toBe(10)
    expect(steps.filter(({ kind }) => kind === 'FINGER').map(({ state }) => state)).toEqual(
      Array(10).fill('DONE'),
    )
    await chooseStep(page, 'Ngón áp út trái')
    const shown = stage(page, 'Ngón áp út trái')
    await shown.getByRole('img', { name: 'Vân tay được giữ' }).waitFor()
    expect(await shown.innerText()).toMatch(/Điểm chất lượng \d+\/100\s+✓ Đạt/)
    await shown.getByText('Tốt nhất').first().waitFor()
    expect(
      await page.getByRole('img', { name: /Ngón cái phải: Đã thu; .*Ngón út trái: Đã thu/ }).count(),
    ).toBe(1)
    await expectAccessible(page)
    await expectNothingCut(page)
  })

  test('excuses a finger with words, a photo of the hand and the supervisor, and takes it after all', async () => {
    const page = await desk.open(`/files/${id}/biometrics`)
    await chooseStep(page, 'Ngón út trái')
    await page.keyboard.press('F8')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.keyboard.press('Space')
    await dialog.getByLabel('Mô tả').focus()
    await page.keyboard.type('Mất đốt đầu do tai nạn năm 2015')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('F8')
    expect(await dialog.getByLabel('Mô tả').inputValue()).toBe('Mất đốt đầu do tai nạn năm 2015')
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => stateOf('finger-10')).toBe('UNCONFIRMED')
    await page.getByText('Cần người thứ hai').waitFor()
    await page.keyboard.press('F7')
    await dialog.locator('button:enabled', { hasText: 'Chụp bàn tay' }).waitFor()
    await page.keyboard.press('F4')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('img', { name: 'Ảnh bàn tay' }).waitFor()
    await page.keyboard.press('F3')
    await page.getByText('Chỉ huy đã xác nhận').waitFor()
    expect(await stateOf('finger-10')).toBe('EXCEPTED')
    await expectAccessible(page)
    await page.keyboard.press('F4')
    await expect.poll(() => stateOf('finger-10'), { timeout: 15_000 }).toBe('DONE')
  })

  test('offers the portrait when every check is met, with networks of its own page, and cuts it by keys', async () => {
    const page = await desk.open(`/files/${id}/biometrics`)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await chooseStep(page, 'Ảnh khuôn mặt')
    await page.getByText('Đạt mọi yêu cầu: chụp được.').waitFor()
    await expectAccessible(page)
    expect(asked.filter((url) => url.endsWith('.bin')).length).toBe(3)
    expect(asked.filter((url) => !url.startsWith(desk.kiosk.url) && !url.startsWith('blob:'))).toEqual([])
    await page.keyboard.press('F4')
    await page.getByRole('button', { name: 'Dùng ảnh này' }).waitFor()
    for (let steps = 0; steps < 3; steps++) await page.keyboard.press('+')
    await page.keyboard.press('ArrowUp')
    await expectNothingCut(page)
    await page.keyboard.press('F4')
    await stage(page, 'Mống mắt').waitFor()
    expect(await session()).toMatchObject({
      portrait: { findings: [], device: expect.stringMatching(/./), quality: expect.any(Number) },
      portraitFindings: [],
    })
    // Looking at another portrait loads nothing anew.
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('F4')
    await page.getByText('Đạt mọi yêu cầu: chụp được.').waitFor()
    expect(asked.filter((url) => url.endsWith('.bin')).length).toBe(3)
  })

  test('writes down why there is no iris, and takes a signature or the reason why there is none', async () => {
    const page = await desk.open(`/files/${id}/biometrics`)
    await stage(page, 'Mống mắt').waitFor()
    await page.getByLabel('Lý do không thu nhận mống mắt').focus()
    await page.keyboard.type('Điểm thu nhận chưa có máy quét mống mắt')
    await page.keyboard.press('F4')
    await stage(page, 'Chữ ký').waitFor()
    await page.keyboard.press('F8')
    await page.keyboard.type('Liệt tay phải')
    await page.keyboard.press('F4')
    await expect
      .poll(async () => (await session()).signature)
      .toMatchObject({ file: null, refusal: 'Liệt tay phải' })
    await page.reload()
    await chooseStep(page, 'Chữ ký')
    const box = await page.locator('.signature-pad').boundingBox()
    if (!box) throw new Error('no box to sign in')
    await page.mouse.move(box.x + 40, box.y + 60)
    await page.mouse.down()
    for (let i = 0; i < 12; i++) await page.mouse.move(box.x + 40 + i * 12, box.y + 60 + (i % 2) * 30)
    await page.mouse.up()
    await page.keyboard.press('F4')
    await page.getByText('Chữ ký đã lưu').waitFor()
    expect((await session()).signature).toMatchObject({ file: 'signature.png', refusal: null })
    await page.getByText('Đã xong mọi bước').waitFor()
    await expectAccessible(page)
  })

  test('fits a phone, step after step', async () => {
    const page = await desk.open(`/files/${id}/biometrics`, phone)
    for (const name of ['Đặc điểm nhân dạng', 'Ngón cái phải', 'Ảnh khuôn mặt', 'Mống mắt', 'Chữ ký']) {
      await chooseStep(page, name)
      await expectAccessible(page)
      await expectNothingCut(page)
    }
  })
})
