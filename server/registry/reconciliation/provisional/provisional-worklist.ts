import { ageOn, calendarDateAt, parsePartialDate } from '../../../../core/dates/calendar-date.ts'
import type { ReconciledFieldName } from '../../../../core/reconciliation/fields.ts'
import { saysUnknown } from '../../../../core/forms/answers.ts'
import { Prisma } from '../../../../prisma/client/client.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { dateOf } from '../../../kernel/clock.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { readOtherData } from '../../other-data.ts'
import { codesFor } from '../conflict-worklist.ts'

/** Somebody whose papers are missing. */
export interface ProvisionalResident {
  readonly id: string
  readonly version: number
  readonly number: string | null
  readonly name: string
  readonly birthDate: string
  readonly age: number
  readonly sex: string
  readonly residence: string | null
  readonly unitCode: string | null
  /** Nobody has said anything of these. */
  readonly missing: readonly ReconciledFieldName[]
  /** Of these a source said "không rõ". */
  readonly unknown: readonly string[]
  /** yyyy-MM-dd */
  readonly followedUpOn: string | null
  /** The case in which the papers are looked for, where there is one. */
  readonly conflictId: string | null
}

export interface ProvisionalPage {
  readonly residents: readonly ProvisionalResident[]
  /** Pass as `after` for the next page. */
  readonly next: string | null
}

export interface ProvisionalFilter {
  readonly unitCode: string | null
  readonly first: number | null
  readonly after: string | null
}

const mostRows = 50

/** What must be known before a record is regular. */
const needed = [
  'ethnicity',
  'nationality',
  'birthRegistrationPlace',
  'birthProvince',
  'placeOfOrigin',
] as const

interface Row {
  readonly id: string
  readonly version: number
  readonly number: string | null
  readonly name: string
  readonly birthDate: string
  readonly sex: string
  readonly ethnicity: string
  readonly nationality: string
  readonly birthRegistrationPlace: string | null
  readonly birthProvince: string | null
  readonly placeOfOrigin: string | null
  readonly otherData: unknown
  readonly residence: string | null
  readonly unitCode: string | null
  readonly parents: readonly string[]
  readonly conflictId: string | null
}

/** Worklist of provisional residents, oldest records first, with what is still missing. Jurisdiction is in the query. */
export async function provisionalResidents(
  app: App,
  actor: Actor,
  { unitCode, first, after }: ProvisionalFilter,
): Promise<ProvisionalPage> {
  const codes = await codesFor(app, actor, { action: 'resident.read', unitCode })
  const limit = Math.min(Math.max(first ?? 20, 1), mostRows)
  const rows = await app.db.$queryRaw<Row[]>(pageQuery(app, { codes, after, limit: limit + 1 }))
  const page = rows.slice(0, limit)
  return {
    residents: page.map((row) => residentOf(row, app)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

const { sql, empty } = Prisma

function pageQuery(
  app: App,
  page: { readonly codes: readonly string[] | null; readonly after: string | null; readonly limit: number },
): Prisma.Sql {
  const today = dateOf(calendarDateAt(app.clock()))
  const holds = (table: Prisma.Sql) =>
    sql`${table}."validFrom" <= ${today}::date AND (${table}."validTo" IS NULL OR ${table}."validTo" > ${today}::date)`
  const behind = page.after === null ? empty : sql`AND r."id" > ${recordId(page.after, 'resident')}::uuid`
  const within = page.codes === null ? empty : sql`AND home."code" = ANY(${page.codes}::text[])`
  return sql`
    SELECT r."id", r."version", r."number", r."name", r."birthDate", r."sex", r."ethnicity", r."nationality",
      r."birthRegistrationPlace", r."birthProvince", r."placeOfOrigin", r."otherData",
      home."text" AS "residence", home."code" AS "unitCode",
      ARRAY(SELECT p."kind" FROM "Relationship" p
        WHERE p."residentId" = r."id" AND p."kind" IN ('FATHER', 'MOTHER')) AS "parents",
      (SELECT c."id" FROM "ConflictCase" c WHERE c."residentId" = r."id" AND c."status" <> 'RESOLVED'
        AND 'PROVISIONAL' = ANY(c."kinds") LIMIT 1) AS "conflictId"
    FROM "Resident" r
    LEFT JOIN LATERAL (
      SELECT a."text", u."code", 1 AS rank FROM "Address" a JOIN "AdministrativeUnit" u ON u."id" = a."unitId"
      WHERE a."residentId" = r."id" AND a."kind" = 'PERMANENT' AND ${holds(sql`a`)}
      UNION ALL
      SELECT NULL, u."code", 2 FROM "ResidenceStatus" s JOIN "AdministrativeUnit" u ON u."id" = s."unitId"
      WHERE s."residentId" = r."id" AND ${holds(sql`s`)}
      ORDER BY rank LIMIT 1) home ON true
    WHERE r."provisional" AND r."deathOn" IS NULL ${behind} ${within}
    ORDER BY r."id" LIMIT ${page.limit}`
}

function residentOf(row: Row, app: App): ProvisionalResident {
  const other = readOtherData(row.otherData)
  const isUnknown = (field: string, value: string | null) =>
    other.unknown.includes(field) || (value !== null && saysUnknown(value))
  const parents = { fatherName: 'FATHER', motherName: 'MOTHER' } as const
  const missing: ReconciledFieldName[] = [
    ...needed.filter((field) => row[field] === null && !isUnknown(field, null)),
    ...(['fatherName', 'motherName'] as const).filter(
      (field) => !row.parents.includes(parents[field]) && !isUnknown(field, null),
    ),
    ...(row.residence === null && !isUnknown('permanentAddress', null)
      ? (['permanentAddress'] as const)
      : []),
  ]
  const unknown = [
    ...(row.birthDate.length < 10 ? ['birthDate'] : []),
    ...needed.filter((field) => isUnknown(field, row[field])),
    ...other.unknown.filter((field) => !needed.some((one) => one === field)),
  ]
  const { id, version, number, name, birthDate, sex, residence, unitCode, conflictId } = row
  return {
    id,
    version,
    number,
    name,
    birthDate,
    sex,
    residence,
    unitCode,
    conflictId,
    age: ageOn(parsePartialDate(birthDate), calendarDateAt(app.clock())),
    missing,
    unknown: [...new Set(unknown)],
    followedUpOn: other.followedUpOn ?? null,
  }
}
