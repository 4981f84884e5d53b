import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { FieldValues } from '../../../core/reconciliation/compare.ts'
import type { ConflictKind, ConflictSource } from '../../../core/reconciliation/sources.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

export interface NewCase {
  readonly origin: 'FORM' | 'IMPORT' | 'LEGACY_CARD' | 'INQUIRY' | 'OFFICER'
  /** The unit that is to decide it. */
  readonly unitCode: string
  readonly kinds: readonly ConflictKind[]
  readonly residentId?: string | null
  readonly formSerial?: string | null
  readonly importJobId?: string | null
  readonly openedById: string | null
  readonly dueOn?: CalendarDate | null
  /** What each source that was looked at says, field by field. */
  readonly values: Readonly<Partial<Record<ConflictSource, FieldValues>>>
}

/** Opens a conflict case inside the caller's transaction, which also writes the audit. Answers its id. */
export async function openCase(
  tx: Transaction,
  { values, kinds, dueOn, ...data }: NewCase,
  at: number,
): Promise<string> {
  const { id } = await tx.conflictCase.create({
    data: { ...data, kinds: [...kinds], dueOn: dueOn ? dateOf(dueOn) : null, openedAt: instantAt(at) },
    select: { id: true },
  })
  const rows = Object.entries(values).flatMap(([source, fields]) => rowsOf(source, fields))
  const common = { caseId: id, recordedById: data.openedById, recordedAt: instantAt(at) }
  await tx.conflictValue.createMany({ data: rows.map((row) => ({ ...common, ...row })) })
  return id
}

/** An empty field has a row too: the source was looked at, and has nothing. */
function rowsOf(source: string, fields: FieldValues) {
  return Object.entries(fields).map(([field, { value, unknown }]) => ({ source, field, value, unknown }))
}

/** The case that a form waits for. */
export async function openCaseOfForm(
  tx: Transaction,
  formSerial: string,
): Promise<{ readonly id: string; readonly residentId: string | null } | null> {
  return tx.conflictCase.findFirst({
    where: { formSerial, status: { not: 'RESOLVED' } },
    select: { id: true, residentId: true },
  })
}
