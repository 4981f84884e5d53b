import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PacketReceipt } from '../../core/contracts/kiosk-sync.ts'
import { ServerUnreachable } from '../sync/refusals.ts'
import type { SealedFile } from '../sync/server-client.ts'
import { openOutbox, sha256Of, type Outbox } from './outbox.ts'
import { startSender, type Sender } from './sender.ts'

let directory: string
let outbox: Outbox
let sender: Sender | null = null
let changed = () => {}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sender-'))
  outbox = await openOutbox(directory, { clock: Date.now, onChange: () => changed() })
})
afterEach(async () => {
  await sender?.stop()
  await rm(directory, { recursive: true })
})

const packet = (number: number) => ({
  applicationCode: `HN001-01-261121-000${number}-A`,
  bytes: Uint8Array.of(number),
})

const receiptFor = ({ applicationCode, bytes }: SealedFile): PacketReceipt => ({
  sha256: sha256Of(bytes),
  applicationCode,
  receivedAt: new Date().toISOString(),
  jws: 'signed',
})

function start(deliver: (packet: SealedFile) => Promise<PacketReceipt>): void {
  sender = startSender({
    outbox,
    deliver,
    checkReceipt: async () => undefined,
    onReceived: async () => undefined,
    retry: { retryMs: 10, retryMaxMs: 100 },
    onFault: () => undefined,
    monotonic: () => performance.now(),
  })
}

async function untilStates(...states: string[]): Promise<void> {
  while (outbox.list().some(({ state }, i) => state !== states[i])) {
    await new Promise<void>((resolve) => (changed = resolve))
  }
}

test('packets go in the order of sealing, one at a time', async () => {
  const order: string[] = []
  let inHand = 0
  for (const number of [1, 2, 3]) await outbox.add(packet(number))
  start(async (sent) => {
    expect(++inHand).toBe(1)
    await new Promise(setImmediate)
    order.push(sent.applicationCode)
    inHand -= 1
    return receiptFor(sent)
  })
  await untilStates('RECEIVED', 'RECEIVED', 'RECEIVED')
  expect(order).toEqual([1, 2, 3].map((number) => packet(number).applicationCode))
})

test('an outage makes the waits grow up to the longest', async () => {
  const attempts: number[] = []
  await outbox.add(packet(1))
  start(async (sent) => {
    attempts.push(performance.now())
    if (attempts.length < 7) throw new ServerUnreachable()
    return receiptFor(sent)
  })
  await untilStates('RECEIVED')
  const waits = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0))
  // Half of each wait of 10, 20, 40, 80, 100, 100 ms is certain.
  for (const [i, least] of [5, 10, 20, 40, 50, 50].entries())
    expect(waits[i]).toBeGreaterThanOrEqual(least - 1)
})

test('a packet whose bytes changed on the disk is never sent', async () => {
  const entry = await outbox.add(packet(1))
  await writeFile(join(directory, `${entry.applicationCode}.${entry.sha256}.cms`), Uint8Array.of(9))
  start(() => Promise.reject(new Error('sent')))
  await untilStates('REFUSED')
  expect(outbox.find(entry.sha256)?.reason?.code).toBe('PACKET_DAMAGED')
})

test('an application has one packet at a time', async () => {
  await outbox.add(packet(1))
  await expect(outbox.add({ ...packet(1), bytes: Uint8Array.of(7) })).rejects.toThrow('already sealed')
})
