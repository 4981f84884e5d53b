import type { CandidateGround } from '../../core/adjudication/case-origins.ts'
import {
  type DemographicVerdict,
  demographicLikeness,
  demographicVerdict,
  type LikenessPerson,
  likenessWeight,
} from '../../core/adjudication/demographic-likeness.ts'
import { matchingKey, searchKey, tokenSetKey } from '../../core/text/vietnamese.ts'
import { Prisma } from '../../prisma/client/client.ts'
import type { Transaction } from '../kernel/db.ts'
import { slipsOf } from '../registry/name-slips.ts'

const { sql, empty } = Prisma

/** Somebody of the register whom the applicant may be. */
export interface DemographicDuplicate {
  readonly residentId: string
  readonly grounds: readonly CandidateGround[]
  /** TWIN also where a number is shared. */
  readonly verdict: DemographicVerdict
  /** The register keeps both as members of one household. */
  readonly sameHousehold: boolean
  /** The list is in this order. */
  readonly weight: number
}

interface Question {
  readonly residentId: string
  /** What the applicant says beyond the register: the number of an old paper. */
  readonly declaredLegacyNumber: string | null
  /** Also who has a parent in common by record, and the birth date: for somebody who cannot be searched by fingers. */
  readonly withSiblings: boolean
}

const mostDuplicates = 50
/** Rows that are weighed; the nearest birth dates first, should a name have more. */
const mostWeighed = 200

/**
 * Other residents whom an applicant may be, the likest first and 50 at most: who holds one of the applicant's numbers, and who has
 * the name and the birth date with the variants of Vietnamese records. Nobody is left out for sex. Records that were merged into
 * the applicant's are the applicant.
 */
export async function demographicDuplicates(
  tx: Transaction,
  question: Question,
): Promise<readonly DemographicDuplicate[]> {
  const me = await readApplicant(tx, question)
  if (!me) return []
  const slips = slipsOf(searchKey(me.name))
  const found = await findLike(tx, me, { slips, withSiblings: question.withSiblings })
  const known = new Set(slips)
  return found
    .map((other) => ({ other, likeness: demographicLikeness(me, personOf(other), known) }))
    .map(({ other, likeness }) => {
      const byName = likeness.name !== null && likeness.birthDate !== 'DIFFERENT'
      const grounds: CandidateGround[] = [
        ...(other.byNumber ? (['NUMBER'] as const) : []),
        ...(other.byLegacyNumber ? (['LEGACY_NUMBER'] as const) : []),
        ...(byName ? (['NAME_AND_BIRTH_DATE'] as const) : []),
        ...(likeness.parents.same > 0 ? (['PARENTS'] as const) : []),
      ]
      const byNumber = other.byNumber || other.byLegacyNumber
      return {
        residentId: other.id,
        grounds,
        verdict: byNumber ? ('TWIN' as const) : demographicVerdict(likeness),
        sameHousehold: other.sameHousehold,
        weight: likenessWeight(likeness) + (byNumber ? numberWeight : 0),
      }
    })
    .toSorted((a, b) => b.weight - a.weight || (a.residentId < b.residentId ? -1 : 1))
    .slice(0, mostDuplicates)
}

/** Whoever holds a number stands before all who are only like. */
const numberWeight = 1000

interface Applicant extends LikenessPerson {
  readonly id: string
  readonly birthYear: number
  /** 12 digits: in force, cancelled, of old papers. */
  readonly numbers: readonly string[]
  readonly legacyNumbers: readonly string[]
}

const parents = { where: { kind: { in: ['FATHER', 'MOTHER'] }, validTo: null } }

async function readApplicant(tx: Transaction, question: Question): Promise<Applicant | null> {
  const resident = await tx.resident.findUnique({
    where: { id: question.residentId },
    include: { numbers: true, legacyDocuments: true, relationships: parents },
  })
  if (!resident) return null
  const parent = (kind: string) => {
    const row = resident.relationships.find((relation) => relation.kind === kind)
    return row ? { name: row.name, recordId: row.relatedId } : null
  }
  const papers = [
    ...resident.numbers.map(({ number }) => number),
    ...resident.legacyDocuments.map(({ number }) => number),
    ...(question.declaredLegacyNumber ? [question.declaredLegacyNumber] : []),
  ]
  const { id, name, birthDate, birthYear, sex } = resident
  return {
    id,
    name,
    birthDate,
    birthYear,
    sex,
    father: parent('FATHER'),
    mother: parent('MOTHER'),
    numbers: papers.filter((number) => number.length === 12),
    legacyNumbers: papers.filter((number) => number.length !== 12),
  }
}

interface FoundRow {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  readonly sex: string
  readonly fatherName: string | null
  readonly fatherId: string | null
  readonly motherName: string | null
  readonly motherId: string | null
  readonly byNumber: boolean
  readonly byLegacyNumber: boolean
  readonly sameHousehold: boolean
}

const personOf = ({ name, birthDate, sex, ...row }: FoundRow): LikenessPerson => ({
  name,
  birthDate,
  sex,
  father: row.fatherName === null ? null : { name: row.fatherName, recordId: row.fatherId },
  mother: row.motherName === null ? null : { name: row.motherName, recordId: row.motherId },
})

/**
 * One statement, each branch by an index: IdentityNumber_pkey and LegacyDocument_number_kind_key for numbers,
 * Resident_nameMatchingKey_birthDate_idx and Resident_nameTokenSetKey_birthYear_idx for names, Relationship_related for siblings.
 */
