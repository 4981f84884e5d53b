import { unitTree, type UnitRecord } from '../../../core/citizen/administrative-units.ts'
import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

interface StoredUnit extends UnitRecord {
  readonly id: number
}

/** The whole catalogue as it stands in this transaction. */
export async function readCatalogue(tx: Transaction): Promise<readonly StoredUnit[]> {
  const rows = await tx.administrativeUnit.findMany()
  return rows.map(({ border, island, mountain, hardship, parentCode, ...row }) => ({
    ...row,
    parent: parentCode,
    validFrom: calendarDateOf(row.validFrom),
    validTo: row.validTo && calendarDateOf(row.validTo),
    attributes: { border, island, mountain, hardship },
  }))
}

/** Refuses a catalogue that contradicts itself, before it is there for all. Throws IllegalUnits. */
export async function checkCatalogue(tx: Transaction): Promise<void> {
  unitTree(await readCatalogue(tx), [])
}

export interface UnitChange {
  readonly from: string
  readonly to: string
  readonly on: CalendarDate
}

/** The periods of the tree that a change leads from and to; undefined where there is none. */
export interface ResolvedChange extends UnitChange {
  readonly source: StoredUnit | undefined
  readonly target: StoredUnit | undefined
}

/** Finds the unit of the day before and that of the day. */
export function resolveChanges(
  catalogue: readonly StoredUnit[],
  changes: readonly UnitChange[],
): readonly ResolvedChange[] {
  const byCode = Map.groupBy(catalogue, ({ code }) => code)
  const holding = (code: string, day: CalendarDate) =>
    byCode
      .get(code)
      ?.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo))
  return changes.map((change) => ({
    ...change,
    source: holding(change.from, addDays(change.on, -1)),
    target: holding(change.to, change.on),
  }))
}

/** Writes successions down and ends the units that they lead away from; a unit that goes on as itself stays. */
export async function writeChanges(
  tx: Transaction,
  changes: readonly ResolvedChange[],
): Promise<{ readonly added: number; readonly ended: number }> {
  const goesOn = new Set(
    changes.filter(({ source, target }) => source?.id === target?.id).map(({ from }) => from),
  )
  const ending = changes.filter(({ from, source }) => source && !goesOn.has(from))
  const rows = [...new Map(ending.map(({ source, on }) => [source?.id ?? 0, on]))]
  const added = await insertSuccessions(tx, changes)
  const ended = await tx.$executeRaw`
    UPDATE "AdministrativeUnit" u SET "validTo" = ending.day
    FROM unnest(${rows.map(([id]) => id)}::int[], ${rows.map(([, on]) => on)}::date[]) AS ending(id, day)
    WHERE u."id" = ending.id AND (u."validTo" IS NULL OR u."validTo" > ending.day)`
  await checkCatalogue(tx)
  return { added, ended }
}

/** One statement for the whole country: by rows, ten thousand units take Prisma longer than a transaction may. */
export async function insertUnits(tx: Transaction, units: readonly UnitRecord[]): Promise<number> {
  const column = <Key extends keyof UnitRecord>(key: Key) => units.map((unit) => unit[key])
  const flag = (key: keyof UnitRecord['attributes']) => units.map(({ attributes }) => attributes[key])
  return tx.$executeRaw`
    INSERT INTO "AdministrativeUnit" ("code", "name", "type", "level", "parentCode", "validFrom", "validTo",
      "border", "island", "mountain", "hardship")
    SELECT * FROM unnest(${column('code')}::text[], ${column('name')}::text[], ${column('type')}::text[],
      ${column('level')}::int[], ${column('parent')}::text[], ${column('validFrom')}::date[],
      ${column('validTo')}::date[], ${flag('border')}::boolean[], ${flag('island')}::boolean[],
      ${flag('mountain')}::boolean[], ${flag('hardship')}::boolean[])
    ON CONFLICT ("code", "validFrom") DO NOTHING`
}

export async function insertSuccessions(tx: Transaction, changes: readonly UnitChange[]): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "UnitSuccession" ("fromCode", "toCode", "on")
    SELECT * FROM unnest(${changes.map(({ from }) => from)}::text[], ${changes.map(({ to }) => to)}::text[],
      ${changes.map(({ on }) => on)}::date[])
    ON CONFLICT DO NOTHING`
}

/** Reading and checking the whole catalogue takes its time on a busy machine. */
export const catalogueTimeout = { timeout: 60_000 } as const
