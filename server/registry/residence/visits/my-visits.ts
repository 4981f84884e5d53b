import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { demand } from '../../../kernel/authorise.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { recordId } from '../../../kernel/record-id.ts'

export interface VisitToMake {
  readonly id: string
  readonly unitCode: string
  readonly hamlet: string | null
  readonly purpose: string
  readonly formSerial: string | null
  readonly dueOn: string | null
  readonly residentId: string
  readonly name: string
  readonly birthDate: string
  readonly sex: string
  /** Where the person is registered or lives, as printed; the abode first. */
  readonly addresses: readonly string[]
  readonly visits: number
  readonly lastOutcome: string | null
  readonly lastVisitedAt: Date | null
  readonly nextAttemptOn: string | null
  readonly nextAttemptPart: string | null
}

export interface VisitsToMake {
  readonly visits: readonly VisitToMake[]
  readonly total: number
  readonly next: string | null
}

const longestPage = 50

interface Row extends Omit<VisitToMake, 'dueOn' | 'nextAttemptOn'> {
  readonly dueOn: Date | null
  readonly nextAttemptOn: Date | null
}

/** What the collector takes along into field mode: their own open assignments, in the order in which they were given. */
export async function myVisits(
  app: App,
  actor: Actor,
  {
    first,
    after,
  }: { readonly first?: number | null | undefined; readonly after?: string | null | undefined },
): Promise<VisitsToMake> {
  demand(actor, 'visit.record')
  const size = Math.min(Math.max(first ?? longestPage, 1), longestPage)
  const officerId = actor.id ?? '00000000-0000-0000-0000-000000000000'
  const start = after ? recordId(after, 'visit assignment') : '00000000-0000-0000-0000-000000000000'
  const rows = await app.db.$queryRaw<Row[]>`
    SELECT a."id", a."unitCode", a."hamlet", a."purpose", a."formSerial", a."dueOn", a."residentId",
           r."name", r."birthDate", r."sex", places."texts" AS addresses,
           (SELECT count(*)::int FROM "AbsenceVisit" v WHERE v."residentId" = r."id") AS visits,
           last."outcome" AS "lastOutcome", last."visitedAt" AS "lastVisitedAt",
           last."nextAttemptOn", last."nextAttemptPart"
    FROM "VisitAssignment" a
    JOIN "Resident" r ON r."id" = a."residentId"
    LEFT JOIN "AbsenceVisit" last ON last."residentId" = r."id" AND last."latest"
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(d."text" ORDER BY array_position(ARRAY['CURRENT', 'TEMPORARY', 'PERMANENT'], d."kind")),
                      '{}') AS texts
      FROM "Address" d WHERE d."residentId" = r."id" AND d."validTo" IS NULL
    ) places
    WHERE a."officerId" = ${officerId}::uuid AND a."doneAt" IS NULL AND a."id" > ${start}::uuid
    ORDER BY a."id" LIMIT ${size + 1}`
  const total = await app.db.visitAssignment.count({ where: { officerId, doneAt: null } })
  const visits = rows.slice(0, size).map((row) => ({
    ...row,
    dueOn: row.dueOn && calendarDateOf(row.dueOn),
    nextAttemptOn: row.nextAttemptOn && calendarDateOf(row.nextAttemptOn),
  }))
  const at = app.clock()
  const details = { count: visits.length }
  await audit(app.db, {
    actor,
    at,
    action: 'visit.take-along',
    subjectKind: 'officer',
    subjectId: officerId,
    details,
  })
  return { visits, total, next: rows.length > size ? (visits.at(-1)?.id ?? null) : null }
}
