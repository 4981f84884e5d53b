/** A bar of the chart: files finished between this hour and the next. */
export interface HourBar {
  readonly hour: number
  readonly done: number
}

/** Offices open at 7.30 and close at 17; hours before and after are shown only where something was done. */
const opens = 7
const closes = 17

/** The hours of work, and any other in which a file was finished, without a gap. */
export function shownHours(byHour: readonly number[]): readonly HourBar[] {
  const busy = byHour.flatMap((done, hour) => (done > 0 ? [hour] : []))
  const from = Math.min(opens, ...busy)
  const to = Math.max(closes - 1, ...busy)
  return Array.from({ length: to - from + 1 }, (_, i) => ({ hour: from + i, done: byHour[from + i] ?? 0 }))
}

/** A round number at or above the greatest bar, so that the chart's middle line is a whole file. */
export function chartTop(bars: readonly HourBar[]): number {
  const most = Math.max(...bars.map(({ done }) => done), 0)
  return [2, 4, 6, 10, 20, 40, 60, 100, 200].find((top) => top >= most) ?? Math.ceil(most / 100) * 100
}
