import { unitTree, type UnitTree } from '../../core/citizen/administrative-units.ts'
import { type UnitReach, unitReach } from '../../core/citizen/unit-reach.ts'
import { type CalendarDate, calendarDateAt } from '../../core/dates/calendar-date.ts'
import type { App } from './app.ts'
import { calendarDateOf } from './clock.ts'

/** The tree of administrative units as it stands today; jurisdiction follows mergers. */
export interface UnitsNow extends UnitReach {
  readonly tree: UnitTree
  readonly today: CalendarDate
}

const freshMs = 30_000
const keptMs = 60_000

interface Copy {
  readonly readAt: number
  readonly units: Promise<UnitsNow>
  renewing: boolean
}
const copies = new WeakMap<object, Copy>()

/**
 * The tree changes by decree, a few times a year: one copy serves half a minute, and as long again while the next is read.
 * Asked for once before a request's transactions, it never makes one of them wait for a connection that others hold.
 */
export function unitsNow(app: App): Promise<UnitsNow> {
  const copy = copies.get(app.db)
  const age = copy ? app.clock() - copy.readAt : keptMs
  if (!copy || age >= keptMs) return read(app)
  if (age >= freshMs) renew(app, copy)
  return copy.units
}

function read(app: App): Promise<UnitsNow> {
  const units = load(app)
  copies.set(app.db, { readAt: app.clock(), units, renewing: false })
  units.catch(() => copies.delete(app.db))
  return units
}

function renew(app: App, copy: Copy): void {
  if (copy.renewing) return
  copy.renewing = true
  const readAt = app.clock()
  load(app).then(
    (units) => copies.set(app.db, { readAt, units: Promise.resolve(units), renewing: false }),
    () => {
      copy.renewing = false
    },
  )
}

async function load(app: App): Promise<UnitsNow> {
  const [rows, successions] = await Promise.all([
    app.db.administrativeUnit.findMany(),
    app.db.unitSuccession.findMany(),
  ])
  const tree = unitTree(
    rows.map(({ border, island, mountain, hardship, parentCode, ...row }) => ({
      ...row,
      parent: parentCode,
      validFrom: calendarDateOf(row.validFrom),
      validTo: row.validTo && calendarDateOf(row.validTo),
      attributes: { border, island, mountain, hardship },
    })),
    successions.map(({ fromCode, toCode, on }) => ({ from: fromCode, to: toCode, on: calendarDateOf(on) })),
  )
  const today = calendarDateAt(app.clock())
  return { tree, today, ...unitReach(tree, today) }
}
