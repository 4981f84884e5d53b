import type { DayReconciliation, DeskThroughput } from '../../core/contracts/desk/day.ts'
import type { OutboxState } from '../../core/lifecycle/outbox.ts'
import { explainDay } from '../../core/enrollment/application-code.ts'
import type { Counted } from './tally.ts'

/** Where one file of this desk is. */
export interface Whereabouts {
  readonly hasDraft: (code: string) => boolean
  readonly packet: (code: string) => OutboxState | null
}

export type Place = 'SENT' | 'WAITING' | 'CANCELLED' | 'OPEN' | 'LOST'

/** What is on the disk says more than what was counted: a kill may have come between the two. */
export function placeOf(code: string, counted: Counted, { hasDraft, packet }: Whereabouts): Place {
  const state = packet(code)
  if (state === 'RECEIVED') return hasDraft(code) && counted.SENT !== undefined ? 'OPEN' : 'SENT'
  if (state !== null && state !== 'REOPENED') return 'WAITING'
  if (hasDraft(code)) return 'OPEN'
  if (counted.SENT !== undefined) return 'SENT'
  return counted.CANCELLED === undefined ? 'LOST' : 'CANCELLED'
}

/** Files that were begun on a day, by where they are. */
export function filesOfDay(
  on: string,
  files: ReadonlyMap<string, Counted>,
  whereabouts: Whereabouts,
): Readonly<Record<Place, readonly string[]>> {
  const places: Record<Place, string[]> = { SENT: [], WAITING: [], CANCELLED: [], OPEN: [], LOST: [] }
  for (const [code, counted] of files) {
    if (explainDay(code) === on) places[placeOf(code, counted, whereabouts)].push(code)
  }
  return places
}

/** captured = sent + waiting + cancelled, but for files that are nowhere: those are the difference. */
export function reconciliationOf(
  places: Readonly<Record<Place, readonly string[]>>,
  closedAt: string | null,
): DayReconciliation {
  const [sent, waiting, cancelled] = [places.SENT.length, places.WAITING.length, places.CANCELLED.length]
  const difference = places.LOST.length
  const captured = sent + waiting + cancelled + difference
  return { captured, sent, waiting, cancelled, open: places.OPEN.length, difference, closedAt }
}

export interface Between {
  /** Milliseconds; the end is not part of it. */
  readonly from: number
  readonly to: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Files sealed in each hour, from the day's beginning. */
export function sealedByHour(files: Iterable<Counted>, { from, to }: Between): readonly number[] {
  const hours = Array.from({ length: 24 }, () => 0)
  for (const { SEALED: at } of files) {
    if (at === undefined || at < from || at >= to) continue
    const hour = Math.floor((at - from) / hourMs)
    hours[hour] = (hours[hour] ?? 0) + 1
  }
  return hours
}

/** Files that this desk finished, and how long one took: half of them less. */
export function throughputOf(desk: string, files: Iterable<Counted>, { from, to }: Between): DeskThroughput {
  const minutes: number[] = []
  for (const { BEGUN: begun, SEALED: at } of files) {
    if (at !== undefined && at >= from && at < to) minutes.push((at - (begun ?? at)) / minuteMs)
  }
  const middle = medianOf(minutes)
  return { desk, done: minutes.length, minutesPerFile: middle === null ? null : Math.round(middle * 10) / 10 }
}

export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