function findLike(
  tx: Transaction,
  me: Applicant,
  { slips, withSiblings }: { readonly slips: readonly string[]; readonly withSiblings: boolean },
): Promise<FoundRow[]> {
  return tx.$queryRaw<FoundRow[]>`
    WITH found AS (
      SELECT "residentId" AS id, true AS number, false AS legacy FROM "IdentityNumber" WHERE "number" = ANY(${me.numbers}::text[])
      UNION ALL
      SELECT "residentId", length("number") = 12, length("number") <> 12 FROM "LegacyDocument"
      WHERE "number" = ANY(${[...me.numbers, ...me.legacyNumbers]}::text[])
      UNION ALL (${sameName(me, slips)})
      ${withSiblings ? siblings(me) : empty}
    ), others AS (
      SELECT f.id, bool_or(f.number) AS "byNumber", bool_or(f.legacy) AS "byLegacyNumber" FROM found f
      WHERE f.id <> ${me.id}::uuid AND NOT EXISTS (
        SELECT FROM "IdentityNumber" i WHERE i."residentId" = f.id AND i."successor" = ANY(${me.numbers}::text[]))
      GROUP BY f.id
    )
    SELECT r."id", r."name", r."birthDate", r."sex", o."byNumber", o."byLegacyNumber",
      father."name" AS "fatherName", father."relatedId" AS "fatherId",
      mother."name" AS "motherName", mother."relatedId" AS "motherId", EXISTS (
        SELECT FROM "HouseholdMember" a JOIN "HouseholdMember" b ON b."householdId" = a."householdId"
        WHERE a."residentId" = ${me.id}::uuid AND a."validTo" IS NULL
          AND b."residentId" = r."id" AND b."validTo" IS NULL) AS "sameHousehold"
    FROM others o JOIN "Resident" r ON r."id" = o.id
    LEFT JOIN LATERAL ${parentOf('FATHER')} father ON true
    LEFT JOIN LATERAL ${parentOf('MOTHER')} mother ON true`
}

const parentOf = (kind: 'FATHER' | 'MOTHER') => sql`(
  SELECT p."name", p."relatedId" FROM "Relationship" p
  WHERE p."residentId" = r."id" AND p."kind" = ${kind} AND p."validTo" IS NULL LIMIT 1)`

/**
 * Who has the very date needs no more; a date that is less exact or swapped is shared by thousands for the common names, and is
 * asked for a parent of the same name or record already here.
 */
function sameName(me: Applicant, slips: readonly string[]): Prisma.Sql {
  const spelling = sql`r."nameMatchingKey" = ${matchingKey(me.name)} AND ${bornAbout(me)}`
  const inAnyOrder = sql`r."nameTokenSetKey" = ${tokenSetKey(me.name)} AND r."birthYear" = ${me.birthYear}
    AND ${bornAbout(me)}`
  const slip = sql`r."nameTokenSetKey" = ANY(${slips}::text[]) AND r."birthYear" = ${me.birthYear}
    AND r."birthDate" = ${me.birthDate}`
  const isComplete = me.birthDate.length === 10
  const parentAgrees = sql`EXISTS (
    SELECT FROM "Relationship" p WHERE p."residentId" = like_me."id" AND p."kind" IN ('FATHER', 'MOTHER')
      AND p."validTo" IS NULL
      AND (search_key(p."name") = ANY(${parentKeys(me)}::text[]) OR p."relatedId" = ANY(${parentIds(me)}::uuid[])))`
  return sql`
    SELECT like_me."id", false, false FROM (
      SELECT r."id", r."birthDate" FROM "Resident" r WHERE ${spelling}
      UNION SELECT r."id", r."birthDate" FROM "Resident" r WHERE ${inAnyOrder}
      ${isComplete ? sql`UNION SELECT r."id", r."birthDate" FROM "Resident" r WHERE ${slip}` : empty}
    ) like_me
    WHERE (${isComplete} AND like_me."birthDate" = ${me.birthDate}) OR ${parentAgrees}
    ORDER BY like_me."birthDate" = ${me.birthDate} DESC, like_me."id"
    LIMIT ${mostWeighed}`
}

const parentKeys = ({ father, mother }: Applicant) =>
  [father, mother].flatMap((parent) => (parent ? [searchKey(parent.name)] : []))
const parentIds = ({ father, mother }: Applicant) =>
  [father, mother].flatMap((parent) => parent?.recordId ?? [])

/** The date as it is known, less of it, more of it, or with day and month swapped. */
function bornAbout({ birthDate }: Applicant): Prisma.Sql {
  const [year = '', month, day] = birthDate.split('-')
  const lessExact = [year, `${year}-${month}`, birthDate, `${year}-${day}-${month}`]
  return birthDate.length === 10
    ? sql`r."birthDate" = ANY(${lessExact}::text[])`
    : sql`r."birthDate" >= ${year} AND r."birthDate" < ${`${year}~`}
        AND (starts_with(r."birthDate", ${birthDate}) OR r."birthDate" = ${year})`
}

const siblings = (me: Applicant) => sql`UNION ALL (
  SELECT r."id", false, false FROM "Relationship" p JOIN "Resident" r ON r."id" = p."residentId"
  WHERE p."relatedId" = ANY(${parentIds(me)}::uuid[]) AND p."kind" IN ('FATHER', 'MOTHER') AND p."validTo" IS NULL
    AND ${bornAbout(me)}
  LIMIT ${mostWeighed})`
