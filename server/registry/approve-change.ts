import { type CorrectionDiff, correctionDiffSchema, touchesNumber } from '../../core/citizen/correction.ts'
import { parsePartialDate, yearOf } from '../../core/dates/calendar-date.ts'
import { changeLifecycle } from '../../core/lifecycle/registry.ts'
import { matchingKey, searchKey, tokenSetKey } from '../../core/text/vietnamese.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import { NotFound, SamePerson, StaleVersion } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'

/**
 * Another officer than the maker applies a correction: the record gets its next version in the same transaction. A base
 * that somebody has changed meanwhile is refused. Answers whether the number must be looked at too.
 */
export async function approveChange(
  app: App,
  actor: Actor,
  input: { readonly id: string },
): Promise<{ readonly residentId: string; readonly touchesNumber: boolean }> {
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const change = await tx.residentChange.findUnique({ where: { id: recordId(input.id, 'change') } })
    if (!change) throw new NotFound('change')
    await authorise(app, actor, 'resident.approve-change', change.unitCode)
    if (change.makerId === actor.id) throw new SamePerson('resident.approve-change')
    const diff = correctionDiffSchema.parse(change.diff)
    const data = { checkerId: actor.id, appliedAt: instantAt(at) }
    await move(tx, changeLifecycle, { ...change, key: change.id }, { event: 'approve', actor, at, data })
    const { residentId, baseVersion } = change
    const applied = await tx.resident.updateMany({
      where: { id: residentId, version: baseVersion },
      data: { ...columnsOf(diff), version: { increment: 1 } },
    })
    if (applied.count !== 1) throw new StaleVersion('resident')
    const details = { change: change.id, fields: Object.keys(diff).join(' ') }
    await audit(tx, {
      actor,
      at,
      action: 'resident.apply-change',
      subjectKind: 'resident',
      subjectId: residentId,
      details,
    })
    return { residentId, touchesNumber: touchesNumber(diff) }
  })
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
