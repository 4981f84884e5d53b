import { useParams, useSearchParams } from 'react-router'
import { calendarDateSchema } from '../../../core/dates/calendar-date.ts'
import type { FormKind } from '../../../core/forms/definition.ts'
import { type Counter, counters } from '../../../core/progress/counters.ts'
import { useUnitsFor } from '../session/session.tsx'

/** What a roll-up is of. It stands in the address, so that going back goes back. */
export interface ProgressView {
  /** Null for the nation. */
  readonly unitCode: string | null
  readonly kind: FormKind
  readonly by: Counter
  /** The day whose units are shown; null is today. */
  readonly on: string | null
  /** The address of another unit under the same choices. */
  readonly toUnit: (unitCode: string | null) => string
  readonly change: (choice: 'kind' | 'by' | 'on', value: string | null) => void
}

/** The officer's own unit, or the nation for who holds several. */
export function useHomeArea(): string | null {
  const units = useUnitsFor('progress.read')
  return units.length === 1 ? (units[0]?.code ?? null) : null
}

export function useProgressView(): ProgressView {
  const { unitCode } = useParams()
  const home = useHomeArea()
  const [search, setSearch] = useSearchParams()
  const on = calendarDateSchema.safeParse(search.get('on'))
  const query = search.size > 0 ? `?${search.toString()}` : ''
  return {
    unitCode: unitCode ?? home,
    kind: search.get('kind') === 'DC02' ? 'DC02' : 'DC01',
    by: counters.find((counter) => counter === search.get('by')) ?? 'returned',
    on: on.success ? on.data : null,
    toUnit: (code) => (code === null ? `/progress${query}` : `/progress/unit/${code}${query}`),
    change: (choice, value) =>
      setSearch(
        (before) => {
          if (value === null) before.delete(choice)
          else before.set(choice, value)
          return before
        },
        { replace: true },
      ),
  }
}
