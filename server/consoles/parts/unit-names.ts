import { useAsk } from '../graphql/use-ask.ts'
import { UnitNamesDocument } from '../generated/units.ts'

/** `nameOf(code)` for the units of a list, asked for in one question; the code itself until the answer is there. */
export function useUnitNames(codes: readonly string[]): (code: string) => string {
  const wanted = [...new Set(codes)].toSorted()
  const { data } = useAsk(
    UnitNamesDocument,
    { codes: wanted },
    { pause: wanted.length === 0, policy: 'cache-first' },
  )
  const names = new Map(data?.unitNames.map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}
