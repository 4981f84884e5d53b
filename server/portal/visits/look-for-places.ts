import { calendarDateAt, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { fullUnitName, pathOf } from '../../../core/citizen/administrative-units.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import { bookableSlots, type FreeSlot } from '../../enrollment/appointments/free-slots.ts'
import type { App } from '../../kernel/app.ts'
import { NotFound } from '../../kernel/errors.ts'
import { unitsNow } from '../../kernel/units.ts'

export interface VisitCentre {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly phone: string | null
}

const mostCentres = 20

/** Centres that keep hours, by letters of their name or the beginning of their code. */
export async function visitCentres(
  app: App,
  { text }: { readonly text: string },
): Promise<readonly VisitCentre[]> {
  const { tree, today } = await unitsNow(app)
  const wanted = normaliseText(text).slice(0, 60)
  const rows = await app.db.centre.findMany({
    where: {
      calendar: { some: {} },
      OR: [
        { name: { contains: wanted, mode: 'insensitive' } },
        { code: { startsWith: wanted.toUpperCase() } },
      ],
    },
    orderBy: { name: 'asc' },
    take: mostCentres,
  })
  return rows.map(({ code, name, phone, unitCode }) => ({
    code,
    name,
    phone,
    unit: pathOf(tree, { code: unitCode, on: today }).map(fullUnitName).join(', '),
  }))
}

/** Times with free places, from today on. */
export async function visitSlots(
  app: App,
  { centreCode, from, days }: { readonly centreCode: string; readonly from: string; readonly days: number },
): Promise<readonly FreeSlot[]> {
  const centre = await app.db.centre.findUnique({ where: { code: centreCode }, select: { code: true } })
  if (!centre) throw new NotFound('centre')
  const today = calendarDateAt(app.clock())
  const asked = parseCalendarDate(from)
  const slots = await bookableSlots(app, { centreCode, on: asked < today ? today : asked, days })
  return slots.filter(({ free }) => free > 0)
}
