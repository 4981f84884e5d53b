import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** Which people go from which unit to which: pairs of database ids of units. */
export interface Route {
  readonly from: number
  readonly to: number
}

export interface Carrying {
  readonly on: CalendarDate
  readonly routes: readonly Route[]
  /** Of a split: only addresses that name this hamlet, or only these people. */
  readonly hamlet?: string
  readonly residentIds?: readonly string[]
}

const pairs = (routes: readonly Route[]) =>
  Prisma.sql`unnest(${routes.map(({ from }) => from)}::int[], ${routes.map(({ to }) => to)}::int[]) AS route(source, target)`

function only({ hamlet, residentIds }: Carrying): Prisma.Sql {
  if (residentIds) return Prisma.sql`AND p."residentId" = ANY(${[...residentIds]}::uuid[])`
  if (hamlet === undefined) return Prisma.empty
  return Prisma.sql`AND ${hamlet} = ANY (SELECT btrim(part) FROM unnest(string_to_array(p."text", ',')) AS part)`
}

/**
 * Carries at most `limit` address periods that reach into the new era: each is closed the day before and opened in the new
 * unit with the same printed text, which is the legal one; what began later only changes its unit. Answers how many.
 */
export async function carryAddresses(tx: Transaction, carrying: Carrying, limit: number): Promise<number> {
  const on = dateOf(carrying.on)
  const [carried] = await tx.$queryRaw<{ count: number }[]>`
    WITH chosen AS (
      SELECT p."id", p."validTo" AS until, route.target FROM ${pairs(carrying.routes)}
      JOIN "Address" p ON p."unitId" = route.source
      WHERE (p."validTo" IS NULL OR p."validTo" > ${on}::date) ${only(carrying)}
      LIMIT ${limit} FOR UPDATE OF p
    ), later AS (
      UPDATE "Address" p SET "unitId" = chosen.target FROM chosen
      WHERE p."id" = chosen."id" AND p."validFrom" >= ${on}::date RETURNING 1
    ), closed AS (
      UPDATE "Address" p SET "validTo" = ${on}::date FROM chosen
      WHERE p."id" = chosen."id" AND p."validFrom" < ${on}::date
      RETURNING p."residentId", p."kind", p."text", chosen.target, chosen.until
    ), opened AS (
      INSERT INTO "Address" ("id", "residentId", "kind", "unitId", "text", "validFrom", "validTo")
      SELECT uuidv7(), "residentId", "kind", target, "text", ${on}::date, until FROM closed RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM later) + (SELECT count(*)::int FROM opened) AS count`
  return carried?.count ?? 0
}

/** The same for residence statuses; in a split they follow the addresses that were carried before. */
export async function carryStatuses(
  tx: Transaction,
  { on: day, routes }: Carrying,
  { limit, split }: { readonly limit: number; readonly split: boolean },
): Promise<number> {
  const on = dateOf(day)
  const follows = split
    ? Prisma.sql`AND EXISTS (SELECT FROM "Address" a WHERE a."residentId" = p."residentId" AND a."unitId" = route.target
                   AND (a."validTo" IS NULL OR a."validTo" > ${on}::date))`
    : Prisma.empty
  const [carried] = await tx.$queryRaw<{ count: number }[]>`
    WITH chosen AS (
      SELECT p."id", p."validTo" AS until, route.target FROM ${pairs(routes)}
      JOIN "ResidenceStatus" p ON p."unitId" = route.source
      WHERE (p."validTo" IS NULL OR p."validTo" > ${on}::date) ${follows}
      LIMIT ${limit} FOR UPDATE OF p
    ), later AS (
      UPDATE "ResidenceStatus" p SET "unitId" = chosen.target FROM chosen
      WHERE p."id" = chosen."id" AND p."validFrom" >= ${on}::date RETURNING 1
    ), closed AS (
      UPDATE "ResidenceStatus" p SET "validTo" = ${on}::date FROM chosen
      WHERE p."id" = chosen."id" AND p."validFrom" < ${on}::date
      RETURNING p."residentId", p."status", p."reason", chosen.target, chosen.until
    ), opened AS (
      INSERT INTO "ResidenceStatus" ("id", "residentId", "status", "reason", "unitId", "validFrom", "validTo")
      SELECT uuidv7(), "residentId", "status", "reason", target, ${on}::date, until FROM closed RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM later) + (SELECT count(*)::int FROM opened) AS count`
  return carried?.count ?? 0
}

