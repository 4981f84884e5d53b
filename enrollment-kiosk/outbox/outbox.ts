/** Sealed packets on their way to the server. outbox-files.ts has their files. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PacketReceipt, Refusal } from '../../core/contracts/kiosk-sync.ts'
import { DomainError } from '../../core/errors.ts'
import { nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { outboxLifecycle, type OutboxState } from '../../core/lifecycle/outbox.ts'
import { instantOf } from '../clock.ts'
import { makePrivateDirectory, removeDurably, writeDurably } from './durable-file.ts'
import {
  type KeptReceipt,
  loadOutbox,
  type OutboxEntry,
  type OutboxSuffix,
  packetFileName,
} from './outbox-files.ts'

export class PacketAlreadyInOutbox extends DomainError<'PACKET_ALREADY_IN_OUTBOX'> {
  constructor() {
    super('PACKET_ALREADY_IN_OUTBOX', {
      vi: 'Hồ sơ này đã niêm phong và đang chờ gửi hoặc đã gửi.',
      en: 'This file is already sealed: it waits to be sent or was sent.',
    })
  }
}

export class PacketUnknown extends DomainError<'PACKET_UNKNOWN'> {
  constructor() {
    super('PACKET_UNKNOWN', {
      vi: 'Không có gói hồ sơ này trong hộp gửi.',
      en: 'There is no such packet in the outbox.',
    })
  }
}

type OutboxEvent = 'send' | 'acknowledge' | 'refuse' | 'fail' | 'reopen' | 'export'
type SealedPacket = {
  readonly applicationCode: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface Outbox {
  /** Every packet, in the order in which it came here. */
  list(): readonly OutboxEntry[]
  counts(): Readonly<Record<OutboxState, number>>
  /** WAITING and SENDING, in that order; costs nothing for the others. */
  pending(): Iterable<OutboxEntry>
  exported(): readonly OutboxEntry[]
  find(sha256: string): OutboxEntry | null
  /** The packet of an application that counts: reopened ones do not. */
  findByApplication(applicationCode: string): OutboxEntry | null
  /** On disk for good when this resolves. Throws {@link PacketAlreadyInOutbox}. */
  add(packet: SealedPacket): Promise<OutboxEntry>
  /** The same for a packet that another kiosk sealed. */
  addForeign(packet: SealedPacket & { readonly sealedAt: string }): Promise<OutboxEntry>
  readPacket(entry: OutboxEntry): Promise<Uint8Array<ArrayBuffer>>
  /** One that was exported is no longer marked so: it goes from here again. */
  beginSending(entry: OutboxEntry): Promise<OutboxEntry>
  /** So much of it is confirmed by the server. */
  progress(entry: OutboxEntry, sent: number): void
  /** Deletes the packet: only a receipt that was checked may come here. */
  acknowledge(entry: OutboxEntry, receipt: PacketReceipt): Promise<OutboxEntry>
  refuse(entry: OutboxEntry, refusal: Refusal): Promise<OutboxEntry>
  fail(entry: OutboxEntry, reason: Refusal): OutboxEntry
  /** A copy lies on a medium and was read back from there. */
  markExported(entry: OutboxEntry): Promise<OutboxEntry>
  reopen(entry: OutboxEntry): Promise<OutboxEntry>
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export interface OutboxOptions {
  /** Milliseconds since 1970: receipts are forgotten 30 days after they came. */
  readonly clock: () => number
  /** Hears every new state. */
  readonly onChange: (entry: OutboxEntry) => void
}

