import type { Candidates, RegisteredPerson } from '../../../core/import/decide.ts'
import type { PersonFacts } from '../../../core/import/staged-person.ts'
import type { Transaction } from '../../kernel/db.ts'

/** A staged row, as far as it is needed where the register knows somebody by it. */
export interface KnownRow extends PersonFacts {
  readonly line: bigint
  readonly nameSearchKey: string
  readonly nameMatchingKey: string
  readonly nameTokenSetKey: string
  readonly birthYear: number
  readonly unitId: number
  readonly sourceKey: Uint8Array
  readonly contentHash: Uint8Array
  readonly missing: readonly string[]
}

/** Whom the register knows by what stands on the rows of a batch. */
export interface Found {
  readonly known: readonly { readonly row: KnownRow; readonly candidates: Candidates }[]
  /** Rows whose drawn number somebody has, or had. */
  readonly drawnInVain: readonly KnownRow[]
}

interface FoundRow extends KnownRow {
  readonly sourceResident: string | null
  readonly sameContent: boolean | null
  readonly sourceJob: string | null
  readonly loadedVersion: number | null
  readonly numberResident: string | null
  readonly legacyResident: string | null
  readonly alike: readonly string[] | null
  readonly taken: boolean
}

/** People of one name and one date of birth who are looked at; with a year alone there may be many. */
const mostAlike = 20

/**
 * Asks the register for everybody whom the staged rows of a batch may mean, in two statements. Each question is one descent
 * of an index for one row, however large the register is and whatever its statistics say: hence the limits and the offset.
 */
export async function findCandidates(
  tx: Transaction,
  of: {
    readonly batch: string
    readonly jobId: string
    readonly unitCode: string
    readonly profileName: string
  },
): Promise<Found> {
  const found = await tx.$queryRaw<FoundRow[]>`
    SELECT * FROM (
      SELECT s.*, r."residentId" AS "sourceResident", r."contentHash" = s."contentHash" AS "sameContent",
        r."jobId" AS "sourceJob", r."loadedVersion",
        (SELECT n."residentId" FROM "IdentityNumber" n WHERE n."number" = s."number") AS "numberResident",
        (SELECT d."residentId" FROM "LegacyDocument" d WHERE d."kind" = 'CMND9' AND d."number" = s."legacyNumber")
          AS "legacyResident",
        (SELECT array_agg(a."id") FROM (SELECT p."id" FROM "Resident" p
          WHERE p."nameMatchingKey" = s."nameMatchingKey" AND p."birthDate" = s."birthDate" LIMIT ${mostAlike}) a) AS alike,
        s."drawn" IS NOT NULL AND EXISTS (SELECT FROM "IdentityNumber" n WHERE n."number" = s."drawn") AS taken
      FROM "ImportStagedPerson" s
      LEFT JOIN LATERAL (SELECT * FROM "ImportedRow" i WHERE i."unitCode" = ${of.unitCode}
        AND i."profileName" = ${of.profileName} AND i."sourceKey" = s."sourceKey" LIMIT 1) r ON true
      WHERE s."batch" = ${of.batch}::uuid
      OFFSET 0
    ) found
    WHERE coalesce("sourceResident", "numberResident", "legacyResident", alike[1]) IS NOT NULL OR taken`
  const ids = new Set(
    found.flatMap(({ sourceResident, numberResident, legacyResident, alike }) =>
      [sourceResident, numberResident, legacyResident, ...(alike ?? [])].filter((id) => id !== null),
    ),
  )
  const persons = await registeredPersons(tx, [...ids], of.jobId)
  const known = found
    .filter(({ sourceResident, numberResident, legacyResident, alike }) =>
      [sourceResident, numberResident, legacyResident, alike?.[0] ?? null].some((id) => id !== null),
    )
    .map((row) => ({ row, candidates: candidatesOf(row, persons, of.jobId) }))
  return { known, drawnInVain: found.filter(({ taken }) => taken) }
}

function candidatesOf(
  row: FoundRow,
  persons: ReadonlyMap<string, RegisteredPerson>,
  jobId: string,
): Candidates {
  const personOf = (id: string | null) => (id === null ? null : (persons.get(id) ?? null))
  const source = personOf(row.sourceResident)
  const { sameContent, sourceJob, loadedVersion } = row
  return {
    source: source && {
      person: source,
      sameContent: sameContent ?? false,
      sameJob: sourceJob === jobId,
      loadedVersion,
    },
    byNumber: personOf(row.numberResident),
    byLegacyNumber: personOf(row.legacyResident),
    namesakes: (row.alike ?? []).map(personOf).filter((person) => person !== null),
  }
}

/** What the register has of some people, by id. */
export async function registeredPersons(
  tx: Transaction,
  ids: readonly string[],
  jobId: string,
): Promise<ReadonlyMap<string, RegisteredPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<RegisteredPerson[]>`
    SELECT r."id", r."number", r."version", r."name", r."birthDate", r."sex", r."nationality", r."ethnicity", r."religion",
      r."bloodType", r."maritalStatus", r."birthRegistrationPlace", r."birthProvince", r."placeOfOrigin",
      (SELECT f."name" FROM "Relationship" f WHERE f."residentId" = r."id" AND f."kind" = 'FATHER' AND f."validTo" IS NULL LIMIT 1) AS "fatherName",
      (SELECT m."name" FROM "Relationship" m WHERE m."residentId" = r."id" AND m."kind" = 'MOTHER' AND m."validTo" IS NULL LIMIT 1) AS "motherName",
      home.code AS "unitCode", home.text AS "addressText",
      EXISTS (SELECT FROM "ImportedRow" i WHERE i."residentId" = r."id" AND i."jobId" = ${jobId}::uuid) AS "fromThisFile"
    FROM "Resident" r
    LEFT JOIN LATERAL (
      SELECT u."code", a."text" FROM "Address" a JOIN "AdministrativeUnit" u ON u."id" = a."unitId"
      WHERE a."residentId" = r."id" AND a."kind" = 'PERMANENT' AND a."validTo" IS NULL LIMIT 1
    ) home ON true
    WHERE r."id" = ANY(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}
