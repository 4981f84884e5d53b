import { expect, test } from 'vitest'
import { effectivenessOf, type StationInterval } from './oee.ts'

const hour = 3_600_000
const from = Date.parse('2026-03-02T00:00:00Z')
const told = (state: string, reason: string | null, since: number, until: number): StationInterval => ({
  state,
  reason,
  since: from + since * hour,
  until: from + until * hour,
})
const span = { from, until: from + 8 * hour }

test('is what ran of the time with work, how fast, and how much of it was good', () => {
  const intervals = [
    told('IDLE', 'NO_WORK', -1, 2),
    told('RUNNING', null, 2, 5),
    told('STOPPED', 'RIBBON_OUT', 5, 5.5),
    told('RUNNING', null, 5.5, 7),
    told('STOPPED', 'RIBBON_OUT', 7, 7.5),
    told('IDLE', 'NO_BLANK_AT_STATION', 7.5, 8),
  ]
  const { stops, ...shift } = effectivenessOf(intervals, span, { good: 432, spoiled: 18, idealPerHour: 200 })
  expect(shift).toMatchObject({ planned: 6 * hour, running: 4.5 * hour, withoutWork: 2 * hour })
  expect(shift.availability).toBeCloseTo(0.75)
  expect(shift.performance).toBeCloseTo(0.5)
  expect(shift.quality).toBeCloseTo(0.96)
  expect(shift.oee).toBeCloseTo(0.75 * 0.5 * 0.96)
  expect(stops).toEqual([
    { state: 'STOPPED', reason: 'RIBBON_OUT', milliseconds: hour, times: 2 },
    { state: 'IDLE', reason: 'NO_BLANK_AT_STATION', milliseconds: hour / 2, times: 1 },
  ])
})

test('counts time of which nobody told as off, and intervals that overlap once', () => {
  const intervals = [told('RUNNING', null, 1, 4), told('RUNNING', null, 3, 5)]
  const { running, stops } = effectivenessOf(intervals, span, { good: 1, spoiled: 0, idealPerHour: 100 })
  expect(running).toBe(4 * hour)
  expect(stops).toEqual([{ state: 'OFF', reason: null, milliseconds: 4 * hour, times: 1 }])
})

test('is nothing where nothing could be measured', () => {
  const { availability, performance, quality, oee } = effectivenessOf([told('IDLE', 'NO_WORK', 0, 8)], span, {
    good: 0,
    spoiled: 0,
    idealPerHour: 100,
  })
  expect([availability, performance, quality, oee]).toEqual([null, null, null, null])
})