/** Households follow: whole with their unit, in a split with their head. */
export async function carryHouseholds(
  tx: Transaction,
  routes: readonly Route[],
  split: boolean,
): Promise<number> {
  const follows = split
    ? Prisma.sql`AND EXISTS (SELECT FROM "Address" a WHERE a."residentId" = h."headId" AND a."unitId" = route.target
                   AND a."validTo" IS NULL)`
    : Prisma.empty
  return tx.$executeRaw`
    UPDATE "Household" h SET "unitId" = route.target FROM ${pairs(routes)}
    WHERE h."unitId" = route.source ${follows}`
}

/** Visits to make, and what the last ones found, are where the person is now; history stays as it was written. */
export async function carryVisits(tx: Transaction, routes: readonly Route[]): Promise<void> {
  const people = Prisma.sql`
    ${pairs(routes)} JOIN "AdministrativeUnit" source ON source."id" = route.source
    JOIN "AdministrativeUnit" target ON target."id" = route.target AND target."code" <> source."code"
    JOIN "Address" a ON a."unitId" = route.target AND a."validTo" IS NULL`
  await tx.$executeRaw`
    UPDATE "VisitAssignment" v SET "unitCode" = target."code" FROM ${people}
    WHERE v."residentId" = a."residentId" AND v."unitCode" = source."code" AND v."doneAt" IS NULL`
  await tx.$executeRaw`
    UPDATE "AbsenceVisit" v SET "unitCode" = target."code" FROM ${people}
    WHERE v."residentId" = a."residentId" AND v."unitCode" = source."code" AND v."latest"`
}

/**
 * Officers of a unit that went whole into another hold their roles there from the day on. Of a split unit they are assigned
 * anew by hand: nobody's mandate grows by a rule.
 */
export async function carryOfficers(
  tx: Transaction,
  { on: day, routes }: Pick<Carrying, 'on' | 'routes'>,
): Promise<number> {
  const on = dateOf(day)
  const held = Prisma.sql`
    ${pairs(routes)} JOIN "AdministrativeUnit" source ON source."id" = route.source
    JOIN "AdministrativeUnit" target ON target."id" = route.target AND target."code" <> source."code"`
  // "validTo" of an assignment is its last day.
  const opened = await tx.$executeRaw`
    INSERT INTO "Assignment" ("id", "officerId", "role", "unitCode", "validFrom", "validTo")
    SELECT DISTINCT ON (x."officerId", x."role", target."code")
      uuidv7(), x."officerId", x."role", target."code", ${on}::date, x."validTo"
    FROM ${held} JOIN "Assignment" x ON x."unitCode" = source."code"
    WHERE x."validFrom" < ${on}::date AND (x."validTo" IS NULL OR x."validTo" >= ${on}::date)
      AND NOT EXISTS (SELECT FROM "Assignment" y WHERE y."officerId" = x."officerId" AND y."role" = x."role"
                        AND y."unitCode" = target."code" AND (y."validTo" IS NULL OR y."validTo" >= ${on}::date))
    ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    UPDATE "Assignment" x SET "validTo" = ${on}::date - 1 FROM ${held}
    WHERE x."unitCode" = source."code" AND x."validFrom" < ${on}::date
      AND (x."validTo" IS NULL OR x."validTo" >= ${on}::date)`
  return opened
}
