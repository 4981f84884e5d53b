/** Overall equipment effectiveness of a station's shift: availability × performance × quality, and what stopped it. */

/** Why a station is idle through no fault of its own: such time is not held against it. */
export const noWork = 'NO_WORK'

export interface StationInterval {
  /** RUNNING, IDLE, STOPPED, OFF */
  readonly state: string
  readonly reason: string | null
  /** Milliseconds. */
  readonly since: number
  readonly until: number
}

export interface MadeCards {
  readonly good: number
  readonly spoiled: number
  /** Cards that a station of this kind makes in an hour when nothing stops it. */
  readonly idealPerHour: number
}

export interface StopReason {
  readonly state: string
  readonly reason: string | null
  readonly milliseconds: number
  readonly times: number
}

export interface Effectiveness {
  /** Time in which there was work, in milliseconds. */
  readonly planned: number
  readonly running: number
  readonly withoutWork: number
  /** Shares from 0 to 1; null where there was nothing to measure. */
  readonly availability: number | null
  readonly performance: number | null
  readonly quality: number | null
  readonly oee: number | null
  /** The longest first. */
  readonly stops: readonly StopReason[]
}

/** Time that no interval covers was not told of: the station was off. */
export function effectivenessOf(
  intervals: readonly StationInterval[],
  span: { readonly from: number; readonly until: number },
  { good, spoiled, idealPerHour }: MadeCards,
): Effectiveness {
  const within = clipped(intervals, span)
  const lengths = (wanted: (one: StationInterval) => boolean) =>
    within.filter(wanted).reduce((sum, { since, until }) => sum + until - since, 0)
  const running = lengths(({ state }) => state === 'RUNNING')
  const withoutWork = lengths(({ state, reason }) => state === 'IDLE' && reason === noWork)
  const planned = Math.max(0, span.until - span.from - withoutWork)
  const made = good + spoiled
  const availability = share(running, planned)
  const performance = share(made, (running / 3_600_000) * idealPerHour)
  const quality = share(good, made)
  const oee =
    availability === null || performance === null || quality === null
      ? null
      : availability * performance * quality
  const untold = span.until - span.from - lengths(() => true)
  return {
    planned,
    running,
    withoutWork,
    availability,
    performance,
    quality,
    oee,
    stops: stopsOf(within, untold),
  }
}

/** Of intervals that overlap, the later begins where the earlier ends. */
function clipped(
  intervals: readonly StationInterval[],
  { from, until }: { readonly from: number; readonly until: number },
): readonly StationInterval[] {
  let told = from
  return intervals
    .toSorted((a, b) => a.since - b.since)
    .flatMap((one) => {
      const since = Math.max(one.since, told)
      const end = Math.min(one.until, until)
      if (end <= since) return []
      told = end
      return [{ ...one, since, until: end }]
    })
}

/** A clock is read in milliseconds: a card more than the ideal is a card more, not more than all. */
function share(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(1, part / whole) : null
}

function stopsOf(within: readonly StationInterval[], untold: number): readonly StopReason[] {
  const stops = new Map<string, StopReason>()
  const idle = within.filter(
    ({ state, reason }) => state !== 'RUNNING' && !(state === 'IDLE' && reason === noWork),
  )
  const lost = [
    ...idle.map(({ state, reason, since, until }) => ({ state, reason, milliseconds: until - since })),
    ...(untold > 0 ? [{ state: 'OFF', reason: null, milliseconds: untold }] : []),
  ]
  for (const { state, reason, milliseconds } of lost) {
    const key = `${state} ${reason ?? ''}`
    const before = stops.get(key)
    stops.set(key, {
      state,
      reason,
      milliseconds: milliseconds + (before?.milliseconds ?? 0),
      times: 1 + (before?.times ?? 0),
    })
  }
  return [...stops.values()].toSorted((a, b) => b.milliseconds - a.milliseconds)
}
