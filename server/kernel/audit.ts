import type { Actor } from './actor.ts'
import { instantAt } from './clock.ts'
import type { Transaction } from './db.ts'

/** Chains are many so that writers seldom wait for each other; a subject always lands in the same one. */
export const auditPartitions = 16

export interface AuditRecord {
  readonly actor: Actor
  readonly at: number
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  /** Codes and counts only, no personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

function partitionOf(subjectId: string): number {
  let sum = 0
  for (let i = 0; i < subjectId.length; i++) sum = (sum * 31 + subjectId.charCodeAt(i)) % 65_521
  return sum % auditPartitions
}

/**
 * Appends one entry inside the caller's transaction: hash = SHA-256(previous ‖ the entry's text), all in one statement.
 * The head's row lock orders the writers of a partition; `verify-audit` computes the same text. A transaction should record
 * one subject only: heads locked in another order by another transaction would wait for each other until PostgreSQL ends one.
 */
export async function audit(tx: Transaction, record: AuditRecord): Promise<void> {
  const partition = partitionOf(record.subjectId)
  const details = JSON.stringify(record.details ?? {})
  const at = instantAt(record.at)
  const text = auditText({ ...record, partition, at: at.toISOString(), details })
  const appended = await tx.$executeRaw`
    WITH head AS (
      UPDATE "AuditHead" h
      SET "seq" = old."seq" + 1,
          "hash" = sha256(old."hash" || convert_to((old."seq" + 1)::text || ${text}, 'UTF8'))
      FROM (SELECT "seq", "hash" FROM "AuditHead" WHERE "partition" = ${partition} FOR UPDATE) old
      WHERE h."partition" = ${partition}
      RETURNING h."seq", old."hash" AS previous, h."hash"
    )
    INSERT INTO "AuditEntry"
      ("partition", "seq", "at", "actorKind", "actorId", "action", "subjectKind", "subjectId", "details", "previous", "hash")
    SELECT ${partition}, head."seq", ${at}, ${record.actor.kind}, ${record.actor.id}, ${record.action},
           ${record.subjectKind}, ${record.subjectId}, ${details}, head.previous, head."hash"
    FROM head`
  if (appended !== 1) throw new Error(`audit partition ${partition} has no head`)
}

/** What is hashed after the sequence number: the entry's columns, each on its own line. */
export function auditText(entry: {
  readonly partition: number
  readonly at: string
  readonly actor: Pick<Actor, 'kind' | 'id'>
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly details: string
}): string {
  return [
    '',
    entry.partition,
    entry.at,
    entry.actor.kind,
    entry.actor.id ?? '',
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.details,
  ].join('\n')
}
