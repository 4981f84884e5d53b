import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { lastForecast, type PublishedForecast } from '../capacity/promised-day.ts'
import { type BoardLane, type BoardLaneName, boardLanes, readGroups, readLanes } from './board-lanes.ts'
import { type BoardToday, readShiftCounts, sumOfDay } from './board-today.ts'
import { checksOfLastHour } from './checks-of-last-hour.ts'
import { readStations, type StationTile } from './station-tiles.ts'
import { readUnknownOutcomes, type UnknownOutcome } from './unknown-outcomes.ts'

export interface Board {
  readonly at: Date
  readonly lanes: readonly BoardLane[]
  readonly today: BoardToday
  readonly unknownCount: number
  readonly unknown: readonly UnknownOutcome[]
  readonly stations: readonly StationTile[]
  readonly forecast: PublishedForecast | null
}

/** The whole floor at a glance, from what is kept of it: nothing here grows with the number of jobs. */
export async function readBoard(app: App, actor: Actor): Promise<Board> {
  demand(actor, 'print-job.read')
  const { db } = app
  const at = app.clock()
  const now = instantAt(at)
  const [tallies, groups, unknown, shifts, checks, forecast] = await Promise.all([
    readLanes(db),
    readGroups(db),
    readUnknownOutcomes(db),
    readShiftCounts(db, at),
    checksOfLastHour(db, now),
    lastForecast(app),
  ])
  const stations = await readStations(db, shifts, now)
  const making = perHourOf(stations, forecast)
  const rates: Rates = { INTAKE: making, BATCHED: making, PRINTING: making, QUALITY_CONTROL: checks }
  const lanes = boardLanes.map((lane) => {
    const { count = 0, oldestAt = null } = tallies.get(lane) ?? {}
    return { lane, count, oldestAt, groups: groups[lane] ?? null, perHour: rates[lane] ?? null }
  })
  const unknownCount = tallies.get('UNKNOWN')?.count ?? 0
  return { at: now, lanes, today: sumOfDay(shifts), unknownCount, unknown, stations, forecast }
}

type Rates = Readonly<Partial<Record<BoardLaneName, number | null>>>

/** What the stations that can work now make in an hour: as they do in this shift, or as stations did lately. */
function perHourOf(stations: readonly StationTile[], forecast: PublishedForecast | null): number {
  return stations
    .filter(({ state }) => state === 'RUNNING' || state === 'IDLE')
    .reduce((sum, { cardsPerHour }) => sum + (cardsPerHour ?? forecast?.cardsPerHour ?? 0), 0)
}
