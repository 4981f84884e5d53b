import {
  correctableFields,
  type CorrectableFieldName,
  type CorrectionDiff,
} from '../../../../core/citizen/correction.ts'
import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { inquiryLifecycle } from '../../../../core/lifecycle/registry.ts'
import { compareValues, contradicts, type FieldValues } from '../../../../core/reconciliation/compare.ts'
import { fieldOf } from '../../../../core/reconciliation/fields.ts'
import { type InquiryAnswer, inquiryAnswersSchema } from '../../../../core/reconciliation/inquiry.ts'
import { type ConflictKind, empty, known, unknown } from '../../../../core/reconciliation/sources.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { isUniqueViolation, type Transaction } from '../../../kernel/db.ts'
import { SamePerson } from '../../../kernel/errors.ts'
import { move } from '../../../kernel/transition.ts'
import { ChangeUnderWay, draftCorrection, submitCorrection } from '../../corrections.ts'
import { readPerson, type RegisteredPerson } from '../../read-person.ts'
import { openCase } from '../open-case.ts'
import { type LoadedInquiry, loadInquiry } from './load-inquiry.ts'

export interface AppliedInquiry {
  /** A correction that waits for a checker: items that the register lacks and the books have. */
  readonly changeId: string | null
  /** What the books say against the register, or that they know nobody. */
  readonly conflictId: string | null
  /** Items in which the books and the register agree. */
  readonly agreed: readonly string[]
}

interface Applying {
  readonly inquiry: LoadedInquiry
  readonly person: RegisteredPerson
  readonly answers: readonly InquiryAnswer[]
  readonly actor: Actor
  readonly at: number
}

/**
 * The asking unit makes use of an answer: what agrees is settled; what the register lacks becomes a proposed correction;
 * what contradicts it, and somebody not registered there, becomes a conflict case. Not by the officer who answered.
 */
export async function applyInquiry(
  app: App,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<AppliedInquiry> {
  const at = app.clock()
  const applied = app.db.$transaction(async (tx) => {
    const inquiry = await loadInquiry(tx, id)
    await authorise(app, actor, 'inquiry.send', inquiry.fromUnitCode)
    if (inquiry.answeredById === actor.id) throw new SamePerson('inquiry.apply')
    const person = await readPerson(tx, inquiry.residentId, calendarDateAt(at))
    const answers = inquiryAnswersSchema.parse(inquiry.answer ?? [])
    const applying = { inquiry, person, answers, actor, at }
    const changeId = await proposeLacking(tx, applying)
    const conflictId = await openContradicting(tx, applying)
    const data = { appliedById: actor.id, conflictId }
    await move(tx, inquiryLifecycle, inquiry, { event: 'apply', actor, at, data })
    await audit(tx, {
      actor,
      at,
      action: 'inquiry.apply',
      subjectKind: 'residence inquiry',
      subjectId: inquiry.id,
      details: { change: changeId, conflict: conflictId },
    })
    return { changeId, conflictId, agreed: agreedOf(applying) }
  })
  return applied.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new ChangeUnderWay() : error
  })
}

const saidOf = ({ outcome, value }: InquiryAnswer) =>
  outcome === 'VALUE' && value !== null ? known(value) : unknown

const differenceOf = ({ person }: Applying, answer: InquiryAnswer) =>
  compareValues(answer.field, saidOf(answer), person.values[answer.field] ?? empty)

const agreedOf = (applying: Applying) =>
  applying.answers
    .filter((answer) => ['SAME', 'SPELLING'].includes(differenceOf(applying, answer)))
    .map(({ field }) => field)

/** Items that are empty or "không rõ" in the register, or less exact than in the books. */
function lacking(applying: Applying): CorrectionDiff {
  const diff: CorrectionDiff = {}
  for (const answer of applying.answers) {
    const { field, value } = answer
    if (value === null || fieldOf(field).outcome !== 'CORRECTION') continue
    const from = applying.person.values[field]?.value ?? null
    const difference = differenceOf(applying, answer)
    const lacks = from === null || ['YEAR_ONLY', 'LESS_EXACT'].includes(difference)
    const more = value.length > (from?.length ?? 0)
    const name = field as CorrectableFieldName
    const legal = correctableFields[name].read.safeParse(value)
    if (lacks && more && legal.success) diff[name] = { from, to: legal.data }
  }
  return diff
}

async function proposeLacking(tx: Transaction, applying: Applying): Promise<string | null> {
  const { person, inquiry, actor, at } = applying
  const diff = lacking(applying)
  if (Object.keys(diff).length === 0) return null
  const correction = {
    residentId: person.id,
    baseVersion: person.version,
    unitCode: person.unitCode,
    diff,
    makerId: actor.id ?? '',
    evidenceKind: 'INQUIRY_REPLY',
    evidenceNumber: inquiry.id,
  }
  const draft = await draftCorrection(tx, correction, at)
  return (await submitCorrection(tx, draft, { actor, at })).key
}

async function openContradicting(tx: Transaction, applying: Applying): Promise<string | null> {
  const { inquiry, person, answers, actor, at } = applying
  const nowhere = answers.some(({ outcome }) => outcome === 'NOT_REGISTERED')
  const against = answers.filter((answer) => contradicts(differenceOf(applying, answer)))
  if (!nowhere && against.length === 0) return null
  const kinds: ConflictKind[] = [
    ...(nowhere ? (['NOT_REGISTERED_THERE'] as const) : []),
    ...against.map(({ field }) => fieldOf(field).kind),
  ]
  const books: FieldValues = Object.fromEntries(answers.map((answer) => [answer.field, saidOf(answer)]))
  const opened = {
    origin: 'INQUIRY' as const,
    // Decided by the unit that keeps the record, and whose books these are.
    unitCode: person.unitCode || inquiry.fromUnitCode,
    kinds: [...new Set(kinds)],
    residentId: person.id,
    openedById: actor.id,
    values: { REGISTER: person.values, RESIDENCE_BOOK: books },
  }
  return openCase(tx, opened, at)
}
