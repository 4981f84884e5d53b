import { pathOf, type UnitRecord } from '../../../core/citizen/administrative-units.ts'
import { type MappingProfile, mappingProfileSchema } from '../../../core/import/mapping-profile.ts'
import { type RowUnits, rowUnits } from '../../../core/import/units.ts'
import type { ImportJob } from '../../../prisma/client/client.ts'
import type { App } from '../../kernel/app.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { unitsNow } from '../../kernel/units.ts'
import { importPath, type OpenedFile, openImportFile } from './import-file.ts'

/** All that reading a job's file needs. */
export interface ImportContext {
  readonly job: ImportJob
  readonly profileName: string
  readonly profile: MappingProfile
  readonly path: string
  readonly file: OpenedFile
  readonly units: RowUnits
  /** Database id of a unit in its period. */
  readonly unitIdOf: (unit: UnitRecord) => number
}

/** Opens a job's file by its profile. Throws ProfileDoesNotFit, ImportFileGone. */
export async function importContext(app: App, id: string): Promise<ImportContext> {
  const { profile: kept, ...job } = await app.db.importJob.findUniqueOrThrow({
    where: { id },
    include: { profile: true },
  })
  const profile = mappingProfileSchema.parse(kept.definition)
  const path = importPath(app, job.fileSha256)
  const file = await openImportFile(path, profile)
  const [now, rows] = await Promise.all([
    unitsNow(app),
    app.db.administrativeUnit.findMany({ select: { id: true, code: true, validFrom: true } }),
  ])
  const ids = new Map(
    rows.map(({ id: unitId, code, validFrom }) => [`${code} ${calendarDateOf(validFrom)}`, unitId]),
  )
  // Also by the units of the data's day: the area may be a district, or a province that has been merged since.
  const within = (unit: UnitRecord) =>
    now.isWithin({ code: unit.code, on: unit.validFrom }, job.unitCode) ||
    pathOf(now.tree, { code: unit.code, on: profile.asOf }).some(({ code }) => code === job.unitCode)
  return {
    job,
    profileName: kept.name,
    profile,
    path,
    file,
    units: rowUnits(now.tree, profile.asOf, within),
    unitIdOf: ({ code, validFrom }) => {
      const unitId = ids.get(`${code} ${validFrom}`)
      if (unitId === undefined) throw new Error(`unit ${code} has no row`)
      return unitId
    },
  }
}
