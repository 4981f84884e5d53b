import { type CorrectionDiff, correctionDiffSchema } from '../../core/citizen/correction.ts'
import { isCitizen } from '../../core/citizen/nationality.ts'
import { parsePartialDate, yearOf } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import { changeLifecycle } from '../../core/lifecycle/registry.ts'
import { matchingKey, searchKey, tokenSetKey } from '../../core/text/vietnamese.ts'
import type { Actor } from '../kernel/actor.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { enqueue } from '../kernel/jobs.ts'
import { type Movable, move } from '../kernel/transition.ts'
import { readOtherData, writeOtherData } from './other-data.ts'

/** Another correction of this record is under way. */
export class ChangeUnderWay extends DomainError<'CHANGE_UNDER_WAY'> {
  constructor() {
    super('CHANGE_UNDER_WAY', {
      vi: 'Đang có một đề nghị điều chỉnh khác của công dân này chưa giải quyết xong.',
      en: 'Another correction of this person’s record is not settled yet.',
    })
  }
}

export interface Correction {
  readonly residentId: string
  readonly baseVersion: number
  readonly unitCode: string
  readonly diff: CorrectionDiff
  readonly makerId: string
  readonly evidenceKind: string
  readonly evidenceNumber: string | null
  readonly evidenceSha256?: string | null
}

export interface DraftedCorrection extends Movable {
  readonly residentId: string
  readonly baseVersion: number
  readonly diff: unknown
}

/** Writes a correction down as a draft. One at a time per person: throws {@link ChangeUnderWay}. */
export async function draftCorrection(
  tx: Transaction,
  correction: Correction,
  at: number,
): Promise<DraftedCorrection> {
  await refuseWhileUnderWay(tx, correction.residentId)
  const change = await tx.residentChange.create({ data: { ...correction, createdAt: instantAt(at) } })
  return { ...change, key: change.id }
}

/** Refuses while a correction of the person is open: what is added now would make its base stale. */
export async function refuseWhileUnderWay(tx: Transaction, residentId: string): Promise<void> {
  const open = await tx.residentChange.count({
    where: { residentId, status: { in: ['DRAFT', 'SUBMITTED'] } },
  })
  if (open > 0) throw new ChangeUnderWay()
}

/** The maker's signature: the correction now waits for a checker. */
export async function submitCorrection(
  tx: Transaction,
  draft: DraftedCorrection,
  { actor, at }: { readonly actor: Actor; readonly at: number },
): Promise<DraftedCorrection> {
  return { ...draft, ...(await move(tx, changeLifecycle, draft, { event: 'submit', actor, at })) }
}

/**
 * The checker's signature: the record gets its next version. A base that somebody has changed meanwhile is refused.
 * `regular` ends a provisional record.
 */
export async function applyCorrection(
  tx: Transaction,
  submitted: DraftedCorrection,
  { actor, at, regular = false }: { readonly actor: Actor; readonly at: number; readonly regular?: boolean },
): Promise<CorrectionDiff> {
  const { residentId, baseVersion } = submitted
  const diff = correctionDiffSchema.parse(submitted.diff)
  const data = { checkerId: actor.id, appliedAt: instantAt(at) }
  await move(tx, changeLifecycle, submitted, { event: 'approve', actor, at, data })
  const applied = await tx.resident.updateMany({
    where: { id: residentId, version: baseVersion },
    data: {
      ...columnsOf(diff),
      ...(await stillUnknown(tx, residentId, diff)),
      ...(regular && { provisional: false }),
      version: { increment: 1 },
    },
  })
  if (applied.count !== 1) throw new StaleVersion('resident')
  // Thôi, bị tước quốc tịch: open files and cards end (Luật Căn cước 2023, article 29.1.a).
  const { from, to } = diff.nationality ?? { from: null, to: null }
  if (from !== null && to !== null && isCitizen(from) && !isCitizen(to))
    await enqueue(tx, 'end-files-by-law', { residentId }, { key: `end-files-by-law:${residentId}` })
  return diff
}

/** The new values, and the keys that are derived from them. */
function columnsOf(diff: CorrectionDiff): Record<string, string | number | null> {
  const columns: Record<string, string | number | null> = {}
  for (const [field, { to }] of Object.entries(diff)) columns[field] = to
  const { name, birthDate } = diff
  if (name?.to) {
    columns['nameSearchKey'] = searchKey(name.to)
    columns['nameMatchingKey'] = matchingKey(name.to)
    columns['nameTokenSetKey'] = tokenSetKey(name.to)
  }
  if (birthDate?.to) columns['birthYear'] = yearOf(parsePartialDate(birthDate.to))
  return columns
}

/** A field that got a value is no longer "không rõ". */
async function stillUnknown(tx: Transaction, residentId: string, diff: CorrectionDiff) {
  const row = await tx.resident.findUnique({ where: { id: residentId }, select: { otherData: true } })
  const other = readOtherData(row?.otherData)
  const unknown = other.unknown.filter((field) => !Object.hasOwn(diff, field))
  return unknown.length === other.unknown.length ? {} : { otherData: writeOtherData({ ...other, unknown }) }
}
