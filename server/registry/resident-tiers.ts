/** The search of the registry as SQL: one statement per degree of likeness, each served by an index of its own. */
import type { CalendarDate, PartialDate } from '../../core/dates/calendar-date.ts'
import { yearOf } from '../../core/dates/calendar-date.ts'
import { matchingKey, searchKey, tokenSetKey } from '../../core/text/vietnamese.ts'
import { Prisma } from '../../prisma/client/client.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { slipsOf } from './name-slips.ts'
import type { ResidentCriteria } from './resident-criteria.ts'

/**
 * How a resident answers to what was typed, the nearest first: the number; a former number or old paper; the name as
 * typed; with the tone elsewhere or i for y; but for accents; in another order of words; but for one slip; by the parents.
 */
export const matches = [
  'NUMBER',
  'FORMER_NUMBER',
  'EXACT',
  'SPELLING',
  'UNACCENTED',
  'REORDERED',
  'SLIP',
  'PARENTS',
] as const
export type Match = (typeof matches)[number]

/** Residents of one degree of likeness; those of nearer degrees are left out. */
export interface Tier {
  readonly match: Match
  readonly where: Prisma.Sql
}

const { sql, join, empty } = Prisma

/** The degrees that a question has, in their order. The first criterion drives, the others narrow. */
export function tiersOf(criteria: ResidentCriteria): readonly Tier[] {
  if (criteria.number !== null) return tiersOfNumber(criteria.number)
  if (criteria.name !== null) return tiersOfName(criteria.name)
  return tiersOfParents(criteria)
}

function tiersOfNumber(number: string): Tier[] {
  const former = sql`r."number" IS DISTINCT FROM ${number} AND r."id" IN (
    SELECT "residentId" FROM "IdentityNumber" WHERE "number" = ${number}
    UNION SELECT "residentId" FROM "LegacyDocument" WHERE "number" = ${number})`
  return [
    { match: 'NUMBER', where: sql`r."number" = ${number}` },
    { match: 'FORMER_NUMBER', where: former },
  ]
}

function tiersOfName(name: string): Tier[] {
  const [matching, search, tokens] = [matchingKey(name), searchKey(name), tokenSetKey(name)]
  const sameSpelling = sql`r."nameMatchingKey" = ${matching}`
  const otherwise = sql`r."nameMatchingKey" <> ${matching}`
  const asTyped = sql`lower(r."name") = ${name.toLowerCase()}`
  return [
    { match: 'EXACT', where: sql`${sameSpelling} AND ${asTyped}` },
    { match: 'SPELLING', where: sql`${sameSpelling} AND NOT ${asTyped}` },
    {
      match: 'UNACCENTED',
      where: sql`r."nameTokenSetKey" = ${tokens} AND r."nameSearchKey" = ${search} AND ${otherwise}`,
    },
    {
      match: 'REORDERED',
      where: sql`r."nameTokenSetKey" = ${tokens} AND r."nameSearchKey" <> ${search} AND ${otherwise}`,
    },
    { match: 'SLIP', where: sql`r."nameTokenSetKey" = ANY(${slipsOf(search)}::text[]) AND ${otherwise}` },
  ]
}

/** As an array, the children are fetched one by one; as a subquery they would be met by a walk through all residents. */
function tiersOfParents({ fatherName, motherName }: ResidentCriteria): Tier[] {
  const parent = fatherName ?? motherName
  if (parent === null) return []
  const children = sql`SELECT "residentId" FROM "Relationship"
    WHERE "kind" IN ('FATHER', 'MOTHER') AND search_key("name") = ${searchKey(parent)}`
  return [{ match: 'PARENTS', where: sql`r."id" = ANY(ARRAY(${children}))` }]
}

/** Where a page begins within a tier: behind this resident. */
export interface Position {
  readonly id: string
  readonly birthYear: number
  readonly nameTokenSetKey: string
}

export interface PageOfTier {
  readonly criteria: ResidentCriteria
  /** Codes of the units within the officer's reach; null for all. */
  readonly reach: readonly string[] | null
  readonly today: CalendarDate
  readonly after: Position | null
  readonly limit: number
}

/** A resident as a list of results shows them. */
export interface ResidentRow {
  readonly id: string
  readonly number: string | null
  readonly name: string
  /** yyyy, yyyy-MM or yyyy-MM-dd. */
  readonly birthDate: string
  readonly sex: string
  readonly provisional: boolean
  readonly deceased: boolean
  /** Permanent address of today, as printed. */
  readonly residence: string | null
  readonly unitCode: string | null
  readonly fatherName: string | null
  readonly motherName: string | null
}

