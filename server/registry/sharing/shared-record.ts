import type { CitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { type SharedData, sharedDataSchema } from '../../../core/contracts/agency-query.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { SharedField } from '../../../core/sharing/fields.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'

/** A person as far as an answer needs them. */
export interface SharedRecord {
  readonly residentId: string
  readonly numberState: 'ACTIVE' | 'CANCELLED'
  readonly provisional: boolean
  readonly name: string
  readonly birthDate: string
  readonly data: SharedData
}

const column = (name: string) => Prisma.raw(`r."${name}"`)
const onToday = (alias: string) =>
  Prisma.raw(
    `${alias}."validFrom" <= t.today AND (${alias}."validTo" IS NULL OR ${alias}."validTo" > t.today)`,
  )

const address = (kind: 'PERMANENT' | 'TEMPORARY' | 'CURRENT') => Prisma.sql`(
  SELECT jsonb_build_object('unitCode', u."code", 'text', a."text", 'since', a."validFrom")
  FROM "Address" a JOIN "AdministrativeUnit" u ON u."id" = a."unitId"
  WHERE a."residentId" = r."id" AND a."kind" = ${Prisma.raw(`'${kind}'`)} AND ${onToday('a')} LIMIT 1)`

/**
 * One expression per field over the number `n`, the resident `r` and the day `t`. What is not asked for is not read: a
 * statement is put together from the expressions of its fields.
 */
const expressions: Readonly<Record<SharedField, Prisma.Sql>> = {
  name: column('name'),
  otherName: column('otherName'),
  number: Prisma.sql`n."number"`,
  birthDate: column('birthDate'),
  sex: column('sex'),
  birthPlace: column('birthPlace'),
  birthRegistrationPlace: column('birthRegistrationPlace'),
  placeOfOrigin: column('placeOfOrigin'),
  ethnicity: column('ethnicity'),
  religion: column('religion'),
  nationality: column('nationality'),
  bloodType: column('bloodType'),
  legacyNumber: Prisma.sql`(
    SELECT d."number" FROM "LegacyDocument" d WHERE d."residentId" = r."id" AND d."kind" = 'CMND9'
    ORDER BY d."issuedOn" DESC NULLS LAST LIMIT 1)`,
  // Cards that were handed over and are in force or only held back, and what was issued before them.
  issuedDocuments: Prisma.sql`(
    SELECT coalesce(jsonb_agg(to_jsonb(d) ORDER BY d."issuedOn" DESC NULLS LAST), '[]') FROM (
      SELECT 'CC' AS "kind", c."number", c."issuedOn", NULL::text AS "issuedBy", c."expiresOn" FROM "Card" c
      WHERE c."residentId" = r."id" AND c."status" IN ('ACTIVE', 'LOCKED', 'HELD')
      UNION ALL
      SELECT o."kind", o."number", o."issuedOn", o."issuedBy", o."expiresOn" FROM "LegacyDocument" o
      WHERE o."residentId" = r."id" AND o."kind" <> 'CMND9') d)`,
  relatives: Prisma.sql`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('kind', k."kind", 'name', coalesce(p."name", k."name"),
      'number', coalesce(p."number", k."number")) ORDER BY k."kind", k."name"), '[]')
    FROM "Relationship" k LEFT JOIN "Resident" p ON p."id" = k."relatedId" WHERE k."residentId" = r."id" AND k."validTo" IS NULL)`,
  permanentAddress: address('PERMANENT'),
  temporaryAddress: address('TEMPORARY'),
  currentAddress: address('CURRENT'),
  declaredAbsence: Prisma.sql`(
    SELECT jsonb_build_object('since', s."validFrom", 'until', s."validTo") FROM "ResidenceStatus" s
    WHERE s."residentId" = r."id" AND s."status" = 'DECLARED_ABSENT' AND ${onToday('s')} LIMIT 1)`,
  residenceFile: column('residenceFile'),
  maritalStatus: column('maritalStatus'),
  relationToHead: Prisma.sql`(
    SELECT m."relation" FROM "HouseholdMember" m WHERE m."residentId" = r."id" AND ${onToday('m')}
    ORDER BY m."validFrom" DESC LIMIT 1)`,
  household: Prisma.sql`(
    SELECT jsonb_build_object('address', h."addressText", 'members', (
      SELECT jsonb_agg(jsonb_build_object('name', p."name", 'number', p."number", 'relation', o."relation")
        ORDER BY o."relation" <> 'HEAD', p."name")
      FROM "HouseholdMember" o JOIN "Resident" p ON p."id" = o."residentId"
      WHERE o."householdId" = h."id" AND ${onToday('o')}))
    FROM "HouseholdMember" m JOIN "Household" h ON h."id" = m."householdId"
    WHERE m."residentId" = r."id" AND ${onToday('m')} ORDER BY m."validFrom" DESC LIMIT 1)`,
  death: Prisma.sql`CASE WHEN r."deathOn" IS NOT NULL THEN jsonb_build_object('on', r."deathOn") END`,
  contact: Prisma.sql`jsonb_build_object('phone', r."phone", 'email', r."email")`,
  successorNumber: Prisma.sql`CASE WHEN n."status" = 'CANCELLED' THEN r."number" END`,
}

/** The holder of a number, also of a cancelled one, with the fields asked for; null where nobody has or had it. */
export async function findShared(
  app: App,
  number: CitizenNumber,
  fields: readonly SharedField[],
): Promise<SharedRecord | null> {
  const today = calendarDateAt(app.clock())
  const members = fields.map((field) => Prisma.sql`${Prisma.raw(`'${field}'`)}, ${expressions[field]}`)
  const data =
    members.length === 0 ? Prisma.sql`'{}'::jsonb` : Prisma.sql`jsonb_build_object(${Prisma.join(members)})`
  const rows = await app.db.$queryRaw<(Omit<SharedRecord, 'data'> & { readonly data: unknown })[]>`
    SELECT r."id" AS "residentId", n."status" AS "numberState", r."provisional", r."name", r."birthDate", ${data} AS "data"
    FROM "IdentityNumber" n JOIN "Resident" r ON r."id" = n."residentId", (SELECT ${today}::date AS today) t
    WHERE n."number" = ${number}`
  const [row] = rows
  return row ? { ...row, data: sharedDataSchema.parse(row.data) } : null
}
