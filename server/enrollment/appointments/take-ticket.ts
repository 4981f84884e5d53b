import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'

/** Of the reception; kiosks count in series of their own (core/enrollment/ticket-series.ts). */
const receptionSeries = ''

/** Gives a walk-in the next number of the day: 1, 2, 3 … without gaps, however many ask at once. */
export async function takeTicket(
  app: App,
  actor: Actor,
  input: { readonly centreCode: string; readonly kind: string | null },
): Promise<{ readonly id: string; readonly number: number }> {
  const { centreCode, kind } = input
  const centre = await app.db.centre.findUnique({ where: { code: centreCode } })
  if (!centre) throw new NotFound('centre')
  await authorise(app, actor, 'ticket.handle', centre.unitCode)
  const at = app.clock()
  const day = calendarDateAt(at)
  return app.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`tickets ${centreCode} ${day}`}, 0))`
    const series = { centreCode, day: dateOf(day), series: receptionSeries }
    const last = await tx.ticket.aggregate({ where: series, _max: { number: true } })
    const made = await tx.ticket.create({
      data: {
        ...series,
        number: (last._max.number ?? 0) + 1,
        kind,
        takenAt: instantAt(at),
      },
      select: { id: true, number: true },
    })
    await audit(tx, { actor, at, action: 'ticket.take', subjectKind: 'ticket', subjectId: made.id })
    return made
  })
}
