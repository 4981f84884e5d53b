import { setTimeout as wait } from 'node:timers/promises'
import { DomainError } from '../../core/errors.ts'
import type { ServerClient } from '../sync/server-client.ts'
import type { OutboxEntry } from './outbox-files.ts'
import type { Outbox } from './outbox.ts'
import type { SenderParts } from './sender.ts'

export interface InquiryParts extends Pick<SenderParts, 'checkReceipt' | 'onReceived' | 'onFault'> {
  readonly outbox: Outbox
  readonly client: () => Pick<ServerClient, 'askPacket'>
  /** Between two rounds, milliseconds. */
  readonly everyMs: number
}

/**
 * Asks the server, now and then, what became of packets that went out on a medium: one that arrived is acknowledged with its
 * receipt as if it had been sent from here. Ends with the signal.
 */
export async function inquireExported(parts: InquiryParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const entry of parts.outbox.exported()) await inquire(parts, entry, signal)
    } catch (error) {
      // Not installed, no network, a busy server: the next round asks again.
      if (!(error instanceof DomainError)) parts.onFault(error)
    }
    await wait(parts.everyMs, undefined, { signal }).catch(() => undefined)
  }
}

async function inquire(parts: InquiryParts, entry: OutboxEntry, signal: AbortSignal): Promise<void> {
  const { outbox } = parts
  const known = await parts.client().askPacket(entry.sha256, signal)
  if (!known || !('receipt' in known)) return
  await parts.checkReceipt(known.receipt, entry)
  // An officer may have had it sent from here meanwhile.
  if (outbox.find(entry.sha256)?.state !== 'EXPORTED') return
  await parts.onReceived(await outbox.acknowledge(entry, known.receipt))
}
