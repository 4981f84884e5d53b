/** What the floor makes day by day, from how many stations there are, how fast they were, how long they work and what lies in store. */
import { addDays, type CalendarDate } from '../dates/calendar-date.ts'
import { type FloorShift, floorMinutes } from './floor-hours.ts'

export interface Floor {
  /** Stations that may work. */
  readonly stations: number
  /** Good cards that one makes in an hour of a shift, as measured. */
  readonly cardsPerHour: number
  /** Of the blanks that are fed, 0 to 1 (not 1). */
  readonly spoiledShare: number
  readonly shifts: readonly FloorShift[]
  /** Blanks, or cards that the ribbons are good for where these are fewer. */
  readonly stock: number
}

/** Jobs that are made before or after others as one: a higher priority first, then the earlier deadline, then none. */
export interface WaitingClass {
  readonly priority: number
  readonly deadlineOn: CalendarDate | null
  readonly count: number
}

export interface ForecastDay {
  readonly day: CalendarDate
  /** Cards that could be made, had one the work and the blanks. */
  readonly capacity: number
  /** Cards that will be. */
  readonly planned: number
  /** Jobs that wait at the end of the day. */
  readonly backlog: number
  /** Blanks at the end of the day. */
  readonly stock: number
}

export interface ForecastClass extends WaitingClass {
  /** The day of its last card; null: not within the horizon, or not with the blanks there are. */
  readonly madeOn: CalendarDate | null
}

export interface CapacityForecast {
  readonly days: readonly ForecastDay[]
  readonly classes: readonly ForecastClass[]
  /** The day on which the stock ends before the backlog does. */
  readonly stockOutOn: CalendarDate | null
}

/** Days that are told at least, and looked ahead at most. */
const leastDays = 14
const mostDays = 366

export interface Start {
  readonly day: CalendarDate
  /** What of the first day is over. */
  readonly minute: number
}

export function forecastCapacity(
  floor: Floor,
  waiting: readonly WaitingClass[],
  start: Start,
): CapacityForecast {
  const ordered = waiting.toSorted(compareClasses)
  let backlog = ordered.reduce((sum, { count }) => sum + count, 0)
  let stock = floor.stock
  let stockOutOn: CalendarDate | null = null
  const days: ForecastDay[] = []
  for (let nth = 0; nth < mostDays && (nth < leastDays || (backlog > 0 && stockOutOn === null)); nth++) {
    const day = addDays(start.day, nth)
    const minutes = floorMinutes(floor.shifts, day, { fromMinute: nth === 0 ? start.minute : 0 })
    const capacity = Math.floor((floor.stations * floor.cardsPerHour * minutes) / 60)
    const planned = Math.min(capacity, backlog, cardsFrom(stock, floor))
    backlog -= planned
    stock -= Math.min(stock, blanksFor(planned, floor))
    if (stockOutOn === null && backlog > 0 && cardsFrom(stock, floor) === 0) stockOutOn = day
    days.push({ day, capacity, planned, backlog, stock })
  }
  return { days, classes: classesMadeOn(ordered, days), stockOutOn }
}

const cardsFrom = (stock: number, { spoiledShare }: Floor) => Math.floor(stock * (1 - spoiledShare))
const blanksFor = (cards: number, { spoiledShare }: Floor) => Math.ceil(cards / (1 - spoiledShare))

/** A class is done when everything up to its end is made. */
function classesMadeOn(
  ordered: readonly WaitingClass[],
  days: readonly ForecastDay[],
): readonly ForecastClass[] {
  let end = 0
  return ordered.map((one) => {
    end += one.count
    return { ...one, madeOn: dayOfCard(days, end) }
  })
}

/** The day on which the nth card of the backlog is made. */
function dayOfCard(days: readonly ForecastDay[], nth: number): CalendarDate | null {
  let made = 0
  for (const { day, planned } of days) {
    made += planned
    if (made >= nth) return day
  }
  return null
}

type Turn = Pick<WaitingClass, 'priority' | 'deadlineOn'>

/** Remakes first, then what is urgent, then deadlines; without one last. */
function compareClasses(a: Turn, b: Turn): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.deadlineOn === b.deadlineOn) return 0
  if (a.deadlineOn === null) return 1
  if (b.deadlineOn === null) return -1
  return a.deadlineOn < b.deadlineOn ? -1 : 1
}

/**
 * The day on which a card is made that joins the backlog now: after everything of its turn and before it. Null where the floor has not the
 * blanks for it, or not within the days that were looked ahead.
 */
export function madeOnOf(
  { days, classes }: Pick<CapacityForecast, 'days' | 'classes'>,
  turn: Turn,
): CalendarDate | null {
  const before = classes
    .filter((one) => compareClasses(one, turn) <= 0)
    .reduce((sum, { count }) => sum + count, 0)
  const within = dayOfCard(days, before + 1)
  if (within !== null) return within
  // It is the last of all: the first day on which capacity and blanks are left over.
  let open = before
  for (const { day, capacity, planned, backlog, stock } of days) {
    open -= planned
    if (open <= 0 && backlog === 0 && planned < capacity && stock > 0) return day
  }
  return null
}
