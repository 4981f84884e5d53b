import { randomUUID } from 'node:crypto'
import { fieldsToShow } from '../../../core/import/decide.ts'
import type { FieldValues } from '../../../core/reconciliation/compare.ts'
import type { ConflictKind, ConflictSource, SourceValue } from '../../../core/reconciliation/sources.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** What a row says of somebody, against what the register says. */
export interface Contradiction {
  readonly residentId: string
  /** Of the commune that is to look into it. */
  readonly unitCode: string
  readonly kinds: readonly ConflictKind[]
  readonly row: FieldValues
  readonly register: FieldValues
}

interface CaseOrigin {
  readonly origin: 'IMPORT' | 'LEGACY_CARD'
  readonly source: Extract<ConflictSource, 'IMPORT' | 'CARD_ARCHIVE'>
  readonly jobId: string
  readonly at: number
}

interface ValueRow {
  readonly caseId: string
  readonly field: string
  readonly source: string
  readonly value: string | null
  readonly unknown: boolean
  readonly recordedAt: Date
}

/**
 * Opens a case for each contradiction, with the values of both sources. Where a case of the same person waits in which this
 * source has said just the same, there is nothing to add. Answers how many were opened.
 */
export async function openCases(
  tx: Transaction,
  of: CaseOrigin,
  contradictions: readonly Contradiction[],
): Promise<number> {
  if (contradictions.length === 0) return 0
  const told = await toldAlready(tx, of, contradictions)
  const recordedAt = instantAt(of.at)
  const fresh = contradictions.filter((one) => !told.has(statement(one.residentId, saidIn(one))))
  const cases = fresh.map((one) => ({ id: randomUUID(), ...one }))
  await tx.conflictCase.createMany({
    data: cases.map(({ id, residentId, unitCode, kinds }) => ({
      id,
      origin: of.origin,
      unitCode,
      residentId,
      importJobId: of.jobId,
      kinds: [...kinds],
      openedAt: recordedAt,
    })),
  })
  await tx.conflictValue.createMany({
    data: cases.flatMap(({ id, row, register }) =>
      fieldsToShow(row, register).flatMap((field): ValueRow[] => {
        const said = (source: string, value: SourceValue | undefined): ValueRow[] =>
          value ? [{ caseId: id, field, source, ...value, recordedAt }] : []
        return [...said('REGISTER', register[field]), ...said(of.source, row[field])]
      }),
    ),
  })
  return cases.length
}

const saidIn = ({ row, register }: Contradiction): ReadonlyMap<string, string | null> =>
  new Map(
    fieldsToShow(row, register).flatMap((field) => {
      const value = row[field]
      return value ? [[field as string, value.value] as const] : []
    }),
  )

const statement = (residentId: string, values: ReadonlyMap<string, string | null>) =>
  [residentId, ...[...values].map(([field, value]) => `${field}=${value ?? ''}`).toSorted()].join('\n')

async function toldAlready(
  tx: Transaction,
  { origin, source }: CaseOrigin,
  contradictions: readonly Contradiction[],
): Promise<ReadonlySet<string>> {
  const waiting = await tx.conflictCase.findMany({
    where: {
      origin,
      residentId: { in: contradictions.map(({ residentId }) => residentId) },
      status: { not: 'RESOLVED' },
    },
    select: { residentId: true, values: { where: { source }, select: { field: true, value: true } } },
  })
  return new Set(
    waiting.map(({ residentId, values }) =>
      statement(residentId ?? '', new Map(values.map(({ field, value }) => [field, value]))),
    ),
  )
}
