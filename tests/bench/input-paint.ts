import type { Page } from 'playwright-core'
import { beginChild, goOn, paneHeading, tabToThat } from '../browser/desk-hands.ts'
import { openDeskUnderTest } from '../browser/desk-under-test.ts'
import { childNumber, childPerson, registryAnswer } from '../enrollment-kiosk/session/desk.ts'
import { type Measure, percentile, rounded } from './measure.ts'

const presses = 200

/**
 * From a key that goes down to the picture that shows its letter, on the pane with the most fields: the real page and agent in
 * Chromium. What is drawn is there when the task behind the next animation frame runs.
 */
export async function measureInputPaint(): Promise<Measure> {
  const desk = await openDeskUnderTest()
  try {
    desk.server.registry = registryAnswer(childNumber, childPerson)
    const page = await desk.open()
    await beginChild(page)
    await goOn(page)
    await paneHeading(page, 'Tờ khai').waitFor()
    const field = page.getByRole('textbox', { name: 'Họ tên người đại diện' })
    await tabToThat(page, field)
    const waits = await typed(page)
    const value = rounded(percentile(waits, 0.95), 1)
    return { measure: 'input_paint_p95_ms', value, unit: 'ms' }
  } finally {
    await desk.close()
  }
}

declare global {
  interface Window {
    /** Milliseconds from each key to its picture. */
    paints: number[]
  }
}

async function typed(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    window.paints = []
    const listen = ({ timeStamp }: KeyboardEvent) => {
      requestAnimationFrame(() => {
        const drawn = new MessageChannel()
        drawn.port1.onmessage = () => window.paints.push(performance.now() - timeStamp)
        drawn.port2.postMessage(null)
      })
    }
    window.addEventListener('keydown', listen, true)
  })
  for (let press = 1; press <= presses; press++) {
    await page.keyboard.press(press % 40 === 0 ? 'Control+a' : 'a')
    await page.waitForFunction((wanted) => window.paints.length >= wanted, press)
  }
  return page.evaluate(() => window.paints)
}
