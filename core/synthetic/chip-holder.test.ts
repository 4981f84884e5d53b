import { expect, test } from 'vitest'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { chipHolder } from './chip-holder.ts'
import { demoCommunes } from './places.ts'
import { syntheticHouseholds } from './population.ts'

const on = '2026-11-22' as CalendarDate
const issue = { issuedOn: on, noExpiry: '991231' }
const holders = () =>
  [...syntheticHouseholds({ seed: 11, residents: 200, on, units: demoCommunes })].flatMap((household) =>
    household.members.flatMap((resident) => chipHolder(resident, household, issue) ?? []),
  )

test('a chip has a serial number of its own, the same each time, that says nothing of the holder', () => {
  const people = holders()
  expect(people.length).toBeGreaterThan(150)
  for (const { chipSerial, number } of people) {
    expect(chipSerial).toMatch(/^[0-9A-F]{16}$/)
    expect(chipSerial).not.toContain(number.slice(-6))
  }
  const serials = people.map(({ chipSerial }) => chipSerial)
  expect(new Set(serials).size).toBe(people.length)
  expect(holders().map(({ chipSerial }) => chipSerial)).toEqual(serials)
})
