/**
 * The outbox on disk. A packet's files are named by what it is; the last of these that is there is its state, so that no
 * second file can disagree and a power cut leaves it whole in the one state or the other:
 *   <application code>.<sha256>.cms            the sealed packet: WAITING (SENDING lives in memory only)
 *   <application code>.<sha256>.foreign.json   beside it: brought here from another kiosk
 *   <application code>.<sha256>.exported.json  beside it: EXPORTED
 *   <application code>.<sha256>.refused.json   beside it: REFUSED, with the server's words
 *   <application code>.<sha256>.reopened       REOPENED; the packet is gone, its session is being put right
 *   <application code>.<sha256>.receipt.json   RECEIVED; the packet is gone
 */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z, type ZodType } from 'zod'
import { packetReceiptSchema, refusalSchema, type Refusal } from '../../core/contracts/kiosk-sync.ts'
import type { OutboxState } from '../../core/lifecycle/outbox.ts'
import { epochOf, instantOf } from '../clock.ts'
import { unfinishedSuffix } from './durable-file.ts'

/** A receipt as it is kept, with what the packet was; earlier versions kept neither the signature nor the rest. */
const keptReceiptSchema = packetReceiptSchema.extend({
  jws: z.string().nullable().default(null),
  bytes: z.int().nonnegative().default(0),
  sealedAt: z.iso.datetime().nullable().default(null),
  foreign: z.boolean().default(false),
})
export type KeptReceipt = z.infer<typeof keptReceiptSchema>

const foreignSchema = z.object({ sealedAt: z.iso.datetime() })
const exportedSchema = z.object({ at: z.iso.datetime() })

export interface OutboxEntry {
  readonly applicationCode: string
  readonly sha256: string
  readonly bytes: number
  /** Bytes that the server has confirmed to hold. */
  readonly sent: number
  readonly state: OutboxState
  /** ISO instant. */
  readonly sealedAt: string
  /** Why it has not been received: the last failure or the server's refusal. */
  readonly reason: Refusal | null
  readonly receipt: KeptReceipt | null
  readonly exportedAt: string | null
  /** Brought here from another kiosk. */
  readonly foreign: boolean
}

type Named = Pick<OutboxEntry, 'applicationCode' | 'sha256'>

/** In the order in which a later one overrules an earlier one that a power cut left behind. */
const suffixes = ['cms', 'foreign.json', 'exported.json', 'refused.json', 'reopened', 'receipt.json'] as const
export type OutboxSuffix = (typeof suffixes)[number]

export const packetFileName = ({ applicationCode, sha256 }: Named, suffix: OutboxSuffix): string =>
  `${applicationCode}.${sha256}.${suffix}`

const fileName = new RegExp(
  `^([A-Z0-9-]+)\\.([0-9a-f]{64})\\.(${suffixes.join('|').replaceAll('.', '\\.')})$`,
)

const receiptsKeptMs = 30 * 86_400_000
/**
 * What the last run left, in the order of arrival here. Receipts of more than 30 days ago are forgotten. Read at once and not
 * by turns, since nothing else can be done before: thousands of small reads wait for each other less than for the loop.
 */
export function loadOutbox(directory: string, now: number): readonly OutboxEntry[] {
  return namesOnDisk(directory)
    .map((packet) => loadEntry(directory, packet, now))
    .filter((loaded) => loaded !== null)
    .sort((a, b) => a.since - b.since || (a.entry.applicationCode < b.entry.applicationCode ? -1 : 1))
    .map(({ entry }) => entry)
}

interface Found extends Named {
  readonly suffixes: OutboxSuffix[]
}

function namesOnDisk(directory: string): readonly Found[] {
  const found = new Map<string, Found>()
  for (const name of readdirSync(directory)) {
    if (name.endsWith(unfinishedSuffix)) rmSync(join(directory, name), { force: true })
    const [, applicationCode, sha256, ending] = fileName.exec(name) ?? []
    const suffix = suffixes.find((known) => known === ending)
    if (!applicationCode || !sha256 || !suffix) continue
    const packet = found.get(sha256) ?? { applicationCode, sha256, suffixes: [] }
    packet.suffixes.push(suffix)
    found.set(sha256, packet)
  }
  return [...found.values()]
}

interface Loaded {
  readonly entry: OutboxEntry
  /** When it came into this outbox, milliseconds. */
  readonly since: number
}

function loadEntry(directory: string, packet: Found, now: number): Loaded | null {
  const has = (suffix: OutboxSuffix) => packet.suffixes.includes(suffix)
  const path = (suffix: OutboxSuffix) => join(directory, packetFileName(packet, suffix))
  const drop = (leftBehind: readonly OutboxSuffix[]) => {
    for (const suffix of leftBehind) if (has(suffix)) rmSync(path(suffix), { force: true })
  }
  if (has('receipt.json')) {
    drop(['cms', 'foreign.json', 'exported.json', 'refused.json', 'reopened'])
    const loaded = loadReceipt(packet, path('receipt.json'))
    if (loaded.since > now - receiptsKeptMs) return loaded
    drop(['receipt.json'])
    return null
  }
  if (has('reopened')) {
    drop(['cms', 'foreign.json', 'exported.json', 'refused.json'])
    const { mtimeMs } = statSync(path('reopened'))
    return { entry: { ...blank(packet, mtimeMs), state: 'REOPENED' }, since: mtimeMs }
  }
  if (has('cms')) return loadPacket(packet, path, has)
  // Cut before the packet itself was on disk.
  drop(packet.suffixes)
  return null
}

function loadPacket(
  packet: Found,
  path: (suffix: OutboxSuffix) => string,
  has: (suffix: OutboxSuffix) => boolean,
): Loaded {
  const { size, mtimeMs } = statSync(path('cms'))
  const foreign = has('foreign.json') ? readJson(path('foreign.json'), foreignSchema) : null
  // An unreadable refusal is asked for again: the server refuses the same bytes the same way.
  const reason = has('refused.json') ? readJson(path('refused.json'), refusalSchema) : null
  const exported = has('exported.json') ? readJson(path('exported.json'), exportedSchema) : null
  const entry = {
    ...blank(packet, mtimeMs),
    ...(foreign && { sealedAt: foreign.sealedAt }),
    bytes: size,
    foreign: has('foreign.json'),
    reason,
    exportedAt: exported?.at ?? null,
    state: reason ? 'REFUSED' : exported ? 'EXPORTED' : 'WAITING',
  } as const
  return { entry, since: mtimeMs }
}

function loadReceipt(packet: Named, path: string): Loaded {
  const receipt = readJson(path, keptReceiptSchema)
  const since = receipt ? epochOf(receipt.sealedAt ?? receipt.receivedAt) : statSync(path).mtimeMs
  const { bytes = 0, foreign = false } = receipt ?? {}
  const entry = { ...blank(packet, since), bytes, sent: bytes, foreign, receipt, state: 'RECEIVED' } as const
  return { entry, since }
}

const blank = ({ applicationCode, sha256 }: Named, since: number) => ({
  applicationCode,
  sha256,
  bytes: 0,
  sent: 0,
  sealedAt: instantOf(since),
  reason: null,
  receipt: null,
  exportedAt: null,
  foreign: false,
})

function readJson<T>(path: string, schema: ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
