import { ageOn, type CalendarDate, calendarDateAt, type PartialDate } from '../../core/dates/calendar-date.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'
import { NotAllowed, NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'

/** Somebody in whose name a citizen may act. */
export interface Represented {
  readonly residentId: string
  readonly name: string
  readonly birthDate: PartialDate
  readonly number: string | null
  /** SELF; PARENT of a minor; REPRESENTATIVE of a minor or of an adult without legal capacity. */
  readonly as: 'SELF' | 'PARENT' | 'REPRESENTATIVE'
}

/** Civil Code 2015, article 21.1: until then parents act for their children (article 136.1). */
const ofAge = 18

interface Row {
  readonly id: string
  readonly name: string
  readonly birthDate: PartialDate
  readonly number: string | null
  readonly kind: string
}

/**
 * The citizen, and everybody whom a record of today has as their child, or as represented by them.
 * Guardians of adults without legal capacity stand there as representatives (Civil Code 2015, article 136.2 and 136.3).
 */
export async function representedBy(app: App, citizenId: string): Promise<readonly Represented[]> {
  const today = calendarDateAt(app.clock())
  const day = dateOf(today)
  const me = await app.db.resident.findUnique({ where: { id: citizenId }, select: { number: true } })
  // Whom a record names by number alone was not linked to it yet.
  const rows = await app.db.$queryRaw<Row[]>`
    WITH named AS (
      SELECT "residentId" AS "id", "kind", "validFrom", "validTo" FROM "Relationship"
        WHERE "relatedId" = ${citizenId}::uuid AND "kind" IN ('FATHER', 'MOTHER', 'REPRESENTATIVE')
      UNION ALL
      SELECT "residentId", "kind", "validFrom", "validTo" FROM "Relationship"
        WHERE "relatedId" IS NULL AND "number" = ${me?.number ?? null}
          AND "kind" IN ('FATHER', 'MOTHER', 'REPRESENTATIVE')
      UNION ALL
      SELECT "relatedId", "kind", "validFrom", "validTo" FROM "Relationship"
        WHERE "residentId" = ${citizenId}::uuid AND "relatedId" IS NOT NULL AND "kind" = 'CHILD'
      UNION ALL
      SELECT ${citizenId}::uuid, 'SELF', NULL, NULL
    )
    SELECT r."id", r."name", r."birthDate", r."number", named."kind" FROM named JOIN "Resident" r USING ("id")
    WHERE (named."validFrom" IS NULL OR named."validFrom" <= ${day}::date)
      AND (named."validTo" IS NULL OR named."validTo" > ${day}::date)
      AND r."deathOn" IS NULL AND r."mergedIntoId" IS NULL`
  const people = rows.flatMap((row) => personOf(row, today))
  const order = { SELF: 0, REPRESENTATIVE: 1, PARENT: 2 } as const
  const sorted = people.toSorted((a, b) => order[a.as] - order[b.as] || (a.birthDate < b.birthDate ? -1 : 1))
  return sorted.filter((one, i) => sorted.findIndex(({ residentId }) => residentId === one.residentId) === i)
}

function personOf({ id, kind, ...person }: Row, today: CalendarDate): Represented[] {
  if (kind === 'SELF' || kind === 'REPRESENTATIVE') return [{ residentId: id, ...person, as: kind }]
  return ageOn(person.birthDate, today) < ofAge ? [{ residentId: id, ...person, as: 'PARENT' }] : []
}

/**
 * The person in whose name the signed-in citizen acts: themselves unless another is named. Somebody they do not represent, and
 * somebody who does not exist, are refused alike. Throws NotAllowed, NotFound.
 */
export async function actingFor(app: App, actor: Actor, residentId: string): Promise<Represented> {
  if (actor.kind !== 'citizen') throw new NotAllowed()
  const id = recordId(residentId, 'resident')
  const person = (await representedBy(app, actor.id)).find((one) => one.residentId === id)
  if (!person) throw new NotFound('resident')
  return person
}
