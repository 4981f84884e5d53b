import { type CalendarDate, daysBetween } from '../../../../core/dates/calendar-date.ts'
import { type ObstacleKind, obstacleKinds } from '../../../../core/progress/obstacles.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { nameOf } from '../form-progress.ts'
import { placesOn } from '../places.ts'
import { type DayOfReports, expectedReports, reportedUnits } from './expected-reports.ts'

/** What the units of an area wait for from one unit. */
export interface OwnedObstacles {
  readonly ownerUnitCode: string
  readonly ownerUnitName: string
  readonly open: number
  readonly oldestDays: number
  readonly byKind: readonly { readonly kind: ObstacleKind; readonly open: number }[]
}

export interface DailyDigest {
  readonly on: CalendarDate
  readonly broadcasts: number
  readonly meetings: number
  readonly peopleReached: number
  readonly expected: number
  /** Of the expected ones. */
  readonly reported: number
  readonly obstacles: readonly OwnedObstacles[]
}

/** The daily reports of an area for the steering committee: outreach, who has not reported, what is still open. */
export async function dailyDigest(app: App, actor: Actor, question: DayOfReports): Promise<DailyDigest> {
  const { on, codes, expected } = await expectedReports(app, actor, question)
  const { campaignId } = question
  const [outreach, reported, obstacles] = await Promise.all([
    readOutreach(app, { campaignId, on, codes }),
    reportedUnits(app, { campaignId, on, codes: expected }),
    readObstacles(app, { campaignId, on, codes }),
  ])
  return { on, ...outreach, expected: expected.length, reported: reported.size, obstacles }
}

interface Scope {
  readonly campaignId: string
  readonly on: CalendarDate
  readonly codes: readonly string[]
}

type Outreach = Pick<DailyDigest, 'broadcasts' | 'meetings' | 'peopleReached'>

async function readOutreach({ pool }: App, { campaignId, on, codes }: Scope): Promise<Outreach> {
  const { rows } = await pool.query<Outreach>(
    `SELECT coalesce(sum("broadcasts"), 0)::int AS broadcasts, coalesce(sum("meetings"), 0)::int AS meetings,
       coalesce(sum("peopleReached"), 0)::int AS "peopleReached"
     FROM "DailyReport" WHERE "campaignId" = $1 AND "on" = $2::date AND "unitCode" = ANY($3)`,
    [campaignId, on, codes],
  )
  return rows[0] ?? { broadcasts: 0, meetings: 0, peopleReached: 0 }
}

/** As they stood at the end of the day: reported by then, and not answered by then. */
async function readObstacles(app: App, { campaignId, on, codes }: Scope): Promise<readonly OwnedObstacles[]> {
  const { rows } = await app.pool.query<{ owner: string; kind: ObstacleKind; open: number; oldest: Date }>(
    `SELECT o."ownerUnitCode" AS owner, o."kind", count(*)::int AS open, min(r."on")::timestamp AT TIME ZONE 'UTC' AS oldest
     FROM "Obstacle" o JOIN "DailyReport" r ON r."id" = o."reportId"
     WHERE r."campaignId" = $1 AND r."on" <= $2::date AND o."unitCode" = ANY($3)
       AND (o."answeredAt" IS NULL OR (o."answeredAt" AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > $2::date)
     GROUP BY 1, 2`,
    [campaignId, on, codes],
  )
  const places = await placesOn(app)
  const byOwner = [...Map.groupBy(rows, ({ owner }) => owner)].map(([owner, kinds]) => ({
    ownerUnitCode: owner,
    ownerUnitName: nameOf(places, owner),
    open: kinds.reduce((sum, { open }) => sum + open, 0),
    oldestDays: Math.max(...kinds.map(({ oldest }) => daysBetween(calendarDateOf(oldest), on))),
    byKind: obstacleKinds.flatMap((kind) => kinds.filter((one) => one.kind === kind)),
  }))
  return byOwner.toSorted((a, b) => b.oldestDays - a.oldestDays || b.open - a.open)
}
