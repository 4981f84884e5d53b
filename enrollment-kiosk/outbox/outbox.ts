/**
 * Sealed packets on their way to the server. One file per packet; its name is its state, so that no second file can
 * disagree with it and a power cut leaves it whole in the one state or the other:
 *   <application code>.<sha256>.cms            WAITING (SENDING lives in memory only)
 *   <application code>.<sha256>.refused.json   beside the packet: REFUSED, with the server's words
 *   <application code>.<sha256>.reopened       REOPENED; the packet is gone, its session is being put right
 *   <application code>.<sha256>.receipt.json   RECEIVED; the packet is gone
 */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ZodType } from 'zod'
import {
  packetReceiptSchema,
  refusalSchema,
  type PacketReceipt,
  type Refusal,
} from '../../core/contracts/kiosk-sync.ts'
import { DomainError } from '../../core/errors.ts'
import { nextState, TransitionRefused } from '../../core/lifecycle/machine.ts'
import { outboxLifecycle, type OutboxState } from '../../core/lifecycle/outbox.ts'
import { epochOf } from '../clock.ts'
import { makePrivateDirectory, removeDurably, unfinishedSuffix, writeDurably } from './durable-file.ts'

export interface OutboxEntry {
  readonly applicationCode: string
  readonly sha256: string
  readonly bytes: number
  readonly state: OutboxState
  /** Why it has not been received: the last failure or the server's refusal. */
  readonly reason: Refusal | null
  readonly receipt: PacketReceipt | null
}

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

type OutboxEvent = 'send' | 'acknowledge' | 'refuse' | 'fail' | 'reopen'

