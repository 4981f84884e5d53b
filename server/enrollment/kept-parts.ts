/** What a packet of a returned file leaves in the one before it (core/enrollment/resubmission.ts). */
import { type PacketManifest } from '../../core/enrollment/packet.ts'
import { filesOf, type KeepableParts, stillGood, together } from '../../core/enrollment/resubmission.ts'
import { type ReturnedFor, returnedForSchema } from '../../core/enrollment/returned-parts.ts'
import type { App } from '../kernel/app.ts'
import type { Blobs } from '../kernel/blobs.ts'
import { type PacketContent, type PacketTrust, readPacket } from './open-packet.ts'

type OpeningApp = App & { readonly packets: Blobs; readonly packetTrust: PacketTrust }

/** Returned files come in again a few times at most; what refers further back is none of ours. */
const mostReturns = 9

/**
 * What a packet of this file said, with what it took from those before it: as if it had brought everything itself. Null where
 * it is not there. Throws the refusals of `readPacket`.
 */
export async function earlierContent(
  app: OpeningApp,
  packet: { readonly applicationCode: string; readonly sha256: string },
  depth = 0,
): Promise<PacketContent | null> {
  const { applicationCode, sha256 } = packet
  const row = await app.db.packet.findUnique({ where: { sha256 } })
  if (!row || row.applicationCode !== applicationCode || depth > mostReturns) return null
  const sealed = await app.packets.get(sha256)
  if (!sealed) return null
  const content = await readPacket(sealed, {
    ...app.packetTrust,
    expected: { applicationCode, centre: row.centreCode, machine: row.machineId },
    receivedAt: row.receivedAt.getTime(),
    longestOfflineDays: app.env.longestOfflineDays,
  })
  const { resubmits } = content.manifest
  if (!resubmits) return content
  const before = await earlierContent(app, { applicationCode, sha256: resubmits.packet }, depth + 1)
  return before ? joined(content, before.manifest, before) : content
}

/**
 * The packet with what it leaves in the earlier one, of which only that counts which the file was not returned for: the gate
 * of completeness then sees what is missing. Packets of files that were never returned pass untouched.
 */
export async function withKeptParts(
  app: OpeningApp,
  returnedFor: unknown,
  content: PacketContent,
): Promise<PacketContent> {
  const { applicationCode, resubmits } = content.manifest
  if (!resubmits) return content
  const earlier = await earlierContent(app, { applicationCode, sha256: resubmits.packet })
  if (!earlier) return content
  return joined(content, stillGood(earlier.manifest, faultsOf(returnedFor)), earlier)
}

const nothingFaulty: ReturnedFor = { parts: [], fingers: [], deadlineOn: '' }

/** A file that was returned before faults were written down says nothing of any part. */
function faultsOf(returnedFor: unknown): ReturnedFor {
  return returnedForSchema.safeParse(returnedFor).data ?? nothingFaulty
}

function joined(fresh: PacketContent, good: KeepableParts, earlier: PacketContent): PacketContent {
  const { resubmits } = fresh.manifest
  if (!resubmits) return fresh
  const manifest: PacketManifest = together(fresh.manifest, good, resubmits)
  const brought = new Set(fresh.files.keys())
  const kept = new Set(filesOf(manifest).filter((name) => !brought.has(name)))
  return {
    manifest: {
      ...manifest,
      files: [...manifest.files, ...earlier.manifest.files.filter(({ name }) => kept.has(name))],
    },
    files: new Map([...fresh.files, ...[...earlier.files].filter(([name]) => kept.has(name))]),
  }
}
