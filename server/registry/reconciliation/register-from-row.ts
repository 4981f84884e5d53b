import type { FieldValues } from '../../../core/reconciliation/compare.ts'
import type { ChosenValues } from '../../../core/reconciliation/decision.ts'
import { relationFields, type RelationFieldName } from '../../../core/reconciliation/fields.ts'
import type { PersonRecord } from '../../../core/reconciliation/form-record.ts'
import { known, unknown } from '../../../core/reconciliation/sources.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { UnitsNow } from '../../kernel/units.ts'
import { createPerson, type MadePerson } from '../person-records.ts'
import type { LockedCase } from './load-case.ts'

/**
 * A row of a locality's data is somebody else than the register's: a record of their own, from what the case holds of the row
 * and what the officers found out beside it. The number on the row is the other person's, and is not taken over.
 */
export async function registerFromRow(
  tx: Transaction,
  of: { readonly found: LockedCase; readonly chosen: ChosenValues; readonly units: UnitsNow },
): Promise<MadePerson> {
  const { found, chosen, units } = of
  const said = await tx.conflictValue.findMany({ where: { caseId: found.id, source: 'IMPORT' } })
  const values: FieldValues = {
    ...Object.fromEntries(said.map(({ field, value, unknown: not }) => [field, { value, unknown: not }])),
    ...Object.fromEntries(
      Object.entries(chosen).map(([field, value]) => [field, value === null ? unknown : known(value)]),
    ),
  }
  return createPerson(tx, { record: recordOf(values), unitCode: found.unitCode, units, reference: null })
}

function recordOf(values: FieldValues): PersonRecord {
  const text = values.permanentAddress?.value ?? null
  const fields = Object.keys(relationFields) as RelationFieldName[]
  return {
    values,
    number: null,
    legacyNumber: null,
    permanent: text === null ? null : { parts: {}, text },
    current: null,
    relatives: fields.flatMap((field) => {
      const name = values[field]?.value ?? null
      return name === null ? [] : [{ kind: relationFields[field], name, number: null }]
    }),
    head: null,
  }
}
