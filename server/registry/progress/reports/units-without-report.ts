import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { nameOf, type UnitLink } from '../form-progress.ts'
import { placesOn } from '../places.ts'
import { type DayOfReports, expectedReports, reportedUnits } from './expected-reports.ts'

export interface UnitPage {
  readonly total: number
  readonly units: readonly UnitLink[]
  readonly next: string | null
}

const longestPage = 50

/** Units that have not reported on a day, by code. */
export async function unitsWithoutReport(
  app: App,
  actor: Actor,
  question: DayOfReports & {
    readonly first?: number | null | undefined
    /** Code of the last unit of the page before. */
    readonly after?: string | null | undefined
  },
): Promise<UnitPage> {
  const { on, expected } = await expectedReports(app, actor, question)
  const reported = await reportedUnits(app, { campaignId: question.campaignId, on, codes: expected })
  const places = await placesOn(app, on)
  const missing = expected.filter((code) => !reported.has(code))
  const { after } = question
  const rest = after ? missing.filter((code) => code > after) : missing
  const size = Math.min(Math.max(question.first ?? longestPage, 1), longestPage)
  const units = rest.slice(0, size).map((code) => ({ unitCode: code, name: nameOf(places, code) }))
  return { total: missing.length, units, next: rest.length > size ? (units.at(-1)?.unitCode ?? null) : null }
}
