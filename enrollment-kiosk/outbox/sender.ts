import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { ReceiptInvalid } from '../../core/cms/receipt.ts'
import type { PacketReceipt, Refusal } from '../../core/contracts/kiosk-sync.ts'
import { DomainError } from '../../core/errors.ts'
import { KioskFault, ServerRefusal, ServerUnreachable } from '../sync/refusals.ts'
import type { SealedFile } from '../sync/server-client.ts'
import { type Delivery, pieceRefusals } from './deliver-packet.ts'
import type { OutboxEntry } from './outbox-files.ts'
import { sha256Of, type Outbox } from './outbox.ts'

/** The packet on disk is not what was sealed. */
export class PacketDamaged extends DomainError<'PACKET_DAMAGED'> {
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
  /** An officer asks to send now: no wait is kept, not even the server's, and what was exported goes too. */
  sendNow(): void
  /** When the next attempt is due by the monotonic clock; null when nothing waits. */
  nextAttemptAt(): number | null
  /** Does some work while nothing is sent; the attempt in hand is cut. */
  whileHeld<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when the attempt in hand has ended; it is cut. */
  stop(): Promise<void>
}

export interface SenderParts {
  readonly outbox: Outbox
  readonly deliver: (packet: SealedFile, delivery: Omit<Delivery, 'pieceBytes'>) => Promise<PacketReceipt>
  /** Throws ReceiptInvalid where the server did not sign it for this packet. */
  readonly checkReceipt: (receipt: PacketReceipt, entry: OutboxEntry) => Promise<void>
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
  /** Packets of which the server may hold a part. */
  const brokenOff = new Set<string>()
  /** Exported ones that an officer wants sent from here after all. */
  const wanted = new Set<string>()
  const everyPacket = '*'
  let nudge = new AbortController()
  let held = 0
  let inHand: { readonly cut: AbortController; readonly ended: Promise<void> } | null = null

  function holdBack(scope: string, leastMs: number): void {
    const count = (failures.get(scope) ?? 0) + 1
    failures.set(scope, count)
    const longest = Math.min(retry.retryMs * 2 ** Math.min(count - 1, 20), retry.retryMaxMs)
    // Half of the wait is drawn by lot, so that all kiosks do not return at once after an outage.
    const drawn = Math.ceil(longest / 2) + randomInt(Math.floor(longest / 2) + 1)
    notBefore.set(scope, monotonic() + Math.max(drawn, leastMs))
  }

  /** The packet that is due first. Those behind the first that only an outage holds back are due no sooner. */
  function nextDue(): { entry: OutboxEntry; at: number } | null {
    const outage = notBefore.get(everyPacket) ?? 0
    let next: { entry: OutboxEntry; at: number } | null = null
    for (const entry of candidates()) {
      const at = Math.max(notBefore.get(entry.sha256) ?? 0, outage)
      if (!next || at < next.at) next = { entry, at }
      if (at <= outage) break
    }
    return next
  }

  function* candidates(): Iterable<OutboxEntry> {
    for (const entry of outbox.pending()) if (entry.state === 'WAITING') yield entry
    for (const sha256 of wanted) {
      const entry = outbox.find(sha256)
      if (entry?.state === 'EXPORTED') yield entry
      else wanted.delete(sha256)
    }
  }

  async function attempt(waiting: OutboxEntry, cut: AbortSignal): Promise<void> {
    const entry = await outbox.beginSending(waiting)
    const { applicationCode, sha256 } = entry
    try {
      const bytes = await outbox.readPacket(entry)
      if (sha256Of(bytes) !== sha256) return void (await outbox.refuse(entry, refusalOf(new PacketDamaged())))
      const resume = brokenOff.has(sha256)
      const onConfirmed = (sent: number) => outbox.progress(entry, sent)
      const signal = AbortSignal.any([stopping.signal, cut])
      const receipt = await parts.deliver({ applicationCode, bytes }, { sha256, resume, onConfirmed, signal })
      await parts.checkReceipt(receipt, entry)
      failures.clear()
      await parts.onReceived(await outbox.acknowledge(entry, receipt))
      for (const held of [brokenOff, notBefore]) held.delete(sha256)
    } catch (error) {
      if (!(error instanceof DomainError)) parts.onFault(error)
      const sending = outbox.find(sha256)?.state === 'SENDING'
      if (sending) await judge(entry, error instanceof DomainError ? error : new KioskFault())
    }
  }

  async function judge(entry: OutboxEntry, error: DomainError): Promise<void> {
    const status = error instanceof ServerRefusal ? error.status : 0
    const against = status >= 400 && status < 500 && !notThePacket.has(status)
    if (against && !pieceRefusals.has(error.code)) {
      await refuse(entry, error)
      return
    }
    if (error instanceof ServerUnreachable) brokenOff.add(entry.sha256)
    outbox.fail(entry, refusalOf(error))
    const onlyThis =
      status === 500 || against || error instanceof ReceiptInvalid || error instanceof KioskFault
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
      const next = held > 0 ? null : nextDue()
      const pause = next ? next.at - monotonic() : longestSleepMs
      if (next && pause <= 0) await takeInHand(next.entry)
      else
        await wait(Math.min(pause, longestSleepMs), undefined, { signal: nudge.signal }).catch(
          () => undefined,
        )
      if (nudge.signal.aborted) nudge = new AbortController()
    }
  }

  async function takeInHand(entry: OutboxEntry): Promise<void> {
    const cut = new AbortController()
    inHand = { cut, ended: attempt(entry, cut.signal).catch(holdFaulty(entry)) }
    await inHand.ended
    inHand = null
  }

  /** The disk would not even let it begin. */
  const holdFaulty = (entry: OutboxEntry) => (fault: unknown) => {
    parts.onFault(fault)
    holdBack(entry.sha256, 0)
  }

  const running = run()
  return {
    wake: () => nudge.abort(),
    sendNow() {
      notBefore.clear()
      for (const { sha256 } of outbox.exported()) wanted.add(sha256)
      nudge.abort()
    },
    nextAttemptAt: () => nextDue()?.at ?? null,
    async whileHeld(work) {
      held += 1
      try {
        inHand?.cut.abort()
        await inHand?.ended
        return await work()
      } finally {
        held -= 1
        nudge.abort()
      }
    },
    async stop() {
      stopping.abort()
      nudge.abort()
      await running
    },
  }
}

const longestSleepMs = 3_600_000

export function refusalOf(error: DomainError): Refusal {
  return { code: error.code, ...error.text }
}
