import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { median } from '../../bench/measure.ts'
import { makeDataDirectory, startKioskProcess } from '../session/kiosk-process.ts'

const packets = 5000
const received = 500

const pageSchema = z.object({
  packets: z.array(
    z.object({ sha256: z.string(), applicationCode: z.string(), state: z.string(), sealedAt: z.string() }),
  ),
  next: z.string().nullable(),
  counts: z.record(z.string(), z.int()),
})

/** One of them as the disk holds it; receipts are those of a version that kept no signature. */
function fileOf(i: number): { readonly name: string; readonly content: Uint8Array | string } {
  const bytes = Buffer.from(`gói niêm phong ${i}`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const applicationCode = `HN001-07-261121-${String(i).padStart(4, '0')}-A`
  if (i >= received) return { name: `${applicationCode}.${sha256}.cms`, content: bytes }
  const receipt = { sha256, applicationCode, receivedAt: new Date().toISOString() }
  return { name: `${applicationCode}.${sha256}.receipt.json`, content: JSON.stringify(receipt) }
}

test('five thousand packets: the kiosk opens at once and answers each page in under 200 ms', async () => {
  const directory = await makeDataDirectory()
  const outbox = join(directory.path, 'outbox')
  await mkdir(outbox, { recursive: true })
  for (let from = 0; from < packets; from += 100) {
    const some = Array.from({ length: 100 }, (_, i) => fileOf(from + i))
    await Promise.all(some.map(({ name, content }) => writeFile(join(outbox, name), content)))
  }
  const empty = await makeDataDirectory()
  const { kiosk: idling, opened: idle } = await start(empty.path)
  await idling.kill()
  // The first start counts into the day's tally what no kiosk of before has counted.
  await (await start(directory.path)).kiosk.kill()
  const once = await start(directory.path)
  await once.kiosk.kill()
  const again = await start(directory.path)
  const { kiosk } = again
  const opened = Math.min(once.opened, again.opened)

  const best: number[] = []
  /** The best of three is counted: the machine may be busy with others. */
  async function ask(query: string) {
    const times: number[] = []
    let answer: z.infer<typeof pageSchema> | null = null
    for (let turn = 0; turn < 3; turn++) {
      const asked = performance.now()
      const { body } = await kiosk.get(`/outbox${query}`)
      times.push(performance.now() - asked)
      answer ??= pageSchema.parse(body)
    }
    best.push(Math.min(...times))
    if (!answer) throw new RangeError('nothing was asked')
    return answer
  }
  const first = await ask('')
  expect(Math.min(...best)).toBeLessThan(200)
  expect(first.packets).toHaveLength(50)
  const { RECEIVED, WAITING = 0, SENDING = 0 } = first.counts
  expect([RECEIVED, WAITING + SENDING]).toEqual([received, packets - received])
  const seen = first.packets.map(({ sha256 }) => sha256)
  for (let { next } = first; next !== null;) {
    const page = await ask(`?after=${next}`)
    seen.push(...page.packets.map(({ sha256 }) => sha256))
    next = page.next
  }
  expect(new Set(seen).size).toBe(packets)
  expect(seen).toHaveLength(packets)
  expect((await ask('?state=RECEIVED')).packets.every(({ state }) => state === 'RECEIVED')).toBe(true)
  expect((await kiosk.get('/outbox?state=LOST')).status).toBe(400)
  expect(median(best)).toBeLessThan(200)
  expect(opened).toBeLessThan(3 * idle + 1000)
  await kiosk.kill()
  await Promise.all([directory.remove(), empty.remove()])
})

/** Nothing listens there: the desk has been without the network for weeks. */
async function start(directory: string) {
  const began = performance.now()
  const kiosk = await startKioskProcess({ server: 'http://127.0.0.1:9', directory })
  return { kiosk, opened: performance.now() - began }
}
