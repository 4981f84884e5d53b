import { z } from 'zod'
import type { FormKind } from '../../../../core/forms/definition.ts'
import type { ObstacleKind } from '../../../../core/progress/obstacles.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { dateOf } from '../../../kernel/clock.ts'
import { nameOf } from '../form-progress.ts'
import { placesOn } from '../places.ts'
import { type DayOfReports, expectedReports } from './expected-reports.ts'

/** A unit that reported, or that was to. */
export interface DailyReportRow {
  readonly unitCode: string
  readonly name: string
  readonly report: {
    readonly broadcasts: number
    readonly meetings: number
    readonly peopleReached: number
    readonly returned: Readonly<Record<FormKind, number>>
    readonly obstacles: readonly {
      readonly kind: ObstacleKind
      readonly text: string
      readonly answer: string | null
    }[]
  } | null
}

const unitFigures = z.object({ returned: z.number() })
const figuresSchema = z.object({ DC01: unitFigures, DC02: unitFigures })

/** All reports of an area on a day and, without one, the units that are still to report; by code. */
export async function dailyReportRows(
  app: App,
  actor: Actor,
  question: DayOfReports,
): Promise<readonly DailyReportRow[]> {
  const { on, codes, expected } = await expectedReports(app, actor, question)
  const [places, reports] = await Promise.all([
    placesOn(app, on),
    app.db.dailyReport.findMany({
      where: { campaignId: question.campaignId, on: dateOf(on) },
      include: { obstacles: { orderBy: { id: 'asc' } } },
    }),
  ])
  const within = new Set(codes)
  const told = new Map(
    reports.filter((report) => within.has(report.unitCode)).map((report) => [report.unitCode, report]),
  )
  return [...new Set([...expected, ...told.keys()])].toSorted().map((unitCode) => {
    const report = told.get(unitCode)
    if (!report) return { unitCode, name: nameOf(places, unitCode), report: null }
    const { DC01, DC02 } = figuresSchema.parse(report.figures)
    const obstacles = report.obstacles.map((one) => ({ ...one, kind: one.kind as ObstacleKind }))
    const returned = { DC01: DC01.returned, DC02: DC02.returned }
    return { unitCode, name: nameOf(places, unitCode), report: { ...report, returned, obstacles } }
  })
}
