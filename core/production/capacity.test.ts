import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { type Floor, forecastCapacity, madeOnOf, type Start, type WaitingClass } from './capacity.ts'
import { floorMinutes, floorShiftsSchema, usualFloorShifts } from './floor-hours.ts'

const shifts = floorShiftsSchema.parse(usualFloorShifts)
const on = parseCalendarDate
/** A Monday. */
const start: Start = { day: on('2026-03-02'), minute: 0 }
const floor: Floor = { stations: 2, cardsPerHour: 100, spoiledShare: 0, shifts, stock: 1_000_000 }
const waiting = (count: number): readonly WaitingClass[] => [{ priority: 0, deadlineOn: null, count }]

describe('the hours of the floor', () => {
  test('follow the weekday, rest on public holidays, and count overlapping shifts once', () => {
    expect(floorMinutes(shifts, on('2026-03-02'))).toBe(16 * 60)
    expect(floorMinutes(shifts, on('2026-03-07'))).toBe(16 * 60)
    expect(floorMinutes(shifts, on('2026-03-08'))).toBe(0)
    expect(floorMinutes(shifts, on('2026-02-17'))).toBe(0)
    const campaign = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00', onDaysOff: true }]
    expect(floorMinutes(campaign, on('2026-02-17'))).toBe(24 * 60)
    const overlapping = [
      { weekdays: [1], from: '06:00', until: '14:00', onDaysOff: false },
      { weekdays: [1], from: '08:00', until: '16:00', onDaysOff: false },
    ]
    expect(floorMinutes(overlapping, start.day)).toBe(600)
    expect(floorMinutes(overlapping, start.day, { fromMinute: 15 * 60 })).toBe(60)
  })

  test('refuse a setting that is none', () => {
    for (const text of [
      'x',
      '[]',
      '[{"weekdays":[8],"from":"06:00","until":"07:00"}]',
      '[{"weekdays":[1],"from":"14:00","until":"06:00"}]',
    ])
      expect(floorShiftsSchema.safeParse(text).success).toBe(false)
  })
})

describe('a forecast', () => {
  test('makes what stations, rate and hours give, remakes before urgent files before deadlines', () => {
    const { days, classes } = forecastCapacity(
      floor,
      [
        { priority: 0, deadlineOn: on('2026-03-05'), count: 3000 },
        { priority: 0, deadlineOn: null, count: 10 },
        { priority: 0, deadlineOn: on('2026-03-04'), count: 3000 },
        { priority: 5, deadlineOn: null, count: 100 },
        { priority: 10, deadlineOn: null, count: 100 },
      ],
      start,
    )
    expect(days.slice(0, 3)).toEqual([
      { day: '2026-03-02', capacity: 3200, planned: 3200, backlog: 3010, stock: 996_800 },
      { day: '2026-03-03', capacity: 3200, planned: 3010, backlog: 0, stock: 993_790 },
      { day: '2026-03-04', capacity: 3200, planned: 0, backlog: 0, stock: 993_790 },
    ])
    expect(classes.map(({ priority, deadlineOn, madeOn }) => [priority, deadlineOn, madeOn])).toEqual([
      [10, null, '2026-03-02'],
      [5, null, '2026-03-02'],
      [0, '2026-03-04', '2026-03-02'],
      [0, '2026-03-05', '2026-03-03'],
      [0, null, '2026-03-03'],
    ])
  })

  test('leaves out what of the first day is over', () => {
    const { days } = forecastCapacity(floor, waiting(5000), { ...start, minute: 21 * 60 })
    expect(days.slice(0, 2).map(({ planned }) => planned)).toEqual([200, 3200])
  })

  test('says on which day the stock ends before the backlog, and promises nothing after it', () => {
    const poor = { ...floor, stock: 4000, spoiledShare: 0.5 }
    const forecast = forecastCapacity(poor, waiting(5000), start)
    expect(forecast.stockOutOn).toBe('2026-03-02')
    expect(forecast.days[0]).toMatchObject({ planned: 2000, backlog: 3000, stock: 0 })
    expect(forecast.classes[0]?.madeOn).toBeNull()
    expect(madeOnOf(forecast, { priority: 10, deadlineOn: null })).toBe('2026-03-02')
    expect(madeOnOf(forecast, { priority: 0, deadlineOn: null })).toBeNull()
  })

  test('tells a new file the day after everything of its turn, or the first day with capacity left over', () => {
    const forecast = forecastCapacity(floor, waiting(3200), start)
    expect(madeOnOf(forecast, { priority: 10, deadlineOn: null })).toBe('2026-03-02')
    expect(madeOnOf(forecast, { priority: 0, deadlineOn: on('2026-04-01') })).toBe('2026-03-02')
    expect(madeOnOf(forecast, { priority: 0, deadlineOn: null })).toBe('2026-03-03')
    expect(madeOnOf(forecastCapacity(floor, [], start), { priority: 0, deadlineOn: null })).toBe(start.day)
    const noStations = forecastCapacity({ ...floor, stations: 0 }, [], start)
    expect(madeOnOf(noStations, { priority: 0, deadlineOn: null })).toBeNull()
  })
})

