import type { Page } from 'playwright-core'
import { expectAccessible } from './accessible.ts'
import { expectNothingCut } from './console-under-test.ts'
import { settled } from './settled.ts'

const pictures = process.env['CONSOLE_PICTURES']

/** A screen that has settled: without axe's findings and without anything cut off; with `CONSOLE_PICTURES` a picture of it too. */
export async function inspectScreen(page: Page, name: string): Promise<void> {
  await settled(page)
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  await expectAccessible(page)
  await expectNothingCut(page)
}