/** Opens the outbox as the last run left it. */
export async function openOutbox(directory: string, { clock, onChange }: OutboxOptions): Promise<Outbox> {
  await makePrivateDirectory(directory)
  const index = createIndex()
  for (const entry of loadOutbox(directory, clock())) index.put(entry)
  const fileOf = (entry: OutboxEntry, suffix: OutboxSuffix) => join(directory, packetFileName(entry, suffix))

  function put(entry: OutboxEntry): OutboxEntry {
    index.put(entry)
    onChange(entry)
    return entry
  }

  function moved(known: OutboxEntry, event: OutboxEvent): OutboxEntry {
    const entry = index.entries.get(known.sha256)
    if (!entry) throw new PacketUnknown()
    const state = nextState(outboxLifecycle, entry.state, event)
    if (!state) throw new TransitionRefused(outboxLifecycle.name, entry.state, event)
    return { ...entry, state }
  }

  function begin({ applicationCode, bytes }: SealedPacket): OutboxEntry {
    const sha256 = sha256Of(bytes)
    const earlier = index.findByApplication(applicationCode)
    if (index.entries.has(sha256) || (earlier && !giveWay(earlier))) throw new PacketAlreadyInOutbox()
    const state = outboxLifecycle.initial
    const nothing = { sent: 0, reason: null, receipt: null, exportedAt: null, foreign: false }
    return { applicationCode, sha256, bytes: bytes.length, state, sealedAt: instantOf(clock()), ...nothing }
  }

  return {
    list: () => [...index.entries.values()],
    counts: () => ({ ...index.counts }),
    pending: () => index.pending.values(),
    exported: () => [...index.exported.values()],
    find: (sha256) => index.entries.get(sha256) ?? null,
    findByApplication: index.findByApplication,
    async add(packet) {
      const entry = begin(packet)
      await writeDurably(fileOf(entry, 'cms'), packet.bytes)
      return put(entry)
    },
    async addForeign(packet) {
      const { sealedAt } = packet
      const entry = { ...begin(packet), sealedAt, foreign: true }
      // Before the packet: one without its mark would count as this kiosk's own.
      await writeDurably(fileOf(entry, 'foreign.json'), JSON.stringify({ sealedAt }))
      await writeDurably(fileOf(entry, 'cms'), packet.bytes)
      return put(entry)
    },
    readPacket: async (entry) => new Uint8Array(await readFile(fileOf(entry, 'cms'))),
    async beginSending(entry) {
      const sending = moved(entry, 'send')
      if (sending.exportedAt) await removeDurably(fileOf(entry, 'exported.json'))
      return put({ ...sending, exportedAt: null })
    },
    progress(known, sent) {
      const entry = index.entries.get(known.sha256)
      if (entry && entry.sent !== sent) put({ ...entry, sent })
    },
    async acknowledge(entry, receipt) {
      const acknowledged = moved(entry, 'acknowledge')
      const { bytes, sealedAt, foreign } = acknowledged
      const kept: KeptReceipt = { ...receipt, bytes, sealedAt, foreign }
      await writeDurably(fileOf(entry, 'receipt.json'), JSON.stringify(kept))
      // Whatever of these a power cut leaves behind, the receipt overrules and the next start removes.
      for (const suffix of ['cms', 'foreign.json', 'exported.json'] as const) {
        if (suffix === 'cms' || acknowledged.foreign || acknowledged.exportedAt)
          await removeDurably(fileOf(entry, suffix))
      }
      return put({ ...acknowledged, sent: bytes, reason: null, receipt: kept, exportedAt: null })
    },
    async refuse(entry, refusal) {
      const refused = { ...moved(entry, 'refuse'), reason: refusal }
      await writeDurably(fileOf(entry, 'refused.json'), JSON.stringify(refusal))
      return put(refused)
    },
    fail: (entry, reason) => put({ ...moved(entry, 'fail'), reason }),
    async markExported(entry) {
      const exported = { ...moved(entry, 'export'), exportedAt: instantOf(clock()) }
      await writeDurably(fileOf(entry, 'exported.json'), JSON.stringify({ at: exported.exportedAt }))
      return put(exported)
    },
    async reopen(entry) {
      const reopened = moved(entry, 'reopen')
      await writeDurably(fileOf(entry, 'reopened'), '')
      await removeDurably(fileOf(entry, 'refused.json'))
      await removeDurably(fileOf(entry, 'cms'))
      return put(reopened)
    },
  }
}

/** A file that the server sent back, or another kiosk sealed anew, comes again under its code. */
const giveWay = ({ state, foreign }: OutboxEntry) => state === 'RECEIVED' || (foreign && state === 'REFUSED')

/** The entries, and what of them is asked for often: none of it looks through all of them. */
function createIndex() {
  const entries = new Map<string, OutboxEntry>()
  const byApplication = new Map<string, string>()
  const pending = new Map<string, OutboxEntry>()
  const exported = new Map<string, OutboxEntry>()
  const counts: Record<OutboxState, number> = {
    WAITING: 0,
    SENDING: 0,
    EXPORTED: 0,
    REFUSED: 0,
    RECEIVED: 0,
    REOPENED: 0,
  }

  function keepIn(map: Map<string, OutboxEntry>, entry: OutboxEntry, belongs: boolean): void {
    if (belongs) map.set(entry.sha256, entry)
    else map.delete(entry.sha256)
  }

  return {
    entries,
    pending,
    exported,
    counts,
    put(entry: OutboxEntry): void {
      const { sha256, applicationCode, state } = entry
      const before = entries.get(sha256)
      if (before) counts[before.state] -= 1
      counts[state] += 1
      entries.set(sha256, entry)
      keepIn(pending, entry, state === 'WAITING' || state === 'SENDING')
      keepIn(exported, entry, state === 'EXPORTED')
      if (state !== 'REOPENED') byApplication.set(applicationCode, sha256)
      else if (byApplication.get(applicationCode) === sha256) byApplication.delete(applicationCode)
    },
    findByApplication: (code: string) => entries.get(byApplication.get(code) ?? '') ?? null,
  }
}
