/** The five panes of a file as an officer walks them: the real page and agent, a server that can go away, and no hand on a mouse. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import {
  childNumber,
  childPerson,
  registryAnswer,
  succeed,
  untilState,
} from '../enrollment-kiosk/session/desk.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { expectNothingCut, firstBuild, phone } from './console-under-test.ts'
import {
  beginChild,
  childBorn,
  consentOnPaper,
  fileOn,
  fillChildDetails,
  goOn,
  paneHeading,
  tabToThat,
} from './desk-hands.ts'
import { type DeskUnderTest, openDeskUnderTest } from './desk-under-test.ts'

/** Commands that the page sends from now on, by what they do. */
function commandsOf(page: Page): { count(what: RegExp): number } {
  const sent: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() !== 'GET') sent.push(`${request.method()} ${pathname}`)
  })
  return { count: (what) => sent.filter((command) => what.test(command)).length }
}

const tenPresses = async (page: Page) => {
  await page.locator('.onward:not([data-resting]):not([data-disabled])').waitFor()
  // Not one after the answer to the other: as fast as the keyboard is heard.
  await Promise.all(Array.from({ length: 10 }, () => page.keyboard.press('Control+Enter')))
}

/** The burst is over and nothing has moved since. */
const atRest = (page: Page) => page.locator('.onward:not([data-resting])').waitFor()

