import type { FailClass } from '../../../core/production/fail-codes.ts'
import { Prisma } from '../../../prisma/client/client.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'

const { sql } = Prisma

export interface QualityFigure {
  readonly stationId: string
  /** null: of the whole station. */
  readonly ribbon: string | null
  readonly checked: number
  readonly passed: number
  readonly secondLooks: number
  readonly faults: readonly { readonly failClass: FailClass; readonly count: number }[]
}

export interface FiguresOf {
  readonly stationId?: string | null | undefined
  /** Of the whole shift, instead of the last cards. */
  readonly shiftId?: string | null | undefined
  /** Per station; at most 1000. */
  readonly last?: number | null | undefined
  readonly byRibbon?: boolean | null | undefined
}

const usualLast = 200
const mostLast = 1000

interface Row extends Omit<QualityFigure, 'faults'> {
  readonly PRINT: number
  readonly DATA: number
  readonly DAMAGE: number
  readonly CHIP: number
}

/** What quality control found of stations, or of their ribbons: over their last cards, or over one shift. A shift that is not there has none. */
export async function qualityFigures(
  app: App,
  actor: Actor,
  { stationId, shiftId, last, byRibbon }: FiguresOf = {},
): Promise<readonly QualityFigure[]> {
  demand(actor, 'print-job.read')
  const shift = shiftId == null ? null : await shiftOf(app, shiftId)
  if (shift === undefined) return []
  const station = shift?.stationId ?? (stationId == null ? null : recordId(stationId, 'station'))
  const take = Math.min(Math.max(last ?? usualLast, 1), mostLast)
  const chosen = shift
    ? sql`q."at" >= ${shift.openedAt} AND (${shift.closedAt}::timestamptz IS NULL OR q."at" <= ${shift.closedAt})`
    : sql`TRUE`
  const limit = shift ? sql`ALL` : sql`${take}`
  const ribbon = byRibbon ? sql`q."ribbon"` : sql`NULL::text`
  const count = (failClass: FailClass) =>
    sql`count(*) FILTER (WHERE q."verdict" = 'FAIL' AND q."failClass" = ${failClass})::int`
  const rows = await app.db.$queryRaw<Row[]>`
    SELECT m."id" AS "stationId", ${ribbon} AS "ribbon",
      count(*) FILTER (WHERE q."verdict" <> 'SECOND_LOOK')::int AS "checked",
      count(*) FILTER (WHERE q."verdict" = 'PASS')::int AS "passed",
      count(*) FILTER (WHERE q."verdict" = 'SECOND_LOOK')::int AS "secondLooks",
      ${count('PRINT')} AS "PRINT", ${count('DATA')} AS "DATA", ${count('DAMAGE')} AS "DAMAGE", ${count('CHIP')} AS "CHIP"
    FROM "Machine" m CROSS JOIN LATERAL (
      SELECT q.* FROM "QualityCheck" q WHERE q."stationId" = m."id" AND ${chosen} ORDER BY q."seq" DESC LIMIT ${limit}
    ) q
    WHERE m."kind" = 'STATION' AND (${station}::uuid IS NULL OR m."id" = ${station}::uuid)
    GROUP BY 1, 2 ORDER BY 1, 2`
  return rows.map(({ PRINT, DATA, DAMAGE, CHIP, ...row }) => ({
    ...row,
    faults: Object.entries({ PRINT, DATA, DAMAGE, CHIP })
      .filter(([, found]) => found > 0)
      .map(([failClass, found]) => ({ failClass: failClass as FailClass, count: found })),
  }))
}

async function shiftOf(app: App, id: string) {
  const shift = await app.db.shift.findUnique({
    where: { id: recordId(id, 'shift') },
    select: { stationId: true, openedAt: true, closedAt: true },
  })
  return shift ?? undefined
}
