import { calendarDateAt, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { nameOf } from '../form-progress.ts'
import { authoriseArea, codesBelow, placesOn } from '../places.ts'

export interface HamletCollector {
  readonly assignmentId: string
  readonly officerId: string
  readonly officer: string
  readonly team: string | null
}

export interface HamletItem {
  readonly unitCode: string
  readonly unitName: string
  readonly name: string
  readonly households: number
  /** Those who collect there on the day. */
  readonly collectors: readonly HamletCollector[]
}

export interface HamletPage {
  readonly hamlets: readonly HamletItem[]
  readonly next: string | null
}

export interface HamletQuestion {
  readonly unitCode: string
  /** Only hamlets where nobody collects. */
  readonly uncovered?: boolean | null | undefined
  /** yyyy-MM-dd; today where left out. */
  readonly on?: string | null | undefined
  /** At most 50. */
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

const longestPage = 50

const query = `
  SELECT h."unitCode", h."name", h."households", there.collectors
  FROM "Hamlet" h CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('assignmentId', a."id", 'officerId', a."officerId", 'officer', o."name",
      'team', a."team") ORDER BY a."id") FILTER (WHERE a."id" IS NOT NULL), '[]') AS collectors, count(a."id") AS count
    FROM "CollectorAssignment" a JOIN "Officer" o ON o."id" = a."officerId"
    WHERE a."unitCode" = h."unitCode" AND a."hamlet" = h."name"
      AND a."validFrom" <= $4::date AND (a."validTo" IS NULL OR a."validTo" > $4::date)
  ) there
  WHERE h."unitCode" = ANY($1) AND (h."unitCode", h."name") > ($2, $3) AND NOT ($5 AND there.count > 0)
  ORDER BY h."unitCode", h."name" LIMIT $6`

/** Hamlets of a unit with their collectors on a day, by commune and name. */
export async function listHamlets(
  app: App,
  actor: Actor,
  { unitCode, uncovered, on, first, after }: HamletQuestion,
): Promise<HamletPage> {
  const places = await placesOn(app)
  const root = await authoriseArea(app, actor, 'progress.read', { unitCode, places })
  const day = on ? parseCalendarDate(on) : calendarDateAt(app.clock())
  const size = Math.min(Math.max(first ?? longestPage, 1), longestPage)
  const place = readCursor(after ?? '')
  const { rows } = await app.pool.query<Omit<HamletItem, 'unitName'>>(query, [
    [...codesBelow(places, root)],
    place.unitCode,
    place.name,
    day,
    uncovered ?? false,
    size + 1,
  ])
  const hamlets = rows.slice(0, size).map((row) => ({ ...row, unitName: nameOf(places, row.unitCode) }))
  const last = hamlets.at(-1)
  return { hamlets, next: last && rows.length > size ? cursorOf(last) : null }
}

const cursorOf = ({ unitCode, name }: HamletItem) => Buffer.from(`${unitCode} ${name}`).toString('base64url')

function readCursor(after: string): { readonly unitCode: string; readonly name: string } {
  const [unitCode = '', ...name] = Buffer.from(after, 'base64url').toString().split(' ')
  return { unitCode, name: name.join(' ') }
}
