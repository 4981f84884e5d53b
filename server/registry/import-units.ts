import type { UnitRecord } from '../../core/citizen/administrative-units.ts'
import { provinceSuccessions, provinceUnits } from '../../core/citizen/provinces.ts'
import { parseUnitsCsv, type UnitRowError } from '../../core/citizen/units-csv.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { dateOf } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import {
  catalogueTimeout,
  checkCatalogue,
  insertSuccessions,
  insertUnits,
  readCatalogue,
} from './units/unit-changes.ts'

export interface ImportedUnits {
  /** Units that were not there before. */
  readonly added: number
  /** Rows that were left out, by line and reason. */
  readonly errors: readonly UnitRowError[]
}

/** The new catalogue begins after it ends. */
export class IllegalEra extends DomainError<'ILLEGAL_ERA'> {
  constructor() {
    super('ILLEGAL_ERA', {
      vi: 'Ngày kết thúc của danh mục phải sau ngày bắt đầu.',
      en: 'The catalogue must end after the day on which it begins.',
    })
  }
}

export interface Catalogue {
  readonly csv: string
  readonly validFrom: CalendarDate
  /** Of a former era: the first day of the next one. */
  readonly validTo?: CalendarDate | null
}

/**
 * Takes in the statistics office's catalogue of communes as it stands from a day on, under the provinces of both eras, and
 * under districts where the catalogue is of the former one. Good rows load once, however often the file is imported; bad
 * ones are reported. A unit that is there unchanged goes on; one whose code now names another ends the day before.
 * Throws {@link IllegalEra}, and IllegalUnits where the whole would contradict itself.
 */
export async function importUnits(
  app: App,
  actor: Actor,
  { csv, validFrom, validTo = null }: Catalogue,
): Promise<ImportedUnits> {
  demand(actor, 'unit.import')
  if (validTo !== null && validTo <= validFrom) throw new IllegalEra()
  const { communes, districts, errors } = parseUnitsCsv(csv, validFrom)
  const at = app.clock()
  const added = await app.db.$transaction(async (tx) => {
    await insertUnits(tx, provinceUnits())
    const named = [...districts, ...communes].map((unit) => ({ ...unit, validTo }))
    const goingOn = unitsGoingOn(await readCatalogue(tx), named)
    if (validTo === null) await endRunning(tx, goingOn.ended, validFrom)
    const count = await insertUnits(tx, goingOn.fresh)
    await insertSuccessions(tx, provinceSuccessions())
    await checkCatalogue(tx)
    const details = { added: count, rejected: errors.length, validFrom }
    await audit(tx, { actor, at, action: 'unit.import', subjectKind: 'units', subjectId: validFrom, details })
    return count
  }, catalogueTimeout)
  return { added, errors }
}

/** Of the units of a catalogue, those that are not there yet, and the ones on record whose codes they take over. */
function unitsGoingOn(
  catalogue: Awaited<ReturnType<typeof readCatalogue>>,
  named: readonly UnitRecord[],
): { readonly fresh: readonly UnitRecord[]; readonly ended: readonly number[] } {
  const byCode = Map.groupBy(catalogue, ({ code }) => code)
  const holding = ({ code, validFrom }: UnitRecord) =>
    byCode
      .get(code)
      ?.find((one) => one.validFrom <= validFrom && (one.validTo === null || validFrom < one.validTo))
  const isSame = (a: UnitRecord, b: UnitRecord) =>
    a.name === b.name && a.type === b.type && a.parent === b.parent
  const pairs = named.map((unit) => ({ unit, running: holding(unit) }))
  const fresh = pairs.filter(({ unit, running }) => !running || !isSame(unit, running))
  return {
    fresh: fresh.map(({ unit }) => unit),
    ended: fresh.flatMap(({ running }) => (running ? [running.id] : [])),
  }
}

async function endRunning(tx: Transaction, ids: readonly number[], on: CalendarDate): Promise<void> {
  await tx.administrativeUnit.updateMany({
    where: { id: { in: [...ids] }, validFrom: { lt: dateOf(on) } },
    data: { validTo: dateOf(on) },
  })
}
