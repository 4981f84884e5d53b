import { createHash } from 'node:crypto'
import type { App } from '../kernel/app.ts'
import { auditPartitions, auditText } from '../kernel/audit.ts'

export interface AuditFault {
  readonly partition: number
  readonly seq: number
  readonly fault: 'MISSING' | 'ALTERED' | 'HEAD'
}

const pageSize = 2000

/**
 * Recomputes every chain from its first entry: an altered, removed, inserted or reordered row breaks the hash of itself
 * or of the next, and a cut tail disagrees with the head. Answers the first fault of each partition.
 */
export async function verifyAudit(
  app: App,
): Promise<{ readonly entries: number; readonly faults: readonly AuditFault[] }> {
  let entries = 0
  const faults: AuditFault[] = []
  for (let partition = 0; partition < auditPartitions; partition++) {
    const result = await verifyPartition(app, partition)
    entries += result.entries
    if (result.fault) faults.push(result.fault)
  }
  return { entries, faults }
}

async function verifyPartition(
  app: App,
  partition: number,
): Promise<{ entries: number; fault: AuditFault | null }> {
  let hash: Uint8Array = new Uint8Array(32)
  let seq = 0n
  for (;;) {
    const page = await app.db.auditEntry.findMany({
      where: { partition, seq: { gt: seq } },
      orderBy: { seq: 'asc' },
      take: pageSize,
    })
    for (const entry of page) {
      seq += 1n
      const at = { partition, seq: Number(seq) }
      if (entry.seq !== seq) return { entries: Number(seq) - 1, fault: { ...at, fault: 'MISSING' } }
      const text = auditText({
        ...entry,
        at: entry.at.toISOString(),
        actor: { kind: entry.actorKind as 'system', id: entry.actorId as null },
      })
      const expected = createHash('sha256').update(hash).update(`${seq}${text}`).digest()
      const whole = Buffer.compare(expected, entry.hash) === 0 && Buffer.compare(hash, entry.previous) === 0
      if (!whole) return { entries: Number(seq), fault: { ...at, fault: 'ALTERED' } }
      hash = expected
    }
    if (page.length < pageSize) break
  }
  const head = await app.db.auditHead.findUnique({ where: { partition } })
  const agrees = head !== null && head.seq === seq && Buffer.compare(head.hash, hash) === 0
  return { entries: Number(seq), fault: agrees ? null : { partition, seq: Number(seq), fault: 'HEAD' } }
}