export interface Outbox {
  /** Every packet, in the order of sealing. */
  list(): readonly OutboxEntry[]
  find(sha256: string): OutboxEntry | null
  /** The packet of an application that counts: reopened ones do not. */
  findByApplication(applicationCode: string): OutboxEntry | null
  /** On disk for good when this resolves. Throws {@link PacketAlreadyInOutbox}. */
  add(packet: {
    readonly applicationCode: string
    readonly bytes: Uint8Array<ArrayBuffer>
  }): Promise<OutboxEntry>
  readPacket(entry: OutboxEntry): Promise<Uint8Array<ArrayBuffer>>
  beginSending(entry: OutboxEntry): OutboxEntry
  /** Deletes the packet: only a receipt that names its SHA-256 may come here. */
  acknowledge(entry: OutboxEntry, receipt: PacketReceipt): Promise<OutboxEntry>
  refuse(entry: OutboxEntry, refusal: Refusal): Promise<OutboxEntry>
  fail(entry: OutboxEntry, reason: Refusal): OutboxEntry
  reopen(entry: OutboxEntry): Promise<OutboxEntry>
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export interface OutboxOptions {
  /** Milliseconds since 1970: receipts are forgotten 30 days after they came. */
  readonly now: number
  /** Hears every new state. */
  readonly onChange: (entry: OutboxEntry) => void
}

/** Opens the outbox as the last run left it. */
export async function openOutbox(directory: string, { now, onChange }: OutboxOptions): Promise<Outbox> {
  await makePrivateDirectory(directory)
  const entries = await loadEntries(directory)
  for (const entry of entries.values()) {
    if (!entry.receipt || epochOf(entry.receipt.receivedAt) > now - receiptsKeptMs) continue
    await removeDurably(join(directory, `${entry.applicationCode}.${entry.sha256}.receipt.json`))
    entries.delete(entry.sha256)
  }
  const fileOf = (entry: Pick<OutboxEntry, 'applicationCode' | 'sha256'>, suffix: string) =>
    join(directory, `${entry.applicationCode}.${entry.sha256}.${suffix}`)

  function put(entry: OutboxEntry): OutboxEntry {
    entries.set(entry.sha256, entry)
    onChange(entry)
    return entry
  }

  function moved(known: OutboxEntry, event: OutboxEvent): OutboxEntry {
    const entry = entries.get(known.sha256)
    if (!entry) throw new PacketUnknown()
    const state = nextState(outboxLifecycle, entry.state, event)
    if (!state) throw new TransitionRefused(outboxLifecycle.name, entry.state, event)
    return { ...entry, state }
  }

  const findByApplication = (code: string) =>
    [...entries.values()].find((entry) => entry.applicationCode === code && entry.state !== 'REOPENED') ??
    null

  return {
    list: () => [...entries.values()],
    find: (sha256) => entries.get(sha256) ?? null,
    findByApplication,
    async add({ applicationCode, bytes }) {
      if (findByApplication(applicationCode)) throw new PacketAlreadyInOutbox()
      const entry: OutboxEntry = {
        applicationCode,
        sha256: sha256Of(bytes),
        bytes: bytes.length,
        state: outboxLifecycle.initial,
        reason: null,
        receipt: null,
      }
      await writeDurably(fileOf(entry, 'cms'), bytes)
      return put(entry)
    },
    readPacket: async (entry) => new Uint8Array(await readFile(fileOf(entry, 'cms'))),
    beginSending: (entry) => put(moved(entry, 'send')),
    async acknowledge(entry, receipt) {
      const received = { ...moved(entry, 'acknowledge'), reason: null, receipt }
      await writeDurably(fileOf(entry, 'receipt.json'), JSON.stringify(receipt))
      await removeDurably(fileOf(entry, 'cms'))
      return put(received)
    },
    async refuse(entry, refusal) {
      const refused = { ...moved(entry, 'refuse'), reason: refusal }
      await writeDurably(fileOf(entry, 'refused.json'), JSON.stringify(refusal))
      return put(refused)
    },
    fail: (entry, reason) => put({ ...moved(entry, 'fail'), reason }),
    async reopen(entry) {
      const reopened = moved(entry, 'reopen')
      await writeDurably(fileOf(entry, 'reopened'), '')
      await removeDurably(fileOf(entry, 'refused.json'))
      await removeDurably(fileOf(entry, 'cms'))
      return put(reopened)
    },
  }
}

const receiptsKeptMs = 30 * 86_400_000
const fileName = /^([A-Z0-9-]+)\.([0-9a-f]{64})\.(cms|refused\.json|reopened|receipt\.json)$/
/** A later file of the same packet overrules an earlier one that a power cut left behind. */
const precedence = ['cms', 'refused.json', 'reopened', 'receipt.json'] as const

async function loadEntries(directory: string): Promise<Map<string, OutboxEntry>> {
  const found = new Map<string, { applicationCode: string; suffixes: string[] }>()
  for (const name of (await readdir(directory)).sort()) {
    const [, applicationCode, sha256, suffix] = fileName.exec(name) ?? []
    if (name.endsWith(unfinishedSuffix)) await removeDurably(join(directory, name))
    if (!applicationCode || !sha256 || !suffix) continue
    const packet = found.get(sha256) ?? { applicationCode, suffixes: [] }
    packet.suffixes.push(suffix)
    found.set(sha256, packet)
  }
  const entries = new Map<string, OutboxEntry>()
  for (const [sha256, { applicationCode, suffixes }] of found) {
    entries.set(sha256, await loadEntry(directory, { applicationCode, sha256, suffixes }))
  }
  return entries
}

async function loadEntry(
  directory: string,
  packet: { readonly applicationCode: string; readonly sha256: string; readonly suffixes: readonly string[] },
): Promise<OutboxEntry> {
  const { applicationCode, sha256, suffixes } = packet
  const path = (suffix: string) => join(directory, `${applicationCode}.${sha256}.${suffix}`)
  const latest = precedence.findLast((suffix) => suffixes.includes(suffix))
  const entry = { applicationCode, sha256, bytes: 0, reason: null, receipt: null }
  const waiting = async () => ({ ...entry, state: 'WAITING', bytes: (await stat(path('cms'))).size }) as const
  if (latest === 'cms') return waiting()
  if (latest === 'refused.json') {
    const reason = await readJson(path('refused.json'), refusalSchema)
    const packet = await waiting()
    // An unreadable refusal is asked for again: the server refuses the same bytes the same way.
    return reason ? { ...packet, state: 'REFUSED', reason } : packet
  }
  const leftBehind = suffixes.filter((suffix) => suffix === 'cms' || suffix === 'refused.json')
  for (const suffix of leftBehind) await removeDurably(path(suffix))
  if (latest === 'reopened') return { ...entry, state: 'REOPENED' }
  return { ...entry, state: 'RECEIVED', receipt: await readJson(path('receipt.json'), packetReceiptSchema) }
}

async function readJson<T>(path: string, schema: ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
