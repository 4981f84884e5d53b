import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openOutbox, type Outbox } from './outbox.ts'
import { outboxPage } from './outbox-page.ts'

const now = Date.parse('2026-11-21T05:00:00Z')
const day = 86_400_000

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'outbox-'))
})
afterEach(() => rm(directory, { recursive: true }))

const open = (): Promise<Outbox> => openOutbox(directory, { clock: () => now, onChange: () => undefined })
const codeOf = (number: number) => `HN001-01-261121-000${number}-A`
const packet = (number: number, bytes: readonly number[] = [number]) => ({
  applicationCode: codeOf(number),
  bytes: Uint8Array.from(bytes),
})
const receiptFor = ({ sha256, applicationCode }: { sha256: string; applicationCode: string }) => ({
  sha256,
  applicationCode,
  receivedAt: '2026-11-21T04:00:00.000Z',
  jws: 'a.b.c',
})
const refusal = { code: 'SIGNER_UNTRUSTED', vi: 'Từ chối', en: 'Refused' }

describe('the next start finds', () => {
  test('each packet in its state, with what is known of it', async () => {
    const outbox = await open()
    const [waiting, received, refused, exported] = await Promise.all(
      [1, 2, 3, 4].map((n) => outbox.add(packet(n))),
    )
    const foreign = await outbox.addForeign({ ...packet(5), sealedAt: '2026-11-01T00:00:00.000Z' })
    if (!waiting || !received || !refused || !exported) throw new Error('not added')
    outbox.progress(await outbox.beginSending(received), 1)
    await outbox.acknowledge(received, receiptFor(received))
    await outbox.refuse(await outbox.beginSending(refused), refusal)
    await outbox.markExported(exported)
    const again = await open()
    expect(again.counts()).toEqual({
      WAITING: 2,
      SENDING: 0,
      EXPORTED: 1,
      REFUSED: 1,
      RECEIVED: 1,
      REOPENED: 0,
    })
    expect(again.find(received.sha256)).toMatchObject({
      bytes: 1,
      sent: 1,
      receipt: { jws: 'a.b.c', bytes: 1 },
    })
    expect(again.find(refused.sha256)).toMatchObject({ reason: refusal })
    expect(again.find(exported.sha256)).toMatchObject({ exportedAt: '2026-11-21T05:00:00.000Z' })
    expect(again.find(foreign.sha256)).toMatchObject({ foreign: true, sealedAt: '2026-11-01T00:00:00.000Z' })
    expect([...again.pending()].map(({ sha256 }) => sha256).sort()).toEqual(
      [waiting.sha256, foreign.sha256].sort(),
    )
  })

  test('receipts of earlier versions, which carried no signature', async () => {
    const sha256 = createHash('sha256').update('cũ').digest('hex')
    const { jws: _, ...unsigned } = receiptFor({ sha256, applicationCode: codeOf(1) })
    await writeFile(join(directory, `${codeOf(1)}.${sha256}.receipt.json`), JSON.stringify(unsigned))
    expect((await open()).find(sha256)).toMatchObject({
      state: 'RECEIVED',
      receipt: { ...unsigned, jws: null },
    })
  })

  test('no receipt that is older than thirty days', async () => {
    const sha256 = createHash('sha256').update('cũ').digest('hex')
    const old = {
      ...receiptFor({ sha256, applicationCode: codeOf(1) }),
      receivedAt: new Date(now - 31 * day).toISOString(),
    }
    await writeFile(join(directory, `${codeOf(1)}.${sha256}.receipt.json`), JSON.stringify(old))
    expect((await open()).list()).toEqual([])
    expect(await readdir(directory)).toEqual([])
  })

  test('nothing of a packet from another kiosk that a kill cut before it was there', async () => {
    const sha256 = '0'.repeat(64)
    await writeFile(
      join(directory, `${codeOf(1)}.${sha256}.foreign.json`),
      '{"sealedAt":"2026-11-21T04:00:00Z"}',
    )
    expect((await open()).list()).toEqual([])
    expect(await readdir(directory)).toEqual([])
  })
})

test('an exported packet may be exported again, and sent from here after all', async () => {
  const outbox = await open()
  const entry = await outbox.add(packet(1))
  await outbox.markExported(entry)
  await outbox.markExported(entry)
  expect((await outbox.beginSending(entry)).exportedAt).toBeNull()
  outbox.fail(entry, refusal)
  expect((await open()).find(entry.sha256)?.state).toBe('WAITING')
})

test('a file that came back is sealed again under its code; one that waits is not', async () => {
  const outbox = await open()
  const first = await outbox.add(packet(1))
  await expect(outbox.add(packet(1, [9]))).rejects.toThrow('already sealed')
  await outbox.acknowledge(await outbox.beginSending(first), receiptFor(first))
  const second = await outbox.add(packet(1, [9]))
  expect(outbox.findByApplication(codeOf(1))?.sha256).toBe(second.sha256)
  const later = new Date(now + day)
  await utimes(join(directory, `${codeOf(1)}.${second.sha256}.cms`), later, later)
  expect((await open()).findByApplication(codeOf(1))?.sha256).toBe(second.sha256)
})

test('pages go on after the last packet shown, of one state or of all', async () => {
  const outbox = await open()
  for (let n = 0; n < 53; n++) await outbox.add({ applicationCode: `CODE-${n}`, bytes: Uint8Array.of(n) })
  const third = outbox.findByApplication('CODE-2')
  if (third) await outbox.markExported(third)
  const first = outboxPage(outbox, { state: null, after: null })
  expect(first.packets.map(({ applicationCode }) => applicationCode)).toEqual(
    Array.from({ length: 50 }, (_, n) => `CODE-${n}`),
  )
  const rest = outboxPage(outbox, { state: null, after: first.next })
  expect(rest.packets.map(({ applicationCode }) => applicationCode)).toEqual([
    'CODE-50',
    'CODE-51',
    'CODE-52',
  ])
  expect(rest.next).toBeNull()
  const exported = outboxPage(outbox, { state: 'EXPORTED', after: null })
  expect(exported).toMatchObject({
    packets: [{ applicationCode: 'CODE-2' }],
    next: null,
    counts: { WAITING: 52 },
  })
})
