import type { Transaction } from '../../kernel/db.ts'
import { dateOf } from '../../kernel/clock.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'

export interface InsertedPersons {
  readonly persons: number
  /** Without a number, until papers say where the birth was registered. */
  readonly provisional: number
  /** With items of DC01 to be topped up. */
  readonly incomplete: number
}

/**
 * Everything that the register keeps of a new person, for all who are staged in a batch, in one statement: each part sees
 * the register as it was before. A relative is linked where the number is in the register, or in the batch; a household
 * where its head is. The first row of a person in a table bears the person's id: drawing another costs more than writing it.
 */
export async function insertPersons(
  tx: Transaction,
  of: {
    readonly batch: string
    readonly jobId: string
    readonly unitCode: string
    readonly profileName: string
    readonly on: CalendarDate
  },
): Promise<InsertedPersons> {
  const on = dateOf(of.on)
  const [inserted] = await tx.$queryRaw<InsertedPersons[]>`
    WITH staged AS MATERIALIZED (
      SELECT *, coalesce("number", "drawn") AS held FROM "ImportStagedPerson"
      WHERE "batch" = ${of.batch}::uuid ORDER BY "line"
    ), residents AS (
      INSERT INTO "Resident" ("id", "number", "provisional", "name", "birthDate", "birthYear", "sex", "nationality",
        "ethnicity", "religion", "bloodType", "maritalStatus", "birthRegistrationPlace", "birthProvince", "placeOfOrigin",
        "nameSearchKey", "nameMatchingKey", "nameTokenSetKey")
      SELECT "residentId", held, held IS NULL, "name", "birthDate", "birthYear", "sex", "nationality",
        "ethnicity", "religion", "bloodType", "maritalStatus", "birthRegistrationPlace", "birthProvince", "placeOfOrigin",
        "nameSearchKey", "nameMatchingKey", "nameTokenSetKey" FROM staged
      RETURNING "provisional"
    ), numbers AS (
      INSERT INTO "IdentityNumber" ("number", "residentId", "status", "allottedOn")
      SELECT held, "residentId", 'ACTIVE', ${on}::date FROM staged WHERE held IS NOT NULL
    ), documents AS (
      INSERT INTO "LegacyDocument" ("id", "residentId", "kind", "number")
      SELECT "residentId", "residentId", 'CMND9', "legacyNumber" FROM staged WHERE "legacyNumber" IS NOT NULL
    ), addresses AS (
      INSERT INTO "Address" ("id", "residentId", "kind", "unitId", "text", "validFrom")
      SELECT "residentId", "residentId", 'PERMANENT', "unitId", "addressText", ${on}::date FROM staged
      UNION ALL
      SELECT uuidv7(), "residentId", 'CURRENT', "currentUnitId", "currentText", ${on}::date FROM staged
      WHERE "currentUnitId" IS NOT NULL
    ), statuses AS (
      INSERT INTO "ResidenceStatus" ("id", "residentId", "status", "unitId", "validFrom")
      SELECT "residentId", "residentId", 'PERMANENT', "unitId", ${on}::date FROM staged
    ), relatives AS MATERIALIZED (
      SELECT s."residentId", r.kind, r.name, r.number FROM staged s, LATERAL (VALUES
        ('FATHER', s."fatherName", s."fatherNumber"), ('MOTHER', s."motherName", s."motherNumber"),
        ('SPOUSE', s."spouseName", s."spouseNumber"),
        ('REPRESENTATIVE', s."representativeName", s."representativeNumber")) AS r (kind, name, number)
      WHERE r.name IS NOT NULL
    ), relationships AS (
      INSERT INTO "Relationship" ("id", "residentId", "kind", "name", "number", "relatedId")
      SELECT uuidv7(), r."residentId", r.kind, r.name, r.number,
        CASE WHEN r.number IS NOT NULL THEN coalesce(
          (SELECT h."residentId" FROM "ImportStagedPerson" h WHERE h."batch" = ${of.batch}::uuid AND h."number" = r.number),
          (SELECT i."residentId" FROM "IdentityNumber" i WHERE i."number" = r.number)) END
      FROM relatives r
    ), households AS (
      INSERT INTO "Household" ("id", "headId", "unitId", "addressText")
      SELECT "householdId", "residentId", "unitId", "addressText" FROM staged WHERE "relationToHead" = 'HEAD'
    ), homes AS MATERIALIZED (
      SELECT s."residentId", s."relationToHead", coalesce(
        (SELECT h."householdId" FROM "ImportStagedPerson" h
          WHERE h."batch" = ${of.batch}::uuid AND h."number" = s."headNumber" AND h."relationToHead" = 'HEAD'),
        (SELECT k."id" FROM (SELECT "id" FROM "Household" WHERE "headId" =
          (SELECT i."residentId" FROM "IdentityNumber" i WHERE i."number" = s."headNumber") OFFSET 0) k
          ORDER BY k."id" DESC LIMIT 1)) AS home
      FROM staged s WHERE s."headNumber" IS NOT NULL AND s."relationToHead" <> 'HEAD'
    ), members AS (
      INSERT INTO "HouseholdMember" ("householdId", "residentId", "relation", "validFrom")
      SELECT "householdId", "residentId", 'HEAD', ${on}::date FROM staged WHERE "relationToHead" = 'HEAD'
      UNION ALL
      SELECT home, "residentId", "relationToHead", ${on}::date FROM homes WHERE home IS NOT NULL
    ), sources AS (
      INSERT INTO "ImportedRow" ("profileName", "unitCode", "sourceKey", "contentHash", "residentId", "jobId",
        "loadedVersion", "livesIn", "missing")
      SELECT ${of.profileName}, ${of.unitCode}, "sourceKey", "contentHash", "residentId", ${of.jobId}::uuid,
        1, "unitCode", "missing" FROM staged
    )
    SELECT (SELECT count(*) FROM residents)::int AS persons,
      (SELECT count(*) FROM residents WHERE "provisional")::int AS provisional,
      (SELECT count(*) FROM staged WHERE "missing" <> '{}')::int AS incomplete`
  return inserted ?? { persons: 0, provisional: 0, incomplete: 0 }
}

/** Links relatives who were named by number before they came: to those of this batch, once all before it are committed. */
export async function linkWaitingRelatives(tx: Transaction, batch: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Relationship" r SET "relatedId" = known."residentId" FROM (
      SELECT s."residentId", waiting."id" FROM "ImportStagedPerson" s, LATERAL (
        SELECT w."id" FROM "Relationship" w
        WHERE w."number" = s."number" AND w."relatedId" IS NULL AND w."residentId" <> s."residentId" OFFSET 0) waiting
      WHERE s."batch" = ${batch}::uuid OFFSET 0) known
    WHERE r."id" = known."id"`
}
