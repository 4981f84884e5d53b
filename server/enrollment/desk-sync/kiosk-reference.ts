import type { KioskReference } from '../../../core/contracts/kiosk-day.ts'
import { pathOf, fullUnitName, type UnitTree } from '../../../core/citizen/administrative-units.ts'
import { type CalendarDate, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { workingDaysBetween } from '../../../core/dates/working-days.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { unitsNow } from '../../kernel/units.ts'
import { type Tagged, tagOf } from './kiosk-day.ts'
import { askingKiosk } from './own-centre.ts'

/** What a desk offers for choice and promises, without the network too; no personal data. */
export async function kioskReference(
  app: App,
  actor: Actor,
  known: string | null,
): Promise<Tagged<KioskReference>> {
  const { centreCode } = askingKiosk(actor)
  const { tree, today } = await unitsNow(app)
  const [centres, forecastDays] = await Promise.all([
    app.db.centre.findMany({ where: { pickup: true }, orderBy: { code: 'asc' } }),
    forecastOf(app, centreCode),
  ])
  const content: KioskReference = {
    on: today,
    units: unitRows(tree, today),
    centres: centres.map(({ code, name, unitCode }) => ({
      code,
      name,
      unit: pathOf(tree, { code: unitCode, on: today }).map(fullUnitName).join(', '),
    })),
    forecastDays,
  }
  const tag = tagOf(content)
  return { tag, content: tag === known ? null : content }
}

/** Made once for a tree and a day: kiosks ask every few minutes, units change by decree. */
const rowsOf = new WeakMap<UnitTree, { readonly on: CalendarDate; readonly rows: KioskReference['units'] }>()

function unitRows(tree: UnitTree, on: CalendarDate): KioskReference['units'] {
  const made = rowsOf.get(tree)
  if (made?.on === on) return made.rows
  const rows = [...tree.records.values()].flatMap((periods) =>
    periods
      .filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || on < validTo))
      .map(({ code, name, type, level, parent }): KioskReference['units'][number] => [
        code,
        name,
        type,
        level,
        parent,
      ]),
  )
  rowsOf.set(tree, { on, rows })
  return rows
}

const recentFiles = 100
const fewestFiles = 20

/** Working days within which eight of ten of the centre's last files were ready for collection. */
async function forecastOf(app: App, centreCode: string): Promise<number | null> {
  const rows = await app.db.application.findMany({
    where: { centreCode, status: { in: ['READY', 'POSTED', 'ISSUED'] } },
    select: { receivedAt: true, stepDates: true },
    orderBy: { id: 'desc' },
    take: recentFiles,
  })
  const days = rows
    .flatMap(({ receivedAt, stepDates }) => {
      const ready = (stepDates as Readonly<Record<string, CalendarDate>>)['IN_TRANSIT']
      return ready ? workingDaysBetween(calendarDateAt(receivedAt.getTime()), ready) : []
    })
    .sort((a, b) => a - b)
  if (days.length < fewestFiles) return null
  return Math.max(1, days[Math.ceil(days.length * 0.8) - 1] ?? 1)
}
