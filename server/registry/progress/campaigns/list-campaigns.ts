import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import type { Deadline } from '../../../../core/progress/overdue.ts'
import { nation } from '../../../../core/progress/unit-places.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { demand } from '../../../kernel/authorise.ts'
import { calendarDateOf } from '../../../kernel/clock.ts'
import { nameOf } from '../form-progress.ts'
import { readDeadline } from '../overdue-units.ts'
import { placesOn } from '../places.ts'

export interface Campaign {
  readonly id: string
  readonly name: string
  readonly basis: string
  /** Null is the nation. */
  readonly unitCode: string | null
  readonly unitName: string
  readonly startsOn: string
  readonly endsOn: string | null
  readonly running: boolean
  readonly deadlines: readonly Deadline[]
}

const longestList = 50

/** The newest campaigns. What is to be collected by when is no secret between units; figures are. */
export async function listCampaigns(app: App, actor: Actor): Promise<readonly Campaign[]> {
  demand(actor, 'progress.read')
  const [places, rows] = await Promise.all([
    placesOn(app),
    app.db.collectionCampaign.findMany({
      orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
      take: longestList,
      include: { deadlines: { orderBy: [{ dueOn: 'asc' }, { level: 'desc' }] } },
    }),
  ])
  const today = calendarDateAt(app.clock())
  return rows.map((row) => {
    const startsOn = calendarDateOf(row.startsOn)
    const endsOn = row.endsOn && calendarDateOf(row.endsOn)
    return {
      id: row.id,
      name: row.name,
      basis: row.basis,
      unitCode: row.unitCode,
      unitName: nameOf(places, row.unitCode ?? nation),
      startsOn,
      endsOn,
      running: startsOn <= today && (endsOn === null || today <= endsOn),
      deadlines: row.deadlines.map(readDeadline),
    }
  })
}
