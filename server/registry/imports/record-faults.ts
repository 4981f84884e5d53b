import type { RowFault } from '../../../core/import/row-faults.ts'
import type { Transaction } from '../../kernel/db.ts'

/** Which reading of a file found a fault. */
export type FaultPhase = 'SURVEY' | 'TRIAL' | 'LOAD'

export interface FaultAt {
  readonly line: number
  readonly field: string
  readonly reason: string
}

export const blockingFaults = (line: number, faults: readonly RowFault[]): readonly FaultAt[] =>
  faults.filter(({ blocking }) => blocking).map(({ field, reason }) => ({ line, field, reason }))

/** Keeps what is wrong with rows, for the error file: line, field and reason. */
export async function recordFaults(
  tx: Transaction,
  of: { readonly jobId: string; readonly phase: FaultPhase },
  faults: readonly FaultAt[],
): Promise<void> {
  if (faults.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "ImportFault" ("jobId", "phase", "line", "field", "reason")
    SELECT ${of.jobId}::uuid, ${of.phase}, f.* FROM unnest(
      ${faults.map(({ line }) => line)}::bigint[], ${faults.map(({ field }) => field)}::text[],
      ${faults.map(({ reason }) => reason)}::text[]) AS f
    ON CONFLICT DO NOTHING`
}

/** Lines that repeat an earlier one of the file, and in what. */
export type Repeats = ReadonlyMap<number, 'KEY' | 'NUMBER' | 'PERSON'>

const repeatReasons = {
  KEY: { field: '', reason: 'DUPLICATE_KEY' },
  NUMBER: { field: 'number', reason: 'DUPLICATE_NUMBER' },
  PERSON: { field: '', reason: 'REPEATED_PERSON' },
} as const

export const repeatFaults = (repeats: Repeats): readonly FaultAt[] =>
  [...repeats].map(([line, kind]) => ({ line, ...repeatReasons[kind] }))
