import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { PacketReceipt, Refusal } from '../../core/contracts/kiosk-sync.ts'
import { DomainError } from '../../core/errors.ts'
import type { SealedFile } from '../sync/server-client.ts'
import { KioskFault, ServerRefusal } from '../sync/refusals.ts'
import { sha256Of, type Outbox, type OutboxEntry } from './outbox.ts'

/** The server's receipt is not for the bytes that were sent: the packet stays. */
class ReceiptForAnotherPacket extends DomainError<'RECEIPT_FOR_ANOTHER_PACKET'> {
  constructor() {
    super('RECEIPT_FOR_ANOTHER_PACKET', {
      vi: 'Biên nhận của máy chủ không khớp gói hồ sơ. Gói được giữ lại và sẽ gửi lại.',
      en: "The server's receipt does not match the packet. The packet is kept and will be sent again.",
    })
  }
}

class PacketDamaged extends DomainError<'PACKET_DAMAGED'> {
  constructor() {
    super('PACKET_DAMAGED', {
      vi: 'Gói hồ sơ trên đĩa bị hỏng. Mở lại hồ sơ để niêm phong lại từ bản nháp.',
      en: 'The packet on disk is damaged. Reopen the file to seal it again from its draft.',
    })
  }
}

/** Statuses that say nothing against the packet: sign-in, permission of the machine, load. */
const notThePacket = new Set([401, 403, 408, 425, 429])

export interface Sender {
  /** A packet was added. */
  wake(): void
  /** An officer asks to send now: no wait is kept, not even the server's. */
  sendNow(): void
  /** When the next attempt is due by the monotonic clock; null when nothing waits. */
  nextAttemptAt(): number | null
  /** Resolves when the attempt in hand has ended; it is cut. */
  stop(): Promise<void>
}

export interface SenderParts {
  readonly outbox: Outbox
  readonly deliver: (packet: SealedFile, signal: AbortSignal) => Promise<PacketReceipt>
  /** Called after the receipt is on disk and the packet is gone. */
  readonly onReceived: (entry: OutboxEntry) => Promise<void>
  /** First wait after a failure and the longest one, milliseconds. */
  readonly retry: { readonly retryMs: number; readonly retryMaxMs: number }
  /** Hears what is not an answer of the server: a fault of the disk or of the program. */
  readonly onFault: (error: unknown) => void
  /** Milliseconds that only grow. */
  readonly monotonic: () => number
}

/**
 * Sends what waits, oldest first, one at a time. An outage holds the whole outbox back; a fault of one packet holds
 * only that packet back. Waits double from `retryMs` to `retryMaxMs`; a server's `Retry-After` is the least wait.
 */
export function startSender(parts: SenderParts): Sender {
  const { outbox, retry, monotonic } = parts
  const stopping = new AbortController()
  const notBefore = new Map<string, number>()
  const failures = new Map<string, number>()
  const everyPacket = '*'
  let nudge = new AbortController()

  function holdBack(scope: string, leastMs: number): void {
    const count = (failures.get(scope) ?? 0) + 1
    failures.set(scope, count)
    const longest = Math.min(retry.retryMs * 2 ** Math.min(count - 1, 20), retry.retryMaxMs)
    // Half of the wait is drawn by lot, so that all kiosks do not return at once after an outage.
    const drawn = Math.ceil(longest / 2) + randomInt(Math.floor(longest / 2) + 1)
    notBefore.set(scope, monotonic() + Math.max(drawn, leastMs))
  }

  const dueAt = (entry: OutboxEntry) =>
    Math.max(notBefore.get(entry.sha256) ?? 0, notBefore.get(everyPacket) ?? 0)

  function nextDue(): { entry: OutboxEntry; at: number } | null {
    let next: { entry: OutboxEntry; at: number } | null = null
    for (const entry of outbox.list()) {
      if (entry.state === 'WAITING' && (!next || dueAt(entry) < next.at)) next = { entry, at: dueAt(entry) }
    }
    return next
  }

  async function attempt(waiting: OutboxEntry): Promise<void> {
    const entry = outbox.beginSending(waiting)
    try {
      const bytes = await outbox.readPacket(entry)
      if (sha256Of(bytes) !== entry.sha256)
        return void (await outbox.refuse(entry, refusalOf(new PacketDamaged())))
      const receipt = await parts.deliver({ applicationCode: entry.applicationCode, bytes }, stopping.signal)
      if (receipt.sha256 !== entry.sha256 || receipt.applicationCode !== entry.applicationCode) {
        throw new ReceiptForAnotherPacket()
      }
      failures.clear()
      await parts.onReceived(await outbox.acknowledge(entry, receipt))
    } catch (error) {
      if (!(error instanceof DomainError)) parts.onFault(error)
      const sending = outbox.find(entry.sha256)?.state === 'SENDING'
      if (sending) await judge(entry, error instanceof DomainError ? error : new KioskFault())
    }
  }

  async function judge(entry: OutboxEntry, error: DomainError): Promise<void> {
    const status = error instanceof ServerRefusal ? error.status : 0
    if (status >= 400 && status < 500 && !notThePacket.has(status)) {
      await refuse(entry, error)
      return
    }
    outbox.fail(entry, refusalOf(error))
    const onlyThis = status === 500 || error instanceof ReceiptForAnotherPacket || error instanceof KioskFault
    const leastMs = error instanceof ServerRefusal ? (error.retryAfterMs ?? 0) : 0
    holdBack(onlyThis ? entry.sha256 : everyPacket, leastMs)
  }

  async function refuse(entry: OutboxEntry, refusal: DomainError): Promise<void> {
    try {
      await outbox.refuse(entry, refusalOf(refusal))
    } catch (fault) {
      parts.onFault(fault)
      outbox.fail(entry, refusalOf(new KioskFault()))
      holdBack(entry.sha256, 0)
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const next = nextDue()
      const pause = next ? next.at - monotonic() : longestSleepMs
      if (next && pause <= 0) await attempt(next.entry)
      else
        await wait(Math.min(pause, longestSleepMs), undefined, { signal: nudge.signal }).catch(
          () => undefined,
        )
      if (nudge.signal.aborted) nudge = new AbortController()
    }
  }

  const running = run()
  return {
    wake: () => nudge.abort(),
    sendNow() {
      notBefore.clear()
      nudge.abort()
    },
    nextAttemptAt: () => nextDue()?.at ?? null,
    async stop() {
      stopping.abort()
      nudge.abort()
      await running
    },
  }
}

const longestSleepMs = 3_600_000

function refusalOf(error: DomainError): Refusal {
  return { code: error.code, ...error.text }
}
