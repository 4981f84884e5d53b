import {
  correctableFields,
  type CorrectableFieldName,
  type CorrectionDiff,
} from '../../core/citizen/correction.ts'
import { compareValues, type Difference } from '../../core/reconciliation/compare.ts'
import type { PersonRecord } from '../../core/reconciliation/form-record.ts'
import { fieldOf, reconciledFieldNames } from '../../core/reconciliation/fields.ts'
import { empty } from '../../core/reconciliation/sources.ts'
import { type Actor, systemActor } from '../kernel/actor.ts'
import type { Transaction } from '../kernel/db.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { applyCorrection, draftCorrection, refuseWhileUnderWay, submitCorrection } from './corrections.ts'
import { relationsOf } from './person-records.ts'
import type { RegisteredPerson } from './read-person.ts'

export interface Supplement {
  readonly person: RegisteredPerson
  readonly record: PersonRecord
  readonly actor: Actor
  readonly at: number
  /** The form, as evidence. */
  readonly serial: string
}

export interface Supplemented {
  /** Fields and relations that were empty and are now filled. */
  readonly filled: readonly string[]
  /** Fields that were "không rõ", or known less exactly, and wait for a checker. */
  readonly proposedFields: readonly string[]
  readonly changeId: string | null
}

/**
 * What a form says and the register does not have yet. An empty item is filled at once, through a change of its own with
 * the form as evidence: the form has been authenticated by the commune, keyed by two persons and passed its locality's
 * phúc tra, and nothing is overwritten. An item that was declared "không rõ", or known by its year alone, is another matter:
 * it becomes a proposal for a checker. Throws ChangeUnderWay while another correction of the person is open.
 */
export async function fillGaps(tx: Transaction, supplement: Supplement): Promise<Supplemented> {
  const gaps = diffWhere(supplement, (difference, gap) => difference === 'EMPTY' && gap)
  const finer = diffWhere(
    supplement,
    (difference, gap) =>
      (difference === 'UNKNOWN' && gap) || difference === 'YEAR_ONLY' || difference === 'LESS_EXACT',
  )
  const relatives = supplement.record.relatives.filter(({ kind }) => !hasRelative(supplement.person, kind))
  const nothing = Object.keys(gaps).length + Object.keys(finer).length + relatives.length === 0
  if (nothing) return { filled: [], proposedFields: [], changeId: null }
  await refuseWhileUnderWay(tx, supplement.person.id)
  let version = supplement.person.version
  if (Object.keys(gaps).length > 0) {
    await fill(tx, supplement, gaps)
    version++
  }
  if (relatives.length > 0) {
    const rows = await relationsOf(tx, relatives)
    await tx.relationship.createMany({
      data: rows.map((row) => ({ ...row, residentId: supplement.person.id })),
    })
    await nextVersion(tx, supplement.person.id, version++)
  }
  const changeId =
    Object.keys(finer).length > 0 ? await propose(tx, supplement, { diff: finer, version }) : null
  return {
    filled: [...Object.keys(gaps), ...relatives.map(({ kind }) => kind)],
    proposedFields: Object.keys(finer),
    changeId,
  }
}

const relativeField = {
  FATHER: 'fatherName',
  MOTHER: 'motherName',
  SPOUSE: 'spouseName',
  REPRESENTATIVE: 'representativeName',
} as const

const hasRelative = ({ values }: RegisteredPerson, kind: keyof typeof relativeField) =>
  (values[relativeField[kind]]?.value ?? null) !== null

/** `gap`: it is the register that lacks the value, and the form has one that is legal there. */
function diffWhere(
  { person, record }: Supplement,
  wanted: (difference: Difference, gap: boolean) => boolean,
): CorrectionDiff {
  const diff: CorrectionDiff = {}
  for (const field of reconciledFieldNames) {
    if (fieldOf(field).outcome !== 'CORRECTION') continue
    const [said, have] = [record.values[field], person.values[field] ?? empty]
    const to = said?.value ?? null
    const more = to !== null && to.length > (have.value?.length ?? 0)
    const name = field as CorrectableFieldName
    if (!more || !wanted(compareValues(field, said, have), have.value === null)) continue
    if (correctableFields[name].read.safeParse(to).success) diff[name] = { from: have.value, to }
  }
  return diff
}

const correctionFor = ({ person, actor, serial }: Supplement, diff: CorrectionDiff, version: number) => ({
  residentId: person.id,
  baseVersion: version,
  unitCode: person.unitCode,
  diff,
  makerId: actor.id ?? '',
  evidenceKind: 'FORM_DC01',
  evidenceNumber: serial,
})

async function fill(tx: Transaction, supplement: Supplement, diff: CorrectionDiff): Promise<void> {
  const { at, actor, person } = supplement
  const draft = await draftCorrection(tx, correctionFor(supplement, diff, person.version), at)
  const submitted = await submitCorrection(tx, draft, { actor, at })
  await applyCorrection(tx, submitted, { actor: systemActor, at })
}

async function propose(
  tx: Transaction,
  supplement: Supplement,
  { diff, version }: { readonly diff: CorrectionDiff; readonly version: number },
): Promise<string> {
  const { at, actor } = supplement
  const draft = await draftCorrection(tx, correctionFor(supplement, diff, version), at)
  return (await submitCorrection(tx, draft, { actor, at })).key
}

async function nextVersion(tx: Transaction, id: string, version: number): Promise<void> {
  const moved = await tx.resident.updateMany({
    where: { id, version },
    data: { version: { increment: 1 } },
  })
  if (moved.count !== 1) throw new StaleVersion('resident')
}
