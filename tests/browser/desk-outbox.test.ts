/** Weeks without a network: five thousand packets in the outbox folder. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumMissing } from './chromium.ts'
import { firstBuild } from './console-under-test.ts'
import { type DeskUnderTest, goTo, openDeskUnderTest } from './desk-under-test.ts'

const packets = 5000
const refused = 25
/** Small, so that the disk of a test machine is spared: the list never reads a packet. */
const packetBytes = 4096

const codeOf = (n: number) => `HN001-07-261101-${String(n).padStart(4, '0')}-A`

async function fillOutbox(directory: string): Promise<void> {
  const outbox = join(directory, 'outbox')
  await mkdir(outbox, { recursive: true, mode: 0o700 })
  for (let from = 0; from < packets; from += 250) {
    await Promise.all(
      Array.from({ length: 250 }, async (_, i) => {
        const n = from + i
        const bytes = Buffer.alloc(packetBytes, `packet ${n} `)
        const name = `${codeOf(n)}.${createHash('sha256').update(bytes).digest('hex')}`
        await writeFile(join(outbox, `${name}.cms`), bytes, { mode: 0o600 })
        if (n >= refused) return
        const refusal = { code: 'PACKET_TOO_OLD', vi: 'Gói hồ sơ quá cũ.', en: 'The packet is too old.' }
        await writeFile(join(outbox, `${name}.refused.json`), JSON.stringify(refusal), { mode: 0o600 })
      }),
    )
  }
}

describe.skipIf(chromiumMissing)('an outbox of five thousand packets', { timeout: 60_000 }, () => {
  let desk: DeskUnderTest

  beforeAll(async () => {
    desk = await openDeskUnderTest({
      prepare: fillOutbox,
      // Nothing leaves while it is looked at, and so many unsent packets are allowed.
      environment: {
        OUTBOX_RETRY_MS: '3600000',
        OUTBOX_RETRY_MAX_MS: '3600000',
        KIOSK_FREEZE_UNSENT: '100000',
      },
      beforeSending: (server) => server.packetFaults.push({ kind: 'answer', status: 503 }),
    })
  }, firstBuild)
  afterAll(() => desk?.close())
  afterEach(() => desk.leave())

  test('opens in less than 200 ms from the key to the rows, again and again', async () => {
    const page = await desk.open('/devices')
    const times: number[] = []
    for (let visit = 0; visit < 7; visit++) {
      await page.getByRole('heading', { name: 'Thiết bị và máy' }).waitFor()
      const shown = page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            window.addEventListener(
              'hashchange',
              () => {
                const began = performance.now()
                const look = () => {
                  const rows = document.querySelectorAll('tbody tr').length
                  // The frame behind the one that has the rows: they are painted.
                  if (rows >= 50) requestAnimationFrame(() => resolve(performance.now() - began))
                  else requestAnimationFrame(look)
                }
                look()
              },
              { once: true },
            )
            window.location.hash = '/outbox'
          }),
      )
      times.push(await shown)
      await goTo(page, '/devices')
    }
    const [first = Infinity, ...again] = times
    const best = Math.min(...again)
    console.log(`outbox of ${packets}: first ${Math.round(first)} ms, then at best ${Math.round(best)} ms`)
    // The best of them: the machine may be busy with others.
    expect(best).toBeLessThan(200)
  })

  test('counts every state, shows the refused ones with the reason, and turns its pages by keys', async () => {
    const page = await desk.open('/outbox')
    await page.getByRole('button', { name: /Bị từ chối/ }).waitFor()
    expect(await page.getByRole('button', { name: /Tất cả/ }).innerText()).toContain('5.000')
    await page.keyboard.press('1')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(refused)
    expect(await page.locator('tbody tr').first().innerText()).toContain('Gói hồ sơ quá cũ.')
    await page.keyboard.press('2')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(50)
    const first = await page.locator('tbody .code').first().innerText()
    await page.keyboard.press('n')
    await expect.poll(() => page.locator('tbody .code').first().innerText()).not.toBe(first)
    await page.keyboard.press('p')
    await expect.poll(() => page.locator('tbody .code').first().innerText()).toBe(first)
  })
})
