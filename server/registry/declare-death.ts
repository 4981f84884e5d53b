import { calendarDateAt, compareDates, parseCalendarDate } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { authorise } from '../kernel/authorise.ts'
import { StaleVersion } from '../kernel/errors.ts'
import { enqueue } from '../kernel/jobs.ts'
import { loadResident } from './registry-resident.ts'

export class DeathNotPossible extends DomainError<'DEATH_NOT_POSSIBLE'> {
  constructor() {
    super('DEATH_NOT_POSSIBLE', {
      vi: 'Ngày chết không hợp lệ, hoặc việc này đã được ghi nhận.',
      en: 'The day of death is not possible, or the death is on record already.',
    })
  }
}

/**
 * Records a death from its certificate. The person's open files and cards are ended by law through the job
 * `end-files-by-law`, which exists exactly when the record does.
 */
export async function declareDeath(
  app: App,
  actor: Actor,
  input: { readonly residentId: string; readonly baseVersion: number; readonly on: string },
): Promise<void> {
  const at = app.clock()
  const on = parseCalendarDate(input.on)
  await app.db.$transaction(async (tx) => {
    const { id, version, unitCode, deathOn, record } = await loadResident(tx, app, input.residentId)
    await authorise(app, actor, 'resident.declare-death', unitCode)
    const possible = compareDates(on, calendarDateAt(at)) <= 0 && on >= (record.birthDate ?? '')
    if (deathOn !== null || !possible) throw new DeathNotPossible()
    const declared = await tx.resident.updateMany({
      where: { id, version: input.baseVersion },
      data: { deathOn: on, version: { increment: 1 } },
    })
    if (declared.count !== 1 || version !== input.baseVersion) throw new StaleVersion('resident')
    await enqueue(tx, 'end-files-by-law', { residentId: id }, { key: `end-files-by-law:${id}` })
    await audit(tx, { actor, at, action: 'resident.declare-death', subjectKind: 'resident', subjectId: id })
  })
}
