import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { compareSources, type Difference, identifyingFields } from '../../../core/reconciliation/compare.ts'
import {
  type Proposal,
  proposalSchema,
  type RefusedProposal,
  refusedProposalSchema,
} from '../../../core/reconciliation/decision.ts'
import { type ReconciledFieldName, reconciledFieldNames } from '../../../core/reconciliation/fields.ts'
import {
  type ConflictSource,
  conflictSourceNames,
  type SourceValue,
  type SourceValues,
} from '../../../core/reconciliation/sources.ts'
import type { ConflictCase, ConflictValue } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { unitsNow } from '../../kernel/units.ts'
import { readPerson, type RegisteredPerson } from '../read-person.ts'

/** One source's cell in a row of the screen. */
export interface ConflictCell extends SourceValue {
  readonly source: ConflictSource
  readonly lookedUp: boolean
  readonly difference: Difference
}

export interface ConflictRow {
  readonly field: ReconciledFieldName
  readonly cells: readonly ConflictCell[]
  readonly against: ConflictSource | null
  readonly contradictory: boolean
  readonly advice: ConflictSource | null
}

/** Everything that the three-way screen shows, in one answer. */
export interface ConflictDetail {
  readonly case: ConflictCase
  readonly person: RegisteredPerson | null
  readonly rows: readonly ConflictRow[]
  readonly proposal: Proposal | null
  readonly refusals: readonly RefusedProposal[]
}

/** A case with what each source says, the register as it stands now. Looking at it is kept in the audit. */
export async function readConflict(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<ConflictDetail> {
  const at = app.clock()
  await unitsNow(app)
  return app.db.$transaction(async (tx) => {
    const found = await tx.conflictCase.findUnique({
      where: { id: recordId(id, 'conflict case') },
      include: { values: true },
    })
    if (!found) throw new NotFound('conflict case')
    await authorise(app, actor, 'conflict.read', found.unitCode)
    const person = found.residentId ? await readPerson(tx, found.residentId, calendarDateAt(at)) : null
    await audit(tx, {
      actor,
      at,
      action: 'conflict.view',
      subjectKind: 'conflict case',
      subjectId: found.id,
    })
    const proposal = proposalSchema.safeParse(found.proposal)
    return {
      case: found,
      person,
      rows: rowsOf(found, person),
      proposal: proposal.success ? proposal.data : null,
      refusals: refusedProposalSchema.array().parse(found.refusals),
    }
  })
}

function rowsOf(
  found: ConflictCase & { readonly values: readonly ConflictValue[] },
  person: RegisteredPerson | null,
): readonly ConflictRow[] {
  const spoken = new Set([...found.values.map(({ field }) => field), ...identifyingFields])
  const settled = found.status === 'RESOLVED'
  return reconciledFieldNames
    .filter((field) => spoken.has(field))
    .map((field) => rowOf(field, valuesOf(found.values, field, settled ? null : person)))
}

/** A settled case shows the register as it was; an open one as it is. */
function valuesOf(
  values: readonly ConflictValue[],
  field: ReconciledFieldName,
  person: RegisteredPerson | null,
): SourceValues {
  const written = values
    .filter((row) => row.field === field)
    .map(({ source, value, unknown }) => [source, { value, unknown }] as const)
  const live = person?.values[field]
  return { ...Object.fromEntries(written), ...(live && { REGISTER: live }) }
}

function rowOf(field: ReconciledFieldName, values: SourceValues): ConflictRow {
  const { against, bySource, contradictory, advice } = compareSources(field, values)
  const cells = conflictSourceNames.map((source, i) => ({
    source,
    lookedUp: values[source] !== undefined,
    value: values[source]?.value ?? null,
    unknown: values[source]?.unknown ?? false,
    difference: bySource[i]?.difference ?? 'NOT_LOOKED_UP',
  }))
  return { field, cells, against, contradictory, advice }
}
