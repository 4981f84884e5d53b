import type { ExportRecord } from './export-records.ts'

/** exported = good + spoiled + returned + open, always. */
export interface Balance {
  readonly exported: number
  readonly good: number
  readonly spoiled: number
  readonly returned: number
  readonly open: number
}

export function balanceOf({ cards }: Pick<ExportRecord, 'cards'>): Balance {
  const count = (result: string | null) => cards.filter(({ end }) => (end?.result ?? null) === result).length
  return {
    exported: cards.length,
    good: count('GOOD'),
    spoiled: count('SPOILED'),
    returned: count('RETURNED'),
    open: count(null),
  }
}
