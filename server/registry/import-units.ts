import type { UnitRecord } from '../../core/citizen/administrative-units.ts'
import { provinceSuccessions, provinceUnits } from '../../core/citizen/provinces.ts'
import { parseUnitsCsv, type UnitRowError } from '../../core/citizen/units-csv.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { dateOf } from '../kernel/clock.ts'

export interface ImportedUnits {
  /** Units that were not there before. */
  readonly added: number
  /** Rows that were left out, by line and reason. */
  readonly errors: readonly UnitRowError[]
}

/**
 * Takes in the statistics office's catalogue of communes as it stands from a day on, under the provinces of both eras.
 * Good rows load once, however often the file is imported; bad ones are reported.
 */
export async function importUnits(
  app: App,
  actor: Actor,
  { csv, validFrom }: { readonly csv: string; readonly validFrom: CalendarDate },
): Promise<ImportedUnits> {
  demand(actor, 'unit.import')
  const { communes, errors } = parseUnitsCsv(csv, validFrom)
  const at = app.clock()
  const added = await app.db.$transaction(async (tx) => {
    const units = await tx.administrativeUnit.createMany({
      data: [...provinceUnits(), ...communes].map(unitRow),
      skipDuplicates: true,
    })
    await tx.unitSuccession.createMany({
      data: provinceSuccessions().map(({ from, to, on }) => ({ fromCode: from, toCode: to, on: dateOf(on) })),
      skipDuplicates: true,
    })
    const details = { added: units.count, rejected: errors.length, validFrom }
    await audit(tx, { actor, at, action: 'unit.import', subjectKind: 'units', subjectId: validFrom, details })
    return units.count
  })
  return { added, errors }
}

function unitRow({ parent, validFrom, validTo, attributes, ...unit }: UnitRecord) {
  return {
    ...unit,
    ...attributes,
    parentCode: parent,
    validFrom: dateOf(validFrom),
    validTo: validTo && dateOf(validTo),
  }
}
