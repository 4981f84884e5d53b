import type { CorrectionDiff } from '../../../core/citizen/correction.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { RegisteredPerson } from '../../../core/import/decide.ts'
import { changeLifecycle } from '../../../core/lifecycle/registry.ts'
import type { ImportJob } from '../../../prisma/client/client.ts'
import { type Actor, systemActor } from '../../kernel/actor.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import type { KnownRow } from './find-candidates.ts'

/** A row that says something new of a person who came from the same source. */
export interface PersonUpdate {
  readonly row: KnownRow
  readonly person: RegisteredPerson
  readonly diff: CorrectionDiff
  /** Lives elsewhere now, or the address is written otherwise. */
  readonly moved: boolean
}

interface UpdateRun {
  readonly job: Pick<ImportJob, 'id' | 'createdById' | 'acceptedById' | 'unitCode'>
  readonly on: CalendarDate
  readonly at: number
}

/**
 * Brings records of this source up to date. Each becomes a correction that is applied at once, by the officer who prepared
 * the import and the one who accepted it, with evidence IMPORT; its way through the lifecycle is written as for any other.
 * Throws StaleVersion where somebody has changed a record meanwhile.
 */
export async function updatePersons(
  tx: Transaction,
  run: UpdateRun,
  updates: readonly PersonUpdate[],
): Promise<void> {
  for (const update of updates) {
    const { person, diff, moved, row } = update
    const changed = Object.keys(diff).length > 0
    const applied = await tx.resident.updateMany({
      where: { id: person.id, version: person.version },
      data: {
        ...(changed && columnsOf(row, diff)),
        ...((changed || moved) && { version: { increment: 1 } }),
      },
    })
    if (applied.count !== 1) throw new StaleVersion('resident')
    if (changed) await keepChange(tx, run, update)
    if (moved) await moveHome(tx, run, update)
  }
}

function columnsOf(row: KnownRow, diff: CorrectionDiff): Record<string, string | number | null> {
  const columns: Record<string, string | number | null> = {}
  for (const [field, { to }] of Object.entries(diff)) columns[field] = to
  if (diff.name) {
    const { nameSearchKey, nameMatchingKey, nameTokenSetKey } = row
    Object.assign(columns, { nameSearchKey, nameMatchingKey, nameTokenSetKey })
  }
  if (diff.birthDate) columns['birthYear'] = row.birthYear
  return columns
}

async function keepChange(
  tx: Transaction,
  { job, at }: UpdateRun,
  { person, diff }: PersonUpdate,
): Promise<void> {
  const draft = await tx.residentChange.create({
    data: {
      residentId: person.id,
      baseVersion: person.version,
      diff: { ...diff },
      evidenceKind: 'IMPORT',
      evidenceNumber: job.id,
      unitCode: job.unitCode,
      makerId: job.createdById,
      createdAt: instantAt(at),
    },
  })
  const record = { ...draft, key: draft.id }
  const submit = { event: 'submit', actor: officer(job.createdById), at } as const
  const submitted = await move(tx, changeLifecycle, record, submit)
  const data = { checkerId: job.acceptedById, appliedAt: instantAt(at) }
  await move(tx, changeLifecycle, submitted, { event: 'approve', actor: officer(job.acceptedById), at, data })
}

/** Who stands behind the import; at the server's terminal there is nobody. */
const officer = (id: string | null): Actor => (id === null ? systemActor : { kind: 'officer', id, roles: [] })

/** The address of before ends where the new one begins; one that began on the same day is written over. */
async function moveHome(tx: Transaction, { on }: UpdateRun, { row, person }: PersonUpdate): Promise<void> {
  const home = { unitId: row.unitId, text: row.addressText }
  const current = { residentId: person.id, kind: 'PERMANENT', validTo: null }
  const rewritten = await tx.address.updateMany({
    where: { ...current, validFrom: { gte: dateOf(on) } },
    data: home,
  })
  if (rewritten.count > 0) return
  await tx.address.updateMany({ where: current, data: { validTo: dateOf(on) } })
  await tx.address.create({
    data: { residentId: person.id, kind: 'PERMANENT', ...home, validFrom: dateOf(on) },
  })
}