describe.skipIf(chromiumMissing)('the five panes of a file', () => {
  let desk: DeskUnderTest

  beforeAll(async () => {
    desk = await openDeskUnderTest()
    desk.server.registry = registryAnswer(childNumber, childPerson)
  }, firstBuild)
  afterEach(async () => desk.leave())
  afterAll(async () => desk?.close())

  const sessionOn = async (page: Page) => succeed(desk.kiosk.get(`/sessions/${fileOn(page)}`))

  test('a child is enrolled with the keyboard alone, and the packet says what was typed', async () => {
    const page = await desk.open('/')
    await beginChild(page)
    await expectAccessible(page)
    await expectNothingCut(page)
    await goOn(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    await fillChildDetails(page)
    await consentOnPaper(page)
    await expectAccessible(page)
    await expectNothingCut(page)
    await goOn(page)
    await paneHeading(page, 'Sinh trắc học').waitFor()
    await goOn(page)
    await paneHeading(page, 'Xem lại và ký').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await goOn(page)
    await page.getByText('Đã ký, chờ cán bộ phụ trách ký').waitFor()
    const sealed = await succeed(desk.kiosk.post(`/sessions/${fileOn(page)}/countersign`))
    await untilState(desk.kiosk, String(sealed['packet']), 'RECEIVED')
    const { manifest } = await desk.server.open(String(sealed['packet']))
    expect(manifest).toMatchObject({
      kind: 'FIRST_ISSUE',
      reason: 'FIRST',
      person: childPerson,
      representative: { number: '001090000033', name: childPerson.fatherName, relation: 'FATHER' },
      contact: { phone: '0912345678', email: null },
      delivery: { kind: 'PICKUP', centre: 'HN001' },
    })
  })

  test('ten presses of Continue act once in each pane, and never fall through to the next', async () => {
    const page = await desk.open('/')
    const commands = commandsOf(page)
    await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).fill(childNumber)
    await page.getByRole('textbox', { name: 'Ngày sinh' }).fill(childBorn)
    await tenPresses(page)
    await paneHeading(page, 'Đối chiếu thông tin').waitFor()
    await atRest(page)
    expect(commands.count(/^POST \/sessions$/)).toBe(1)
    await tenPresses(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    await atRest(page)
    await fillChildDetails(page)
    await consentOnPaper(page)
    expect(commands.count(/details$/)).toBe(0)
    await tenPresses(page)
    await paneHeading(page, 'Sinh trắc học').waitFor()
    await atRest(page)
    expect(commands.count(/POST .*\/details$/)).toBe(1)
    expect(commands.count(/\/review$/)).toBe(0)
    await tenPresses(page)
    await paneHeading(page, 'Xem lại và ký').waitFor()
    await atRest(page)
    expect(commands.count(/\/review$/)).toBe(1)
    expect(commands.count(/\/sign$/)).toBe(0)
    await tenPresses(page)
    await page.getByText('Đã ký, chờ cán bộ phụ trách ký').waitFor()
    await atRest(page)
    expect(commands.count(/\/sign$/)).toBe(1)
    // The tenth press did not take the next person either.
    await expect.poll(() => page.getByText('Đã ký, chờ cán bộ phụ trách ký').isVisible()).toBe(true)
    expect(await sessionOn(page)).toMatchObject({ state: 'SIGNED' })
  })

  test('Continue with a hole in the details names it, leads to it, and sends nothing', async () => {
    const page = await desk.open('/')
    const commands = commandsOf(page)
    await beginChild(page)
    await goOn(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    await goOn(page)
    await page.getByText('mục cần xem lại').waitFor()
    expect(commands.count(/POST .*\/details$/)).toBe(0)
    const focused = () => page.evaluate(() => document.activeElement?.closest('[role=radiogroup]')?.id)
    expect(await focused()).toBe('field-kind')
  })

  test('from the review each section opens again with everything in it', async () => {
    const page = await desk.open('/')
    await beginChild(page)
    await goOn(page)
    await fillChildDetails(page)
    await consentOnPaper(page)
    await goOn(page)
    await paneHeading(page, 'Sinh trắc học').waitFor()
    await goOn(page)
    await paneHeading(page, 'Xem lại và ký').waitFor()
    await tabToThat(page, page.getByRole('button', { name: 'Sửa: Liên lạc, nhận thẻ' }))
    await page.keyboard.press('Enter')
    await paneHeading(page, 'Tờ khai').waitFor()
    const phoneField = page.getByRole('textbox', { name: 'Số điện thoại' })
    await expect.poll(() => phoneField.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await phoneField.inputValue()).toBe('0912345678')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('0987654321')
    await page.keyboard.press('Escape')
    expect(await phoneField.inputValue()).toBe('0987654321')
    await page.keyboard.press('Shift+F2')
    await paneHeading(page, 'Đối chiếu thông tin').waitFor()
    await page.locator('.onward:not([data-resting])').waitFor()
    await page.keyboard.press('F2')
    await paneHeading(page, 'Tờ khai').waitFor()
    expect(await phoneField.inputValue()).toBe('0987654321')
  })

  test('a code that a reader types anywhere begins a file, and asks first where one is open', async () => {
    const page = await desk.open('/')
    await beginChild(page)
    await goOn(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    const before = fileOn(page)
    const field = page.getByRole('textbox', { name: 'Số điện thoại' })
    await field.fill('0912')
    const born = childPerson.birthDate.split('-').toReversed().join('')
    await page.keyboard.type(
      `${childNumber}||${childPerson.name}|${born}|Nữ|${childPerson.residence}|22112026`,
    )
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Vừa quét một mã' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await paneHeading(page, 'Đối chiếu thông tin').waitFor()
    expect(fileOn(page)).not.toBe(before)
    expect(await sessionOn(page)).toMatchObject({ givenNumber: childNumber })
    const earlier = await succeed(desk.kiosk.get(`/sessions/${before}`))
    expect(earlier['drafts']).toMatchObject({ details: { 'contact.phone': '0912' } })
  })

  test('at 360 × 740 the panes are whole, and nothing is cut', async () => {
    const page = await desk.open('/', phone)
    await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await beginChild(page)
    await expectAccessible(page)
    await expectNothingCut(page)
    await goOn(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await fillChildDetails(page)
    await consentOnPaper(page)
    await goOn(page)
    await paneHeading(page, 'Sinh trắc học').waitFor()
    await goOn(page)
    await paneHeading(page, 'Xem lại và ký').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
  })
})
