import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { instantOf } from '../clock.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { readIfPresent, writeDurably } from './durable-file.ts'
import {
  demandSpace,
  listFileName,
  mediumFault,
  MediumRefused,
  openMedium,
  type PacketList,
  packetPath,
} from './medium.ts'
import type { OutboxEntry } from './outbox-files.ts'
import { type Outbox, PacketUnknown, sha256Of } from './outbox.ts'
import { PacketDamaged } from './sender.ts'

/** Everybody may read what lies there: it is sealed, and another kiosk runs as another user. */
const readableByAll = 0o644

export interface ExportOrder {
  /** Application codes, or all that waits. */
  readonly codes: readonly string[] | 'ALL'
  readonly directory: string
}

/**
 * Copies packets to a medium that is carried to another kiosk. Each is EXPORTED once it and the list that names it were flushed
 * and read back; it stays here until the server's receipt. Only a supervisor does this. Throws OfficerNotSignedIn,
 * PacketUnknown, MediumRefused, PacketDamaged.
 */
export async function exportPackets(
  kiosk: Kiosk,
  order: ExportOrder,
): Promise<{ readonly exported: number }> {
  kiosk.officers.require('supervisor')
  const { outbox, config } = kiosk
  const directory = await openMedium(order.directory, config.dataDirectory)
  // An attempt without a network may last for a minute: its packet goes out on the medium like the others.
  return kiosk.sender.whileHeld(async () => {
    const entries = chosen(outbox, order.codes)
    if (entries.length === 0) return { exported: 0 }
    const list = listOf(kiosk, entries)
    try {
      await writeMedium(outbox, { directory, entries, list })
    } catch (error) {
      throw mediumFault(error, 'NOT_WRITABLE')
    }
    for (const { sha256 } of entries) await mark(outbox, sha256)
    return { exported: entries.length }
  })
}

function listOf(kiosk: Kiosk, entries: readonly OutboxEntry[]): PacketList {
  const { centre, machineNumber } = kiosk.installation.machine().settings
  return {
    version: 1,
    centre: centre.code,
    machineNumber,
    exportedAt: instantOf(kiosk.clock()),
    packets: entries.map(({ applicationCode, sha256, bytes, sealedAt }) => ({
      applicationCode,
      sha256,
      bytes,
      sealedAt,
    })),
  }
}

interface Copying {
  readonly directory: string
  readonly entries: readonly OutboxEntry[]
  readonly list: PacketList
}

/** The list is written once every packet that it names was read back. */
async function writeMedium(outbox: Outbox, { directory, entries, list }: Copying): Promise<void> {
  await demandSpace(
    directory,
    entries.reduce((sum, { bytes }) => sum + bytes, 0),
  )
  for (const entry of entries) await copyPacket(outbox, entry, directory)
  for (const entry of entries) await readBack(packetPath(directory, entry), entry.sha256)
  const text = new TextEncoder().encode(JSON.stringify(list, null, 2))
  const path = join(directory, listFileName(list))
  await writeDurably(path, text, readableByAll)
  await readBack(path, sha256Of(text))
}

function chosen(outbox: Outbox, codes: ExportOrder['codes']): readonly OutboxEntry[] {
  if (codes === 'ALL') return [...outbox.pending()].filter(({ state }) => state === 'WAITING')
  return codes.map((code) => {
    const entry = outbox.findByApplication(code)
    if (entry?.state !== 'WAITING' && entry?.state !== 'EXPORTED') throw new PacketUnknown()
    return entry
  })
}

/** A file that is there already with the same content is left as it is, one with other content too. */
async function copyPacket(outbox: Outbox, entry: OutboxEntry, directory: string): Promise<void> {
  const bytes = await outbox.readPacket(entry)
  if (sha256Of(bytes) !== entry.sha256) throw new PacketDamaged()
  const path = packetPath(directory, entry)
  const there = await readIfPresent(path)
  if (there && sha256Of(there) !== entry.sha256) throw new MediumRefused('FILE_EXISTS')
  if (!there) await writeDurably(path, bytes, readableByAll)
}

async function readBack(path: string, sha256: string): Promise<void> {
  if (sha256Of(await readFile(path)) !== sha256) throw new MediumRefused('READ_BACK')
}

/** The server may have told meanwhile that an earlier copy of it arrived. */
async function mark(outbox: Outbox, sha256: string): Promise<void> {
  const entry = outbox.find(sha256)
  if (entry?.state === 'WAITING' || entry?.state === 'EXPORTED') await outbox.markExported(entry)
}
