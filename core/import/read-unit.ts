import type { MappingProfile } from './mapping-profile.ts'
import { type RowFault, rowFault } from './row-faults.ts'
import { isFault, sourceReader } from './sources.ts'
import type { RowUnit, RowUnits } from './units.ts'

/** Id under which faults of the row's unit are reported. */
const unitField = 'unit'

/** Reads the commune of a row's permanent residence, by its code or by the names of its levels. */
export function unitReader(
  { unit, asOf }: Pick<MappingProfile, 'unit' | 'asOf'>,
  wanted: readonly string[],
  units: RowUnits,
): (values: readonly string[]) => { readonly unit: RowUnit | null; readonly faults: readonly RowFault[] } {
  const refused = (reason: Parameters<typeof rowFault>[0]) => ({
    unit: null,
    faults: [rowFault(reason, unitField)],
  })
  const answer = (found: RowUnit | Parameters<typeof rowFault>[0]) =>
    typeof found === 'string' ? refused(found) : { unit: found, faults: [] }
  if ('code' in unit) {
    const read = sourceReader(unit.code, wanted)
    const on = unit.on ?? asOf
    return (values) => {
      const code = read(values)
      if (typeof code === 'string') return answer(units.byCode(code.trim(), on))
      return refused(isFault(code) ? code.fault : 'UNIT_UNKNOWN')
    }
  }
  const readers = {
    province: sourceReader(unit.province, wanted),
    district: unit.district && sourceReader(unit.district, wanted),
    commune: sourceReader(unit.commune, wanted),
  }
  return (values) => {
    const names = { province: '', district: '', commune: '' }
    for (const level of ['province', 'district', 'commune'] as const) {
      const name = readers[level]?.(values)
      if (isFault(name)) return refused(name.fault)
      if (typeof name === 'string') names[level] = name
    }
    return answer(units.byNames(names))
  }
}
