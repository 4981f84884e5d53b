import { enoughQuality } from '../../../core/biometrics/finger-quality.ts'
import { addDays, type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'

export const captureKinds = ['FINGER', 'FACE'] as const
export type CaptureKind = (typeof captureKinds)[number]

export interface QualityQuestion {
  readonly kind: CaptureKind
  readonly centreCode?: string | null | undefined
  readonly operatorId?: string | null | undefined
  readonly device?: string | null | undefined
  /** Full days back from today, at most 365; 56 where left out. */
  readonly days?: number | null | undefined
}

/** Captures of a day, a centre, an operator or a device. */
export interface CaptureSum {
  readonly samples: number
  /** Mean 0 … 100; null where none was measured. */
  readonly quality: number | null
  /** Of those measured, 0 … 100 %. */
  readonly poorPercent: number | null
  /** Captures that were taken again, of 100 that were kept. */
  readonly recapturePercent: number | null
  readonly exceptions: number
}

export interface CaptureDay extends CaptureSum {
  readonly on: CalendarDate
}
export interface CaptureShare extends CaptureSum {
  readonly id: string
  readonly name: string
}

export interface CaptureQuality {
  readonly whole: CaptureSum
  /** From this mean on captures are kept at the desk; faces are judged by other measures. */
  readonly enough: number | null
  readonly days: readonly CaptureDay[]
  /** The poorest first, at most 50. */
  readonly centres: readonly CaptureShare[]
  readonly operators: readonly CaptureShare[]
  readonly devices: readonly CaptureShare[]
}

const usualDays = 56
const mostDays = 365

const sums = `
  sum(t."samples")::int AS samples,
  sum(t."qualitySum")::float8 / nullif(sum(t."measured"), 0) AS quality,
  100.0::float8 * sum(t."poor") / nullif(sum(t."measured"), 0) AS "poorPercent",
  100.0::float8 * sum(t."recaptures") / nullif(sum(t."samples"), 0) AS "recapturePercent",
  sum(t."exceptions")::int AS exceptions`

const chosen = `
  FROM "CaptureTally" t JOIN "Centre" c ON c."code" = t."centreCode"
  WHERE ($1::text[] IS NULL OR c."unitCode" = ANY($1)) AND t."day" >= $2::date AND t."kind" = $3
    AND ($4::text IS NULL OR t."centreCode" = $4)
    AND ($5::uuid IS NULL OR t."operatorId" = $5)
    AND ($6::text IS NULL OR t."device" = $6)`

const byDay = `SELECT t."day"::text AS "on", ${sums} ${chosen} GROUP BY t."day" ORDER BY t."day"`
const whole = `SELECT ${sums} ${chosen}`
/** A name beside each id: officers are named to their superiors, citizens nowhere here. */
const shareBy = (id: string, name: string) => `
  SELECT ${id}::text AS id, ${name} AS name, ${sums} ${chosen} AND ${id}::text <> ''
  GROUP BY ${id} ORDER BY quality NULLS LAST, 1 LIMIT 50`
const byCentre = shareBy('t."centreCode"', 'max(c."name")')
const byDevice = shareBy('t."device"', 't."device"')
const byOperator = shareBy(
  't."operatorId"',
  `coalesce((SELECT o."name" FROM "Officer" o WHERE o."id" = t."operatorId"), '')`,
)

/** How good the captures of the officer's centres were, over time and by whom and what took them. */
export async function captureQuality(
  app: App,
  actor: Actor,
  question: QualityQuestion,
): Promise<CaptureQuality> {
  const { kind, centreCode, operatorId, device } = question
  const units = await reachOf(app, actor, 'capture-quality.read')
  const back = Math.min(Math.max(question.days ?? usualDays, 1), mostDays)
  const values = [
    units,
    addDays(calendarDateAt(app.clock()), -back),
    kind,
    centreCode ?? null,
    operatorId ? recordId(operatorId, 'officer') : null,
    device ?? null,
  ]
  const rows = async <Row>(text: string) => (await app.pool.query<Row & object>(text, values)).rows
  const [sum] = await rows<CaptureSum>(whole)
  return {
    whole: { ...(sum ?? nothing), samples: sum?.samples ?? 0, exceptions: sum?.exceptions ?? 0 },
    enough: kind === 'FINGER' ? enoughQuality : null,
    days: await rows<CaptureDay>(byDay),
    centres: await rows<CaptureShare>(byCentre),
    operators: await rows<CaptureShare>(byOperator),
    devices: await rows<CaptureShare>(byDevice),
  }
}

const nothing = { samples: 0, quality: null, poorPercent: null, recapturePercent: null, exceptions: 0 }
