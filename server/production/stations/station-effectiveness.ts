import { addDays, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { type Effectiveness, effectivenessOf } from '../../../core/production/oee.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { recordId } from '../../kernel/record-id.ts'
import { startOfDay } from '../../registry/sharing/start-of-day.ts'

export interface ShiftEffectiveness extends Effectiveness {
  readonly shiftId: string
  readonly stationId: string
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly good: number
  readonly spoiled: number
}

/** Shifts of one day at all stations. */
const mostShifts = 500

/** How well each station worked in each shift that was opened on a legal day, and what stopped it. */
export async function stationEffectiveness(
  app: App,
  actor: Actor,
  input: { readonly day: string; readonly stationId?: string },
): Promise<readonly ShiftEffectiveness[]> {
  demand(actor, 'print-job.read')
  const day = parseCalendarDate(input.day)
  const at = app.clock()
  const shifts = await app.db.shift.findMany({
    where: {
      openedAt: { gte: startOfDay(day), lt: startOfDay(addDays(day, 1)) },
      ...(input.stationId !== undefined && { stationId: recordId(input.stationId, 'station') }),
    },
    include: { times: { orderBy: { since: 'asc' } } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    take: mostShifts,
  })
  const made = await madeIn(
    app,
    shifts.filter(({ good }) => good === null).map(({ id }) => id),
  )
  return shifts.map((shift) => {
    const { id, stationId, openedAt, closedAt, times } = shift
    const [good, spoiled] = [
      shift.good ?? made(id, ['BOUND']),
      shift.spoiled ?? made(id, ['SPOILED', 'DESTROYED']),
    ]
    const until = closedAt?.getTime() ?? at
    const intervals = times.map(({ state, reason, since, until: end }) => ({
      state,
      reason,
      since: since.getTime(),
      until: end?.getTime() ?? until,
    }))
    const idealPerHour = app.env.floor.cardsPerHour
    const effectiveness = effectivenessOf(
      intervals,
      { from: openedAt.getTime(), until },
      { good, spoiled, idealPerHour },
    )
    return { shiftId: id, stationId, openedAt, closedAt, good, spoiled, ...effectiveness }
  })
}

/** What became of the blanks of shifts that are still open. */
async function madeIn(app: App, shiftIds: readonly string[]) {
  const rows = await app.db.blankCard.groupBy({
    by: ['shiftId', 'status'],
    where: { shiftId: { in: [...shiftIds] } },
    _count: true,
  })
  return (shiftId: string, states: readonly string[]) =>
    rows
      .filter((row) => row.shiftId === shiftId && states.includes(row.status))
      .reduce((sum, { _count }) => sum + _count, 0)
}
