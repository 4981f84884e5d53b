import { type CalendarDate, calendarDateAt, daysBetween } from '../../../../core/dates/calendar-date.ts'
import type { ObstacleKind } from '../../../../core/progress/obstacles.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { reachOf } from '../../../kernel/authorise.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { nameOf } from '../form-progress.ts'
import { placesOn } from '../places.ts'

export interface ObstacleItem {
  readonly id: string
  readonly kind: ObstacleKind
  readonly text: string
  readonly unitCode: string
  readonly unitName: string
  readonly ownerUnitCode: string
  readonly ownerUnitName: string
  readonly reportedOn: CalendarDate
  readonly daysOpen: number
  readonly answer: string | null
}

export interface ObstaclePage {
  readonly obstacles: readonly ObstacleItem[]
  readonly next: string | null
}

export interface ObstacleQuestion {
  readonly campaignId?: string | null | undefined
  readonly answered?: boolean | null | undefined
  /** At most 50. */
  readonly first?: number | null | undefined
  /** Id of the last obstacle of the page before. */
  readonly after?: string | null | undefined
}

const longestPage = 50

type ObstacleRow = Omit<ObstacleItem, 'unitName' | 'ownerUnitName' | 'daysOpen'> & {
  readonly answeredAt: Date | null
}

/** Ids grow with time. */
const query = `
  SELECT o."id", o."kind", o."text", o."unitCode", o."ownerUnitCode", o."answer", o."answeredAt", r."on"::text AS "reportedOn"
  FROM "Obstacle" o JOIN "DailyReport" r ON r."id" = o."reportId"
  WHERE ($1::text[] IS NULL OR o."unitCode" = ANY($1) OR o."ownerUnitCode" = ANY($1))
    AND (o."answeredAt" IS NOT NULL) = $2
    AND ($3::uuid IS NULL OR r."campaignId" = $3)
    AND ($4::uuid IS NULL OR o."id" > $4)
  ORDER BY o."id" LIMIT $5`

/** Obstacles of the officer's units, and those put to them, the oldest first. */
export async function listObstacles(
  app: App,
  actor: Actor,
  { campaignId, answered, first, after }: ObstacleQuestion,
): Promise<ObstaclePage> {
  const units = await reachOf(app, actor, 'progress.read')
  const places = await placesOn(app)
  const size = Math.min(Math.max(first ?? longestPage, 1), longestPage)
  const { rows } = await app.pool.query<ObstacleRow>(query, [
    units,
    answered ?? false,
    campaignId ? recordId(campaignId, 'campaign') : null,
    after ? recordId(after, 'obstacle') : null,
    size + 1,
  ])
  const today = calendarDateAt(app.clock())
  const obstacles = rows.slice(0, size).map(({ answeredAt, ...row }) => ({
    ...row,
    unitName: nameOf(places, row.unitCode),
    ownerUnitName: nameOf(places, row.ownerUnitCode),
    daysOpen: daysBetween(row.reportedOn, answeredAt ? calendarDateAt(answeredAt.getTime()) : today),
  }))
  return { obstacles, next: rows.length > size ? (obstacles.at(-1)?.id ?? null) : null }
}
