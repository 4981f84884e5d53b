import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { AccessRefused, NotFound } from '../../kernel/errors.ts'
import { type CorrectableRecord, loadResident } from '../registry-resident.ts'

export interface ReadRecord {
  readonly residentId: string
  /** What a correction is based on. */
  readonly version: number
  readonly number: string | null
  readonly deceased: boolean
  readonly record: CorrectableRecord
}

/** Opens the fields of a record that a correction may touch; the view goes into the audit. Another unit's record is not found. */
export async function readCorrectableRecord(
  app: App,
  actor: Actor,
  input: { readonly residentId: string },
): Promise<ReadRecord> {
  const { id, version, number, deathOn, unitCode, record } = await loadResident(app.db, app, input.residentId)
  await authorise(app, actor, 'resident.correct', unitCode).catch((error: unknown) => {
    throw error instanceof AccessRefused && error.code === 'FORBIDDEN' ? new NotFound('resident') : error
  })
  await audit(app.db, {
    actor,
    at: app.clock(),
    action: 'resident.read',
    subjectKind: 'resident',
    subjectId: id,
  })
  return { residentId: id, version, number, deceased: deathOn !== null, record }
}
