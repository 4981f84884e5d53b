import {
  correctableFields,
  type CorrectableFieldName,
  type CorrectionDiff,
  correctionOf,
  NothingToCorrect,
} from '../../../core/citizen/correction.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Change, FieldValue } from '../../../core/forms/answers.ts'
import { conflictKindsBetween, type FieldValues } from '../../../core/reconciliation/compare.ts'
import { fieldOf, type ReconciledFieldName } from '../../../core/reconciliation/fields.ts'
import { formItems, formValue, recordOfForm } from '../../../core/reconciliation/form-record.ts'
import type { SourceValue } from '../../../core/reconciliation/sources.ts'
import type { Transaction } from '../../kernel/db.ts'
import { draftCorrection, submitCorrection } from '../corrections.ts'
import { findSamePerson } from '../find-same-person.ts'
import { readPerson, type RegisteredPerson } from '../read-person.ts'
import { openCase } from '../reconciliation/open-case.ts'
import { waitForDecision } from './load-declaration.ts'
import { finishForm, type LoadedForm, type Loading } from './loading.ts'

/** A correction of somebody whom the register does not know. */
export class PersonNotRegistered extends DomainError<'PERSON_NOT_REGISTERED'> {
  constructor() {
    super('PERSON_NOT_REGISTERED', {
      vi: 'Chưa có hồ sơ của người này; cần thu phiếu DC01 trước khi nạp phiếu DC02.',
      en: 'This person is not in the register; a DC01 is needed before the DC02.',
    })
  }
}

/**
 * DC02: the rows become one proposed correction of the person's record, with the form as evidence, that a checker decides.
 * Rows that a correction cannot carry (number, relatives, residence, household) wait in a conflict case beside it.
 */
export async function loadCorrections(tx: Transaction, loading: Loading): Promise<LoadedForm> {
  const { record, answers, units } = loading
  const holder =
    record.number === null
      ? null
      : await tx.identityNumber.findUnique({ where: { number: record.number }, select: { residentId: true } })
  const residentId = holder?.residentId ?? (await findSamePerson(tx, record))
  if (!residentId) throw new PersonNotRegistered()
  const person = await readPerson(tx, residentId, units.today)
  const changes = answers['changes']?.type === 'CHANGES' ? answers['changes'].changes : []
  const kinds = conflictKindsBetween(withoutChanged(record.values, changes), person.values)
  if (kinds.length > 0) return waitForDecision(tx, loading, { kinds, residentId })
  return applyRows(tx, loading, person)
}

/** Proposes what the rows of a DC02 say about this person, and finishes the form. */
export async function applyRows(
  tx: Transaction,
  loading: Loading,
  person: RegisteredPerson,
): Promise<LoadedForm> {
  const { answers } = loading
  const changes = answers['changes']?.type === 'CHANGES' ? answers['changes'].changes : []
  const wanted = valuesOf(changes)
  const changeId = await propose(tx, loading, { person, diff: diffOf(person, wanted) })
  await finishForm(tx, loading, person.id)
  const conflictId = await openForTheRest(tx, loading, { person, wanted })
  return { outcome: 'LOADED', residentId: person.id, conflictId, changeId, inquiryId: null, filled: [] }
}

/** The heading of a DC02 may hold the old value or the new one of what it changes. */
function withoutChanged(values: FieldValues, changes: readonly Change[]): FieldValues {
  const changed = new Set(changes.map(({ item }) => formItems[item]))
  return Object.fromEntries(
    Object.entries(values).filter(([field]) => !changed.has(field as ReconciledFieldName)),
  )
}

type Wanted = readonly (readonly [ReconciledFieldName, SourceValue])[]

function valuesOf(changes: readonly Change[]): Wanted {
  return changes.flatMap(({ item, after }): Wanted => {
    const field = formItems[item]
    if (!field) return []
    const rows: Wanted = [[field, formValue(item, after)]]
    return field === 'birthRegistrationPlace' ? [...rows, ...provinceOf(after)] : rows
  })
}

/** Another place of birth registration may be in another province: then the number is a question too. */
function provinceOf(after: FieldValue): Wanted {
  const { birthProvince } = recordOfForm({ birthRegistrationPlace: after }).values
  return birthProvince?.value ? [['birthProvince', birthProvince]] : []
}

const isCorrection = ([field]: Wanted[number]) => fieldOf(field).outcome === 'CORRECTION'

function diffOf(person: RegisteredPerson, wanted: Wanted): CorrectionDiff {
  const record = Object.fromEntries(
    Object.keys(correctableFields).map((field) => [
      field,
      person.values[field as ReconciledFieldName]?.value ?? null,
    ]),
  ) as Record<CorrectableFieldName, string | null>
  const asked = Object.fromEntries(wanted.filter(isCorrection).map(([field, { value }]) => [field, value]))
  try {
    return correctionOf(record, asked)
  } catch (error) {
    if (error instanceof NothingToCorrect) return {}
    throw error
  }
}

async function propose(
  tx: Transaction,
  { actor, at, form }: Loading,
  { person, diff }: { readonly person: RegisteredPerson; readonly diff: CorrectionDiff },
): Promise<string | null> {
  if (Object.keys(diff).length === 0) return null
  const correction = {
    residentId: person.id,
    baseVersion: person.version,
    unitCode: person.unitCode,
    diff,
    makerId: actor.id ?? '',
    evidenceKind: 'FORM_DC02',
    evidenceNumber: form.serial,
  }
  const draft = await draftCorrection(tx, correction, at)
  return (await submitCorrection(tx, draft, { actor, at })).key
}

async function openForTheRest(
  tx: Transaction,
  { actor, at, form }: Loading,
  { person, wanted }: { readonly person: RegisteredPerson; readonly wanted: Wanted },
): Promise<string | null> {
  const rest = wanted.filter((row) => !isCorrection(row))
  if (rest.length === 0) return null
  const fields = rest.map(([field]) => field)
  return openCase(
    tx,
    {
      origin: 'FORM',
      unitCode: form.unitCode,
      kinds: [...new Set(fields.map((field) => fieldOf(field).kind))],
      residentId: person.id,
      formSerial: form.serial,
      openedById: actor.id,
      values: {
        FORM: Object.fromEntries(rest),
        REGISTER: Object.fromEntries(fields.map((field) => [field, person.values[field]])),
      },
    },
    at,
  )
}
