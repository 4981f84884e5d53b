export interface Stratum {
  readonly code: string
  readonly population: number
}

/**
 * Spreads a sample over strata in proportion to their populations by largest remainders (ties by code), and gives every
 * stratum that is not empty at least one: what no part of a locality was looked at for, nobody answers for. Where the quotas of
 * many small strata round to nothing, the sample grows by those; it is never smaller than asked.
 */
export function allocate(strata: readonly Stratum[], size: number): ReadonlyMap<string, number> {
  const filled = strata.filter(({ population }) => population > 0)
  const total = filled.reduce((sum, { population }) => sum + population, 0)
  const wanted = Math.min(size, total)
  // Whole numbers throughout: a remainder lost to rounding would go to another stratum on another machine.
  const quotas = filled.map(({ code, population }) => ({
    code,
    whole: Math.floor((wanted * population) / total),
    remainder: (wanted * population) % total,
  }))
  const sizes = new Map(quotas.map(({ code, whole }) => [code, Math.max(1, whole)]))
  const given = [...sizes.values()].reduce((sum, one) => sum + one, 0)
  const byRemainder = quotas
    .filter(({ whole, remainder }) => whole > 0 && remainder > 0)
    .toSorted((a, b) => b.remainder - a.remainder || (a.code < b.code ? -1 : 1))
  for (const { code } of byRemainder.slice(0, Math.max(0, wanted - given))) {
    sizes.set(code, (sizes.get(code) ?? 0) + 1)
  }
  return sizes
}
