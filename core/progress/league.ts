import type { Counter } from './counters.ts'
import { allCounts, type UnitTotals } from './roll-up.ts'
import { shareInTenths } from './share.ts'

/** How far a unit is with one step. */
export interface Advance {
  readonly done: number
  readonly target: number | null
  /** Tenths of a percent; null without a target. */
  readonly share: number | null
  /** Never below 0: more may be collected than was expected. */
  readonly missing: number | null
  readonly missingShare: number | null
}

export function advanceOf(totals: UnitTotals, counter: Counter): Advance {
  const done = allCounts(totals)[counter]
  const { target } = totals
  if (target === null) return { done, target, share: null, missing: null, missingShare: null }
  const missing = Math.max(target - done, 0)
  return {
    done,
    target,
    share: shareInTenths(done, target),
    missing,
    missingShare: shareInTenths(missing, target),
  }
}

export interface LeagueRow {
  readonly code: string
  /** 1 for the best; units with the same written share have the same rank, and the next is as many places further. */
  readonly rank: number | null
  readonly advance: Advance
}

/** Units from the best to the last; those without a target have no rank and stand at the end. */
export function leagueOf(advances: ReadonlyMap<string, Advance>): readonly LeagueRow[] {
  const rows = [...advances].map(([code, advance]) => ({ code, advance })).toSorted(bestFirst)
  const rankOf = (share: number) => rows.findIndex(({ advance }) => advance.share === share) + 1
  return rows.map(({ code, advance }) => ({
    code,
    rank: advance.share === null ? null : rankOf(advance.share),
    advance,
  }))
}

interface Unranked {
  readonly code: string
  readonly advance: Advance
}

function bestFirst(a: Unranked, b: Unranked): number {
  const byShare = (b.advance.share ?? -1) - (a.advance.share ?? -1)
  return byShare || exactly(a.advance, b.advance) || (a.code < b.code ? -1 : 1)
}

/** The larger fraction first, where the written shares are the same. */
function exactly(a: Advance, b: Advance): number {
  if (a.target === null || b.target === null) return b.done - a.done
  return Number(BigInt(b.done) * BigInt(a.target) - BigInt(a.done) * BigInt(b.target))
}
