import type { KioskReference } from '../../core/contracts/kiosk-day.ts'
import { type UnitTree, unitTree } from '../../core/citizen/administrative-units.ts'
import { type FoundUnit, unitsNamed } from '../../core/citizen/search-units.ts'
import { parseCalendarDate } from '../../core/dates/calendar-date.ts'

const plain = { border: false, island: false, mountain: false, hardship: false } as const

/** Indexed once for each list that the server sends. */
const trees = new WeakMap<KioskReference, UnitTree>()

function treeOf(reference: KioskReference): UnitTree {
  const known = trees.get(reference)
  if (known) return known
  const validFrom = parseCalendarDate(reference.on)
  const records = reference.units.map(([code, name, type, level, parent]) => ({
    code,
    name,
    type,
    level,
    parent,
    validFrom,
    validTo: null,
    attributes: plain,
  }))
  const tree = unitTree(records, [])
  trees.set(reference, tree)
  return tree
}

/** Units that a typed text may mean, from this computer's own list; none before there was one. */
export function unitsLike(reference: KioskReference | null, text: string): readonly FoundUnit[] {
  return reference ? unitsNamed(treeOf(reference), { text, on: parseCalendarDate(reference.on) }) : []
}