describe('for any floor and backlog', () => {
  const floors = fc.record({
    stations: fc.integer({ min: 0, max: 6 }),
    cardsPerHour: fc.integer({ min: 1, max: 200 }),
    spoiledShare: fc.integer({ min: 0, max: 20 }).map((percent) => percent / 100),
    shifts: fc.constant(shifts),
    stock: fc.integer({ min: 0, max: 60_000 }),
  })
  const backlogs = fc.array(
    fc.record({
      priority: fc.constantFrom(0, 5, 10),
      deadlineOn: fc.constantFrom(null, on('2026-03-03'), on('2026-03-20')),
      count: fc.integer({ min: 0, max: 12_000 }),
    }),
    { maxLength: 5 },
  )
  const moments = fc.integer({ min: 0, max: 1439 }).map((minute) => ({ day: start.day, minute }))
  const always = (holds: (given: Floor, backlog: readonly WaitingClass[], moment: Start) => void) =>
    fc.assert(fc.property(floors, backlogs, moments, holds), { numRuns: 60 })
  const daysOf = ({ classes }: ReturnType<typeof forecastCapacity>) =>
    classes.map(({ madeOn }) => madeOn ?? '9999')

  test('the backlog is conserved: what is made and what is left are what waited', () => {
    always((given, backlog, moment) => {
      let left = backlog.reduce((sum, { count }) => sum + count, 0)
      const { days } = forecastCapacity(given, backlog, moment)
      expect(days.map(({ planned }) => (left -= planned))).toEqual(days.map((day) => day.backlog))
      expect(days.every((day) => day.backlog >= 0 && day.planned <= day.capacity)).toBe(true)
    })
  })

  test('more stations or more blanks make nothing later', () => {
    always((given, backlog, moment) => {
      const before = daysOf(forecastCapacity(given, backlog, moment))
      for (const more of [{ stations: given.stations + 1 }, { stock: given.stock + 1000 }]) {
        const after = daysOf(forecastCapacity({ ...given, ...more }, backlog, moment))
        expect(after.every((day, nth) => day <= (before[nth] ?? ''))).toBe(true)
      }
    })
  })

  test('no more blanks are used than there are, and without any nothing is made', () => {
    always((given, backlog, moment) => {
      const { days } = forecastCapacity(given, backlog, moment)
      expect(days.every(({ stock }) => stock >= 0)).toBe(true)
      const made = days.reduce((sum, { planned }) => sum + planned, 0)
      expect(made).toBeLessThanOrEqual(given.stock * (1 - given.spoiledShare))
      const empty = forecastCapacity({ ...given, stock: 0 }, backlog, moment)
      expect(empty.days.every(({ planned }) => planned === 0)).toBe(true)
    })
  })

  test('what has its turn earlier is not made later, and a new file not before the last of its turn', () => {
    always((given, backlog, moment) => {
      const forecast = forecastCapacity(given, backlog, moment)
      const days = daysOf(forecast)
      expect(days).toEqual(days.toSorted())
      const notEmpty = forecast.classes.filter(({ count }) => count > 0)
      expect(notEmpty.every((one) => (madeOnOf(forecast, one) ?? '9999') >= (one.madeOn ?? '9999'))).toBe(
        true,
      )
    })
  })
})
