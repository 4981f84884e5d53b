import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { enqueue } from '../kernel/jobs.ts'
import { cancelNumber } from './cancel-number.ts'
import { ChangeUnderWay, refuseWhileUnderWay } from './corrections.ts'

/** Ground of a cancelled number beside those of re-establish-number.ts. */
const ground = 'DUPLICATE_PERSON'

export class NotMergeable extends DomainError<'NOT_MERGEABLE'> {
  constructor() {
    super('NOT_MERGEABLE', {
      vi: 'Hai số không còn cùng hiệu lực của hai hồ sơ đang sống. Hãy tải lại và kiểm tra từng số.',
      en: 'The two numbers are no longer those in force of two living records. Reload and look at each of them.',
    })
  }
}

export interface Merge {
  readonly keptNumber: string
  readonly endedNumber: string
  readonly actor: Actor
  /** Milliseconds. */
  readonly at: number
}

/** The record that stays and the one that holds nothing any more. */
export interface Merged {
  readonly keptId: string
  readonly endedId: string
}

/**
 * Two records turn out to be one person's. The number that does not stay is cancelled and points to the one that does; all
 * numbers and old papers, and what other records and loads point at, belong to the record that stays, whose own data do not
 * change. The other is closed: no address, household or relation holds, no search finds it. Its open files and cards are
 * ended by the job `end-files-by-law`, which exists exactly when the merge does; a file that is to go on has been taken from
 * it before in the same transaction, or is taken from it before that commits.
 */
export async function mergeResidents(tx: Transaction, merge: Merge): Promise<Merged> {
  // Merges are few, and each locks two records and their chains of the audit: one after the other, none waits in a ring.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('merge-residents', 0))`
  const merged = await lockBoth(tx, merge)
  await refuseWhileDecided(tx, merged)
  await joinNumbers(tx, merge, merged)
  await closeRecord(tx, merge, merged)
  await pointAtKept(tx, merge, merged)
  await enqueue(
    tx,
    'end-files-by-law',
    { residentId: merged.endedId },
    { key: `end-files-by-law:${merged.endedId}` },
  )
  const { actor, at } = merge
  for (const [subjectId, details] of [
    [merged.keptId, { ended: merged.endedId }],
    [merged.endedId, { into: merged.keptId }],
  ] as const) {
    await audit(tx, { actor, at, action: 'resident.merge', subjectKind: 'resident', subjectId, details })
  }
  return merged
}

async function lockBoth(tx: Transaction, { keptNumber, endedNumber }: Merge): Promise<Merged> {
  const found = await tx.$queryRaw<{ number: string; residentId: string }[]>`
    SELECT n."number", n."residentId" FROM "IdentityNumber" n JOIN "Resident" r ON r."id" = n."residentId"
    WHERE n."number" IN (${keptNumber}, ${endedNumber}) AND n."status" = 'ACTIVE' AND r."number" = n."number"
      AND r."deathOn" IS NULL
    ORDER BY r."id" FOR UPDATE`
  const holder = (number: string) => found.find((row) => row.number === number)?.residentId
  const [keptId, endedId] = [holder(keptNumber), holder(endedNumber)]
  if (!keptId || !endedId || keptId === endedId) throw new NotMergeable()
  return { keptId, endedId }
}

/** What waits for an officer's decision on either record was proposed of a record that will not be the same. */
async function refuseWhileDecided(tx: Transaction, { keptId, endedId }: Merged): Promise<void> {
  await refuseWhileUnderWay(tx, keptId)
  await refuseWhileUnderWay(tx, endedId)
  const either = { in: [keptId, endedId] }
  const waiting = [
    await tx.residenceDeclaration.count({ where: { residentId: either, status: 'SUBMITTED' } }),
    await tx.conflictCase.count({ where: { residentId: either, status: 'PROPOSED' } }),
  ]
  if (waiting.some((count) => count > 0)) throw new ChangeUnderWay()
}

async function joinNumbers(tx: Transaction, merge: Merge, { keptId, endedId }: Merged): Promise<void> {
  await cancelNumber(tx, {
    number: parseCitizenNumber(merge.endedNumber),
    reason: ground,
    on: calendarDateAt(merge.at),
    successor: parseCitizenNumber(merge.keptNumber),
  })
  const data = { residentId: keptId }
  await tx.identityNumber.updateMany({ where: { residentId: endedId }, data })
  await tx.legacyDocument.updateMany({ where: { residentId: endedId }, data })
}

/** Periods of today end today; one that would begin later never does. */
async function closeRecord(tx: Transaction, { at }: Merge, { keptId, endedId }: Merged): Promise<void> {
  const today = dateOf(calendarDateAt(at))
  const member = { residentId: endedId, validTo: null }
  const elsewhere = await tx.householdMember.count({ where: { residentId: keptId, validTo: null } })
  if (elsewhere === 0) await tx.householdMember.updateMany({ where: member, data: { residentId: keptId } })
  await tx.$executeRaw`
    UPDATE "HouseholdMember" SET "validTo" = GREATEST("validFrom", ${today}::date)
    WHERE "residentId" = ${endedId}::uuid AND ("validTo" IS NULL OR "validTo" > ${today}::date)`
  await tx.$executeRaw`
    UPDATE "Address" SET "validTo" = GREATEST("validFrom", ${today}::date)
    WHERE "residentId" = ${endedId}::uuid AND ("validTo" IS NULL OR "validTo" > ${today}::date)`
  await tx.$executeRaw`
    UPDATE "ResidenceStatus" SET "validTo" = GREATEST("validFrom", ${today}::date)
    WHERE "residentId" = ${endedId}::uuid AND ("validTo" IS NULL OR "validTo" > ${today}::date)`
  await tx.relationship.updateMany({ where: member, data: { validTo: today } })
  await tx.resident.update({
    where: { id: endedId },
    data: {
      number: null,
      mergedIntoId: keptId,
      // Searches go by these keys alone.
      nameSearchKey: '',
      nameMatchingKey: '',
      nameTokenSetKey: '',
      version: { increment: 1 },
    },
  })
  await tx.resident.update({ where: { id: keptId }, data: { version: { increment: 1 } } })
}

/** Relatives, households, open conflicts and rows of localities' data that knew the person by the other record. */
async function pointAtKept(tx: Transaction, merge: Merge, { keptId, endedId }: Merged): Promise<void> {
  await tx.relationship.updateMany({
    where: { relatedId: endedId },
    data: { relatedId: keptId, number: merge.keptNumber },
  })
  await tx.household.updateMany({ where: { headId: endedId }, data: { headId: keptId } })
  await tx.conflictCase.updateMany({
    where: { residentId: endedId, status: { not: 'RESOLVED' } },
    data: { residentId: keptId },
  })
  await tx.importedRow.updateMany({ where: { residentId: endedId }, data: { residentId: keptId } })
}
