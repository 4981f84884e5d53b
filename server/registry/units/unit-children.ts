import { fullUnitName, unitAt, type UnitRecord } from '../../../core/citizen/administrative-units.ts'
import { type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { unitsNow } from '../../kernel/units.ts'

export interface UnitOfDay {
  readonly code: string
  readonly name: string
  readonly level: number
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
  readonly border: boolean
  readonly island: boolean
  readonly mountain: boolean
  readonly hardship: boolean
  /** Units right below on the same day. */
  readonly below: number
  /** Codes of the units that it was made of, and that it went into. */
  readonly madeOf: readonly string[]
  readonly wentInto: readonly string[]
}

const collator = new Intl.Collator('vi')

/** The units right below one (the provinces where none is given) as the tree stood on a day, of either era. Throws IllegalDate. */
export async function unitChildren(
  app: App,
  actor: Actor,
  asked: { readonly code?: string | null | undefined; readonly on?: string | null | undefined },
): Promise<readonly UnitOfDay[]> {
  demand(actor, 'unit.search')
  const { tree, today } = await unitsNow(app)
  const on = asked.on ? parseCalendarDate(asked.on) : today
  const parent = asked.code ?? null
  const units = [...tree.records.keys()].flatMap((code) => unitAt(tree, { code, on }) ?? [])
  const below = Map.groupBy(units, (unit) => unit.parent)
  const successions = [...tree.successions.values()].flat()
  const into = Map.groupBy(successions, ({ to }) => to)
  const within = (unit: UnitRecord, day: CalendarDate) =>
    unit.validFrom < day && (unit.validTo === null || day <= unit.validTo)
  return (below.get(parent) ?? [])
    .map((unit) => ({
      code: unit.code,
      name: fullUnitName(unit),
      level: unit.level,
      validFrom: unit.validFrom,
      validTo: unit.validTo,
      ...unit.attributes,
      below: below.get(unit.code)?.length ?? 0,
      madeOf: (into.get(unit.code) ?? []).filter((one) => one.on === unit.validFrom).map(({ from }) => from),
      wentInto: (tree.successions.get(unit.code) ?? [])
        .filter((one) => within(unit, one.on))
        .map(({ to }) => to),
    }))
    .toSorted((a, b) => collator.compare(a.name, b.name))
}
