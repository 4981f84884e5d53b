import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'
import type { CaptureKind } from './capture-quality.ts'

export const alarmSubjects = ['OPERATOR', 'DEVICE', 'CENTRE'] as const
export type AlarmSubject = (typeof alarmSubjects)[number]

export interface QualityAlarmItem {
  readonly id: string
  readonly subjectKind: AlarmSubject
  readonly subjectId: string
  /** The officer's or centre's name; a device is known by what its driver calls it. */
  readonly subjectName: string
  readonly centreCode: string
  readonly centreName: string
  readonly kind: CaptureKind
  readonly raisedOn: CalendarDate
  /** Mean quality of the four weeks before, and of the week. */
  readonly before: number
  readonly now: number
  readonly samples: number
  readonly finding: string | null
  readonly acknowledgedAt: Date | null
}

export interface QualityAlarmPage {
  readonly alarms: readonly QualityAlarmItem[]
  readonly next: string | null
}

export interface QualityAlarmQuestion {
  /** Open ones where left out. */
  readonly acknowledged?: boolean | null | undefined
  /** At most 50. */
  readonly first?: number | null | undefined
  /** Id of the last alarm of the page before. */
  readonly after?: string | null | undefined
}

const longestPage = 50

/** Ids grow with time: the newest first. */
const query = `
  SELECT a."id", a."subjectKind", a."subjectId", a."centreCode", c."name" AS "centreName", a."kind",
    a."raisedOn"::text AS "raisedOn", a."before", a."now", a."samples", a."finding", a."acknowledgedAt",
    coalesce(CASE a."subjectKind"
      WHEN 'OPERATOR' THEN (SELECT o."name" FROM "Officer" o WHERE o."id"::text = a."subjectId")
      WHEN 'CENTRE' THEN c."name" END, a."subjectId") AS "subjectName"
  FROM "QualityAlarm" a JOIN "Centre" c ON c."code" = a."centreCode"
  WHERE ($1::text[] IS NULL OR c."unitCode" = ANY($1))
    AND (a."acknowledgedAt" IS NOT NULL) = $2
    AND ($3::uuid IS NULL OR a."id" < $3)
  ORDER BY a."id" DESC LIMIT $4`

/** Drops in quality at the officer's centres. */
export async function listQualityAlarms(
  app: App,
  actor: Actor,
  { acknowledged, first, after }: QualityAlarmQuestion,
): Promise<QualityAlarmPage> {
  const units = await reachOf(app, actor, 'capture-quality.read')
  const size = Math.min(Math.max(first ?? longestPage, 1), longestPage)
  const { rows } = await app.pool.query<QualityAlarmItem>(query, [
    units,
    acknowledged ?? false,
    after ? recordId(after, 'quality-alarm') : null,
    size + 1,
  ])
  const alarms = rows.slice(0, size)
  return { alarms, next: rows.length > size ? (alarms.at(-1)?.id ?? null) : null }
}