/**
 * The next rows of a tier: by name (where several names answer), year of birth and id. Jurisdiction is part of the
 * statement: the lateral join finds one address per candidate, and cannot be turned into a walk through all addresses.
 */
export function readTier(tx: Transaction, { match, where }: Tier, page: PageOfTier): Promise<ResidentRow[]> {
  const nameFirst = match === 'SLIP' ? sql`r."nameTokenSetKey",` : empty
  return tx.$queryRaw<ResidentRow[]>`
    SELECT r."id", r."number", r."name", r."birthDate", r."sex", r."provisional",
      r."deathOn" IS NOT NULL AS "deceased", home."text" AS "residence", home."code" AS "unitCode",
      ${parentName('FATHER')} AS "fatherName", ${parentName('MOTHER')} AS "motherName"
    FROM "Resident" r
    LEFT JOIN LATERAL (
      SELECT a."text", u."code" FROM "Address" a JOIN "AdministrativeUnit" u ON u."id" = a."unitId"
      WHERE a."residentId" = r."id" AND a."kind" = 'PERMANENT' AND ${holdsOn(page.today)}
      LIMIT 1) home ON true
    WHERE ${join([where, ...narrowing(page), ...behind(match, page.after)], ' AND ')}
    ORDER BY ${nameFirst} r."birthYear", r."id"
    LIMIT ${page.limit}`
}

const holdsOn = (today: CalendarDate) =>
  sql`a."validFrom" <= ${dateOf(today)}::date AND (a."validTo" IS NULL OR a."validTo" > ${dateOf(today)}::date)`

const parentName = (kind: 'FATHER' | 'MOTHER') =>
  sql`(SELECT p."name" FROM "Relationship" p WHERE p."residentId" = r."id" AND p."kind" = ${kind} AND p."validTo" IS NULL LIMIT 1)`

function narrowing({ criteria, reach }: PageOfTier): Prisma.Sql[] {
  const { birth, unit, fatherName, motherName } = criteria
  return [
    ...(birth ? [bornOn(birth)] : []),
    ...(fatherName ? [childOf('FATHER', fatherName)] : []),
    ...(motherName ? [childOf('MOTHER', motherName)] : []),
    ...(reach ? [sql`home."code" = ANY(${reach}::text[])`] : []),
    ...(unit && !unit.atAnyTime ? [sql`home."code" = ANY(${unit.codes}::text[])`] : []),
    ...(unit?.atAnyTime ? [everLivedIn(unit.codes)] : []),
  ]
}

/** What is on file may be less exact than what was typed, or more. */
function bornOn(birth: PartialDate): Prisma.Sql {
  // The year a second time, as the beginning of the date: each of the two indexes of names has one of them.
  const yearText = birth.slice(0, 4)
  const year = sql`r."birthYear" = ${yearOf(birth)}
    AND r."birthDate" >= ${yearText} AND r."birthDate" < ${`${yearText}~`}`
  if (birth.length === 4) return year
  const known = [birth.slice(0, 4), birth.slice(0, 7), birth]
  return sql`${year} AND (r."birthDate" = ANY(${known}::text[]) OR starts_with(r."birthDate", ${birth}))`
}

const childOf = (kind: 'FATHER' | 'MOTHER', name: string) => sql`EXISTS (
  SELECT FROM "Relationship" p
  WHERE p."residentId" = r."id" AND p."kind" = ${kind} AND search_key(p."name") = ${searchKey(name)})`

const everLivedIn = (codes: readonly string[]) => sql`EXISTS (
  SELECT FROM "Address" a JOIN "AdministrativeUnit" u ON u."id" = a."unitId"
  WHERE a."residentId" = r."id" AND a."kind" = 'PERMANENT' AND u."code" = ANY(${codes}::text[]))`

function behind(match: Match, after: Position | null): Prisma.Sql[] {
  if (!after) return []
  const { id, birthYear, nameTokenSetKey } = after
  return match === 'SLIP'
    ? [
        sql`(r."nameTokenSetKey", r."birthYear", r."id") > (${nameTokenSetKey}, ${birthYear}::int, ${id}::uuid)`,
      ]
    : [sql`(r."birthYear", r."id") > (${birthYear}::int, ${id}::uuid)`]
}
