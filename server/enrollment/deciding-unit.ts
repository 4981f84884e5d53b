import { pathOf } from '../../core/citizen/administrative-units.ts'
import { type DecidedFile, decidingUnit } from '../../core/enrollment/competence.ts'
import type { UnitsNow } from '../kernel/units.ts'

/**
 * The unit whose officers decide, where it is another than the place of receipt; null where that one decides itself, or is no
 * unit of the day.
 */
export function decidingUnitOf({ tree }: UnitsNow, receivedAt: string, file: DecidedFile): string | null {
  const [own, ...above] = pathOf(tree, { code: receivedAt, on: file.on })
  if (!own) return null
  const { code } = decidingUnit([own, ...above], file)
  return code === receivedAt ? null : code
}
