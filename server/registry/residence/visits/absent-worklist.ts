import { absentStatuses } from '../../../../core/residence/declarations.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { reachOf } from '../../../kernel/authorise.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { unitsNow } from '../../../kernel/units.ts'

export interface AbsentResident {
  readonly residentId: string
  readonly version: number
  readonly name: string
  readonly birthDate: string
  readonly unitCode: string
  readonly address: string | null
  /** Null for somebody who is only marked by a visit in vain. */
  readonly status: string | null
  readonly since: string | null
  readonly reason: string | null
  readonly visits: number
  readonly lastOutcome: string | null
  readonly lastVisitedAt: Date | null
  readonly nextAttemptOn: string | null
  readonly nextAttemptPart: string | null
  /** A collector is to go there already. */
  readonly assigned: boolean
}

export interface AbsentPage {
  readonly residents: readonly AbsentResident[]
  readonly total: number
  readonly next: string | null
}

export interface AbsentQuery {
  /** A unit within the officer's; all of them where left out. */
  readonly unitCode?: string | null | undefined
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

const longestPage = 50
const firstId = '00000000-0000-0000-0000-000000000000'

interface Row extends Omit<AbsentResident, 'since' | 'nextAttemptOn'> {
  readonly since: Date | null
  readonly nextAttemptOn: Date | null
}

/**
 * People of the officer's units who are away, declared or not, or whom a visit did not meet; page by page in the order of
 * their ids. Each unit's part is read from the order of its index, so that a page costs the same at any depth.
 */
export async function absentWorklist(app: App, actor: Actor, query: AbsentQuery): Promise<AbsentPage> {
  const reach = await reachOf(app, actor, 'visit.read')
  const codes = await codesAsked(app, reach, query.unitCode)
  const size = Math.min(Math.max(query.first ?? longestPage, 1), longestPage)
  const after = query.after ? recordId(query.after, 'resident') : firstId
  const units = await app.db.administrativeUnit.findMany({
    where: { code: { in: [...codes] } },
    select: { id: true, code: true },
  })
  const unitIds = units.map(({ id }) => id)
  const unitCodes = [...new Set(units.map(({ code }) => code))]
  const place = { unitIds, unitCodes }
  const rows = await readPage(app, place, { after, limit: size + 1 })
  const residents = rows.slice(0, size).map((row) => ({
    ...row,
    since: row.since && calendarDateOf(row.since),
    nextAttemptOn: row.nextAttemptOn && calendarDateOf(row.nextAttemptOn),
  }))
  return {
    residents,
    total: await countMarked(app, place),
    next: rows.length > size ? (residents.at(-1)?.residentId ?? null) : null,
  }
}

async function codesAsked(
  app: App,
  reach: readonly string[] | null,
  unitCode: string | null | undefined,
): Promise<readonly string[]> {
  const { tree, within } = await unitsNow(app)
  if (!unitCode) return reach ?? [...tree.records.keys()]
  const below = within([unitCode])
  if (!reach) return below
  const allowed = new Set(reach)
  return below.filter((code) => allowed.has(code))
}

interface Place {
  readonly unitIds: readonly number[]
  readonly unitCodes: readonly string[]
}

async function readPage(
  app: App,
  { unitIds, unitCodes }: Place,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Row[]> {
  const statuses = [...absentStatuses]
  return app.db.$queryRaw<Row[]>`
    WITH marked AS (
      SELECT s."residentId" FROM unnest(${unitIds}::int[]) AS unit(id)
      CROSS JOIN LATERAL (
        SELECT "residentId" FROM "ResidenceStatus"
        WHERE "unitId" = unit.id AND "validTo" IS NULL
          AND "status" IN ('DECLARED_ABSENT', 'ABSENT', 'WHEREABOUTS_UNKNOWN') AND "residentId" > ${after}::uuid
        ORDER BY "residentId" LIMIT ${limit}
      ) s
      UNION
      SELECT v."residentId" FROM unnest(${unitCodes}::text[]) AS unit(code)
      CROSS JOIN LATERAL (
        SELECT "residentId" FROM "AbsenceVisit"
        WHERE "unitCode" = unit.code AND "latest" AND "outcome" <> 'MET' AND "residentId" > ${after}::uuid
        ORDER BY "residentId" LIMIT ${limit}
      ) v
      ORDER BY 1 LIMIT ${limit}
    )
    SELECT r."id" AS "residentId", r."version", r."name", r."birthDate",
           coalesce(u."code", last."unitCode") AS "unitCode", home."text" AS address,
           s."status", s."validFrom" AS since, coalesce(s."reason", last."reason") AS reason,
           (SELECT count(*)::int FROM "AbsenceVisit" v WHERE v."residentId" = r."id") AS visits,
           last."outcome" AS "lastOutcome", last."visitedAt" AS "lastVisitedAt",
           last."nextAttemptOn", last."nextAttemptPart",
           EXISTS (SELECT FROM "VisitAssignment" a WHERE a."residentId" = r."id" AND a."doneAt" IS NULL) AS assigned
    FROM marked JOIN "Resident" r ON r."id" = marked."residentId"
    LEFT JOIN "ResidenceStatus" s ON s."residentId" = r."id" AND s."validTo" IS NULL AND s."status" = ANY(${statuses})
    LEFT JOIN "AdministrativeUnit" u ON u."id" = s."unitId"
    LEFT JOIN "AbsenceVisit" last ON last."residentId" = r."id" AND last."latest"
    LEFT JOIN "Address" home ON home."residentId" = r."id" AND home."kind" = 'PERMANENT' AND home."validTo" IS NULL
    ORDER BY 1`
}

async function countMarked(app: App, { unitIds, unitCodes }: Place): Promise<number> {
  const [counted] = await app.db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (
      SELECT "residentId" FROM "ResidenceStatus" WHERE "unitId" = ANY(${unitIds}) AND "validTo" IS NULL
        AND "status" IN ('DECLARED_ABSENT', 'ABSENT', 'WHEREABOUTS_UNKNOWN')
      UNION
      SELECT "residentId" FROM "AbsenceVisit" WHERE "unitCode" = ANY(${unitCodes}) AND "latest" AND "outcome" <> 'MET'
    ) marked`
  return counted?.total ?? 0
}
