/** Hands that stay on the keyboard. */
import type { Page } from 'playwright-core'

/** Tab until the element that holds the focus has this name. */
export async function tabTo(page: Page, name: string): Promise<void> {
  // A field that must be filled in is marked behind its name.
  const wanted = page.getByLabel(new RegExp(`^${name}( \\*)?$`))
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluateAll((all) => all.includes(document.activeElement as HTMLElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${name}`)
}

/** Down the choice that holds the focus until this one is chosen. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Space')
  for (let presses = 0; presses < 10; presses++) {
    const chosen = await page.evaluate(() =>
      document.activeElement instanceof HTMLInputElement
        ? [...(document.activeElement.labels ?? [])].map((label) => label.textContent).join(' ')
        : '',
    )
    if (chosen.includes(name)) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`no choice ${name}`)
}
