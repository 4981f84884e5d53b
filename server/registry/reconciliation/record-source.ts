import type { Role } from '../../../core/access/actions.ts'
import { DomainError } from '../../../core/errors.ts'
import { IllegalDecision } from '../../../core/reconciliation/decision.ts'
import { isReconciledField } from '../../../core/reconciliation/fields.ts'
import type { ConsultedSource } from '../../../core/reconciliation/sources.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor, HeldRole } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotAllowed } from '../../kernel/errors.ts'
import { unitsNow } from '../../kernel/units.ts'
import { lockCase } from './load-case.ts'

/** Who keeps a source writes down what it says: the police their books, the justice office its civil-status register. */
const keepers = {
  RESIDENCE_BOOK: 'REGISTRAR',
  CARD_ARCHIVE: 'REGISTRAR',
  CIVIL_STATUS: 'CIVIL_STATUS_OFFICER',
} as const satisfies Readonly<Record<ConsultedSource, Role>>

/** While a decision waits for its checker, and after it, what it rests on stays as it was. */
export class CaseNotOpen extends DomainError<'CASE_NOT_OPEN'> {
  constructor() {
    super('CASE_NOT_OPEN', {
      vi: 'Vụ việc đang chờ duyệt hoặc đã giải quyết; không ghi thêm được.',
      en: 'The case waits for its checker or is settled; nothing can be added.',
    })
  }
}

export interface SourceRecord {
  readonly id: string
  readonly source: ConsultedSource
  readonly values: readonly {
    readonly field: string
    /** Null: the source has nothing there. */
    readonly value: string | null
    /** The source itself says that it is not known. */
    readonly unknown: boolean
  }[]
}

/** Writes down what one source says of the fields of a case; a field looked up again is written over. */
export async function recordSource(app: App, actor: Actor, input: SourceRecord): Promise<void> {
  const at = app.clock()
  const units = await unitsNow(app)
  await app.db.$transaction(async (tx) => {
    const found = await lockCase(tx, input.id)
    await authorise(app, actor, 'conflict.testify', found.unitCode)
    const keeps = (held: HeldRole) =>
      held.role === keepers[input.source] && units.isWithin(found.unitCode, held.unitCode)
    if (actor.kind !== 'officer' || !actor.roles.some(keeps)) throw new NotAllowed()
    if (found.status !== 'OPEN' && found.status !== 'WAITING_DOCUMENT') throw new CaseNotOpen()
    for (const value of input.values)
      await writeValue(tx, { caseId: found.id, source: input.source, ...value, actor, at })
    const details = { source: input.source, fields: input.values.map(({ field }) => field).join(' ') }
    await audit(tx, {
      actor,
      at,
      action: 'conflict.record-source',
      subjectKind: 'conflict case',
      subjectId: found.id,
      details,
    })
  })
}

async function writeValue(
  tx: Transaction,
  row: SourceRecord['values'][number] & {
    readonly caseId: string
    readonly source: ConsultedSource
    readonly actor: Actor
    readonly at: number
  },
): Promise<void> {
  const { caseId, source, field, actor, at } = row
  const value = row.value === null ? null : normaliseText(row.value) || null
  const legal = isReconciledField(field) && (value?.length ?? 0) <= 300 && !(row.unknown && value !== null)
  if (!legal) throw new IllegalDecision('FIELD')
  const data = { value, unknown: row.unknown, recordedById: actor.id, recordedAt: instantAt(at) }
  await tx.conflictValue.upsert({
    where: { caseId_field_source: { caseId, field, source } },
    create: { caseId, field, source, ...data },
    update: data,
  })
}
