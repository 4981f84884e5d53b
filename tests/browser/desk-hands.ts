/** Hands at a desk that stay on the keyboard, and what they find there. */
import type { Locator, Page } from 'playwright-core'
import { childNumber, childPerson } from '../enrollment-kiosk/session/desk.ts'

/** A pane of a file by its heading. */
export const paneHeading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { name, exact: true, level: 2 })

/** Continue, once it takes a press again: presses that follow one another closely are one. */
export async function goOn(page: Page): Promise<void> {
  await page.locator('.onward:not([data-resting]):not([data-disabled])').waitFor()
  await page.keyboard.press('Control+Enter')
}

/** Tab until what holds the focus is this. */
export async function tabToThat(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor({ state: 'attached' })
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluateAll((all) => all.some((one) => one === document.activeElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach it')
}

/** A field by its label, and this in place of what stands in it. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabToThat(page, page.getByRole('textbox', { name }))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

/** One of the choices that stand side by side under a name. */
export async function chooseOne(page: Page, group: string, choice: string): Promise<void> {
  const radios = page.getByRole('radiogroup', { name: group }).getByRole('radio')
  await tabToThat(page, radios)
  const wanted = page
    .getByRole('radiogroup', { name: group })
    .getByRole('radio', { name: choice, exact: true })
  await page.keyboard.press('Space')
  for (let presses = 0; presses < 6 && !(await wanted.isChecked()); presses++) {
    await page.keyboard.press('ArrowRight')
  }
}

export const childBorn = childPerson.birthDate.split('-').toReversed().join('/')

/** From the first screen to the comparison of the child of support/desk. */
export async function beginChild(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(childNumber)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(childBorn)
  await goOn(page)
  await paneHeading(page, 'Đối chiếu thông tin').waitFor()
}

/** What a child's first card asks of the officer in the details. */
export async function fillChildDetails(page: Page): Promise<void> {
  await chooseOne(page, 'Loại cấp', 'Cấp lần đầu')
  await tabToThat(page, page.getByRole('combobox', { name: 'Lý do' }))
  await page.keyboard.type('lần đầu')
  await page.getByRole('option', { name: 'Cấp lần đầu' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await typeInto(page, 'Họ tên người đại diện', childPerson.fatherName)
  await typeInto(page, 'Số định danh người đại diện', '001090000033')
  await chooseOne(page, 'Quan hệ', 'Cha')
  await typeInto(page, 'Số điện thoại', '0912345678')
}

export async function consentOnPaper(page: Page): Promise<void> {
  await tabToThat(page, page.getByRole('button', { name: 'Đã ký trên giấy' }))
  await page.keyboard.press('Enter')
  await page.getByText('Công dân đã đồng ý lúc').waitFor()
}

/** The code of the file that is on the screen. */
export const fileOn = (page: Page): string => /\/files\/([^/]+)/.exec(page.url())?.[1] ?? ''
